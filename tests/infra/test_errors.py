"""Whatever goes wrong, a person reads what became of the work and what to do now."""

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests

from helpdesk.infra import errors
from helpdesk.infra.access import public
from helpdesk.infra.db import db

PAGES = sorted(errors.PAGES)


@pytest.fixture
def calm(ground, monkeypatch):
    """As in service: a mistake of ours becomes a page."""
    monkeypatch.setitem(ground.config, "PROPAGATE_EXCEPTIONS", False)


@pytest.fixture
def fail(ground, at_desk, monkeypatch):
    """Open a page that fails in this way."""

    def open_page(failure, status):
        @public
        def view():
            return failure()

        monkeypatch.setitem(ground.view_functions, "samples.open_to_all", view)
        return at_desk.get("/samples/open", status=status)

    return open_page


@pytest.mark.parametrize("code", PAGES)
@pytest.mark.parametrize("language", ["sw", "en"])
def test_each_kind_has_words_in_both_languages(at_desk, fail, code, language):
    with at_desk._client.session_transaction() as cookie:
        cookie["language"] = language
    at_desk._client.get("/samples/open")
    page = fail(lambda: abort(code), code)

    assert len(page.select("main p")) >= 3
    assert page.select_one("main .buttons a")


@pytest.mark.parametrize("code", [401, 410, 418, 501, 502, 504])
def test_a_kind_without_a_page_of_its_own_still_has_one(fail, code):
    assert fail(lambda: abort(code), code).h1


def test_a_mistake_of_ours_shows_a_number_to_read_out_and_nothing_else(fail, calm):
    def failure():
        raise RuntimeError("secret of the kitchen")

    page = fail(failure, 500)

    assert "secret" not in str(page)
    assert "Traceback" not in str(page)
    assert page.select_one("main strong").get_text()


def test_a_page_for_too_many_attempts_says_when_to_come_back(ground, at_desk, fail):
    def failure():
        raise TooManyRequests(retry_after=420)

    page = fail(failure, 429)

    assert "dakika 7" in page.main.get_text()
    assert at_desk._client.get("/samples/open").headers["Retry-After"] == "420"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_the_wrong_way_says_the_right_one_with_or_without_a_token(at_desk, method):
    answer = at_desk._send(method, "/samples/new", data={"name": "Chumba 4"})

    at_desk._page(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_without_a_database_there_is_still_a_page(ground, calm, monkeypatch):
    """Plain, in both languages, and with the headers of every other."""

    def refuse(*_given, **_named):
        raise OperationalError("SELECT", {}, Exception("could not connect"))

    browser = ground.test_client()
    browser.set_cookie("helpdesk", "whoever")
    monkeypatch.setattr(db.session, "get", refuse)
    monkeypatch.setattr(db.session, "scalars", refuse)
    monkeypatch.setattr(db.session, "execute", refuse)

    for path in ("/samples/new", "/sign-in", "/no-such-page"):
        answer = browser.get(path)
        assert answer.status_code in (303, 500, 503)
        if answer.status_code != 303:
            assert "Mfumo" in answer.text
            assert "ICT" in answer.text
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert answer.mimetype == "text/html"
