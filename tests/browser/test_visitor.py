"""The visitor refuses what is deliberately broken, and nothing else."""

import pytest

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
SOUND = """<!doctype html><html lang="sw"><title>Maombi</title>
<meta name="viewport" content="width=device-width"><main><h1>Maombi</h1>{}</main></html>"""


def supply(visitor, body):
    answer = {
        "body": SOUND.format(body),
        "headers": {"Content-Type": "text/html", "Content-Security-Policy": POLICY},
    }
    visitor.page.route("**/supplied", lambda route: route.fulfill(**answer))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sound_page_is_accepted(visit, pictures, scripts):
    visitor = visit(scripts=scripts)
    supply(visitor, "<p>Hakuna ombi.</p>")

    visitor.open("/supplied", picture="sound")

    assert (pictures / "sound.png").exists()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="data:,">', "image-alt"),
        ("<input name='subject'>", "axe: label"),
        ("<pre>" + "pana" * 200 + "</pre>", "scrolls sideways"),
        ("<script>1</script>", "Content Security Policy"),
        ('<p style="color: red">', "Content Security Policy"),
        ('<script src="/gone.js"></script>', "404 for .*/gone.js"),
        ('<img alt="" src="http://example.org/dot.png">', "leaves the machine"),
    ],
)
def test_a_broken_page_is_refused(visit, body, complaint):
    visitor = visit()
    supply(visitor, body)

    with pytest.raises(AssertionError, match=complaint):
        visitor.open("/supplied")
