"""The visitor refuses what is deliberately broken, and nothing else."""

import pytest

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
SOUND = """<!doctype html><html lang="sw"><title>Maombi</title>
<meta name="viewport" content="width=device-width"><main><h1>Maombi</h1>{}</main>
<footer>Msaada: chumba 12</footer></html>"""
BROKEN = """<!doctype html><html><title>Vifaa</title>
<meta name="viewport" content="width=device-width, user-scalable=no">
<h1>Maombi</h1><h4>Foleni</h4><ul><p>Ombi</p></ul><a href="/a"></a><img src="data:,">
<p><font color="#999999">Haisomeki</font></p><input type=checkbox><input type=checkbox>
<form><input type="date" required><select><option>Printa</select></form>
<a href="/b">Fungua</a><a href="/c">Fungua</a></html>"""


def supply(visitor, page):
    answer = {
        "body": page,
        "headers": {"Content-Type": "text/html", "Content-Security-Policy": POLICY},
    }
    visitor.page.route("**/supplied", lambda route: route.fulfill(**answer))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sound_page_is_accepted(visit, pictures, scripts):
    visitor = visit(scripts=scripts)
    supply(visitor, SOUND.format("<p>Hakuna ombi.</p>"))

    visitor.open("/supplied", picture="sound")
    visitor.stretch()

    assert (pictures / "sound.png").exists()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="data:,">', "image-alt"),
        ("<input name='subject'>", "axe: label"),
        ("<button>x</button>", "only .* px high"),
        ("<pre>" + "pana" * 200 + "</pre>", "scrolls sideways"),
        ("<script>1</script>", "Content Security Policy"),
        ('<p style="color: red">', "Content Security Policy"),
        ('<script src="/gone.js"></script>', "gone.js"),
        ('<img alt="" src="http://example.org/dot.png">', "leaves the machine"),
    ],
)
def test_a_broken_page_is_refused(visit, body, complaint):
    visitor = visit()
    supply(visitor, SOUND.format(body))

    with pytest.raises(AssertionError, match=complaint):
        visitor.open("/supplied")


def test_all_that_is_wrong_with_a_page_is_named(visit):
    visitor = visit()
    supply(visitor, BROKEN)

    with pytest.raises(AssertionError) as refusal:
        visitor.open("/supplied")

    for complaint in (
        'its language is ""',
        '"Vifaa" over "Maombi"',
        "no help at its foot",
        "in the browser's own language",
        "the browser checks in its own language",
        'two links are called "Fungua"',
        "axe: html-has-lang",
        "axe: color-contrast",
        "axe: label",
        "axe: select-name",
        "axe: image-alt",
        "axe: link-name",
        "axe: list",
        "axe: meta-viewport",
        "axe: target-size",
    ):
        assert complaint in str(refusal.value)


def test_a_page_that_does_not_fit_the_least_phone_is_refused(visit):
    visitor = visit()
    supply(visitor, SOUND.format('<svg width="330" height="9" role="img" aria-label="Chati"/>'))
    visitor.open("/supplied")

    with pytest.raises(AssertionError, match="sideways at 320 px"):
        visitor.stretch()
