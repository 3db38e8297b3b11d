"""What every answer carries, what every request must bring, and what is too much."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from helpdesk.org.models import Location
from tests import factories
from tests.controls import successful
from tests.infra.files import PDF, png, sent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
EVERYWHERE = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FORBIDDEN = {"Access-Control-Allow-Origin", "X-Powered-By", "ETag", "Last-Modified", "Expires"}


@pytest.fixture
def calm(ground, monkeypatch):
    """As in service: a mistake of ours becomes a page."""
    monkeypatch.setitem(ground.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.fixture
def form(at_desk):
    return at_desk.get("/samples/new")


@pytest.fixture
def typed(form):
    (html,) = form.select("#main-form")
    return {**successful(form, html).to_dict(), "name": "Chumba 4"}


@pytest.fixture
def files(at_desk, form):
    pair = [sent(png(), "skrini.png"), sent(PDF, "barua ya ofisi.pdf")]
    at_desk.submit(form, name="Chumba 4", files=pair)
    return db.session.scalars(select(Attachment).order_by(Attachment.id)).all()


def check_headers(answer, policy=POLICY, cache="no-store"):
    for name, value in {**EVERYWHERE, "Content-Security-Policy": policy}.items():
        assert answer.headers.getlist(name) == [value], name
    assert answer.headers.getlist("Cache-Control") == [cache]
    assert not FORBIDDEN & set(answer.headers.keys())


ANSWERS = {
    "a page": ("GET", "/samples/new", 200),
    "json": ("GET", "/samples/open", 200),
    "only its head": ("HEAD", "/samples/new", 200),
    "what one may do": ("OPTIONS", "/samples/new", 200),
    "a redirect": ("GET", "/samples/new/", 404),
    "a redirect to the right address": ("GET", "/sign-in/", 404),
    "no such page": ("GET", "/no-such-page", 404),
    "no such file": ("GET", "/static/no-such-file.css", 404),
    "not for you": ("GET", "/samples/unmarked", 403),
    "the wrong way": ("DELETE", "/samples/new", 405),
    "without a token": ("POST", "/samples/new", 400),
    "our mistake": ("GET", "/samples/broken", 500),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_same_headers(at_desk, calm, kind):
    method, path, status = ANSWERS[kind]

    answer = at_desk._send(method, path)

    assert answer.status_code == status
    check_headers(answer)


def test_so_do_a_saved_form_and_a_stranger_sent_away(at_desk, typed):
    check_headers(at_desk._send("POST", "/samples/new", data=typed))
    at_desk.sign_out()
    answer = at_desk._send("GET", "/samples/new")
    assert answer.location == "/sign-in?next=%2Fsamples%2Fnew"
    check_headers(answer)


@pytest.mark.usefixtures("heavy")
def test_so_does_a_request_that_is_too_large(at_desk):
    check_headers(at_desk._send("POST", "/samples/new", data={"name": "x" * 50 * 1024**2}))


def test_style_and_script_may_be_kept_for_a_year(at_desk, form):
    answer = at_desk._send("GET", form.select_one("link[rel=stylesheet]")["href"])

    check_headers(answer, cache="public, max-age=31536000, immutable")


def test_an_attached_file_is_boxed_in_and_never_kept(at_desk, files):
    picture, paper = (at_desk.download(f"/attachments/{file.id}") for file in files)

    for answer in (picture, paper):
        check_headers(answer, policy="default-src 'none'; sandbox")
    assert picture.mimetype == "image/png"
    assert "attachment" not in picture.headers["Content-Disposition"]
    assert paper.headers["Content-Disposition"] == 'attachment; filename="barua ya ofisi.pdf"'
    assert paper.data == PDF


def test_over_https_alone_browsers_are_told_to_stay_there(ground, at_desk, monkeypatch):
    wanted = {
        "Strict-Transport-Security": "max-age=31536000",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert not wanted.keys() & at_desk._send("GET", "/samples/open").headers.keys()

    monkeypatch.setitem(ground.config, "HTTPS", True)
    answer = at_desk._send("GET", "/samples/open")
    assert {name: answer.headers[name] for name in wanted} == wanted


def test_what_only_a_council_may_see_is_not_another_councils(at_desk, files):
    at_desk.sign_in(factories.user())

    at_desk.get(f"/attachments/{files[0].id}", status=404)


TOKENS = {"missing": None, "junk": "junk", "empty": "", "long": "x" * 10_000}


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_changed_without_a_token(at_desk, typed, method, kind):
    typed["csrf_token"] = TOKENS[kind] or ""
    if TOKENS[kind] is None:
        del typed["csrf_token"]

    answer = at_desk._send(method, "/samples/new", data=typed)

    assert answer.status_code == (400 if method == "POST" else 405)
    assert db.session.scalar(select(func.count()).where(Location.name == "Chumba 4")) == 0


def test_a_token_of_another_session_is_refused(ground, at_desk, typed):
    at_desk.sign_in(factories.user())
    foreign = at_desk.get("/samples/new").select_one("[name=csrf_token]")["value"]
    at_desk.sign_in(factories.user())
    mine = at_desk.get("/samples/new")

    refused = at_desk.submit(mine, name="Chumba 4", csrf_token=foreign, status=400)

    assert refused.h1.get_text() == "Hatukuweza kusoma kilichotumwa"
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 1


ELSEWHERE = ["http://evil.example", "https://localhost.evil.example", "http://localhost:81", "x"]


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_a_form_on_another_site_is_refused_even_with_a_token(at_desk, typed, origin):
    answer = at_desk._send("POST", "/samples/new", data=typed, headers={"Origin": origin})

    assert answer.status_code == 400
    assert db.session.scalar(select(func.count()).where(Location.name == "Chumba 4")) == 0
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 1, "the text is kept"


def test_a_form_of_our_own_is_taken(at_desk, typed):
    own = {"Origin": "http://localhost"}

    assert at_desk._send("POST", "/samples/new", data=typed, headers=own).status_code == 303


@pytest.mark.usefixtures("heavy")
def test_fifty_megabytes_are_refused_in_swahili(at_desk, typed):
    typed["files"] = (BytesIO(b"%PDF-" + b"\x00" * 50 * 1024**2), "kubwa.pdf")

    answer = at_desk._send("POST", "/samples/new", data=typed)

    page = at_desk._page(answer, 413)
    assert page.html["lang"] == "sw"
    assert "kubwa mno" in page.h1.get_text()
    assert db.session.scalar(select(func.count()).where(Location.name == "Chumba 4")) == 0
    back = at_desk.get(page.select_one("main a.button")["href"])
    assert back.select_one("#name")["value"] == "Chumba 4", "what was typed is offered again"


@pytest.mark.usefixtures("heavy")
@pytest.mark.parametrize(
    "flood", [{f"field{n}": "" for n in range(3000)}, {"name": "x" * 3 * 1024**2}]
)
def test_a_flood_of_fields_is_refused(at_desk, typed, flood):
    body = {**typed, **flood, "files": (BytesIO(b""), "")}
    answer = at_desk._send("POST", "/samples/new", data=body, content_type="multipart/form-data")

    at_desk._page(answer, 413)


def test_ten_thousand_letters_are_refused_at_their_field(at_desk, form):
    page = at_desk.submit(form, name="a" * 10_000, ward="b" * 10_000, status=422)

    assert page.select_one("#name-error")
    assert page.select_one("#ward-error")
    assert page.select_one("#ward").text.strip() == "b" * 10_000


def test_a_view_that_forgot_to_say_who_may_is_closed(at_desk):
    at_desk.get("/samples/unmarked", status=403)
