"""Nobody is sent away from this site."""

import pytest
from flask import request
from werkzeug.datastructures import Headers

from helpdesk.infra.local_urls import here, is_local, page_of_form, with_query
from tests import factories
from tests.controls import successful

HOSTILE = [
    "",
    "tickets",
    "http://evil.example",
    "https://evil.example/tickets",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " https://evil.example",
    "/\x00/evil.example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//[",
    "http://[",
    "//evil.example@localhost",
    "http:evil.example",
    "http:/evil.example",
    ":80",
    "?next=x",
    "#x",
]


@pytest.mark.parametrize("url", HOSTILE, ids=ascii)
def test_what_leads_away_is_not_followed(sample_app, url):
    assert not is_local(url)
    with sample_app.test_request_context("/samples/new", method="POST", data={"next": url}):
        assert page_of_form() == "/samples/new"


@pytest.mark.parametrize(
    "url", ["/", "/tickets/", "/tickets/?q=a%20b&page=2", "/a//b", "/:80", "/@x"]
)
def test_a_path_of_our_own_is(url):
    assert is_local(url)


@pytest.mark.parametrize("url", HOSTILE, ids=ascii)
def test_signing_in_never_leads_away(pages, asha, url):
    page = pages._page(pages._send("GET", "/sign-in", query_string={"next": url}), 200)
    (form,) = page.select("#main-form")
    said = {"username": asha.username, "password": factories.PASSWORD}

    typed = {**successful(page, form).to_dict(), **said}
    answer = pages._send("POST", str(form["action"]), data=typed)

    assert (answer.status_code, answer.location) == (303, "/")


def test_signing_in_leads_to_the_page_that_was_asked_for(pages, asha):
    page = pages.get(pages.redirected("/samples/new?a=1"))

    shown = pages.submit(page, username=asha.username, password=factories.PASSWORD)

    assert shown.h1.get_text() == "Sample"


@pytest.mark.parametrize("url", ["//evil.example/x", "/\\evil.example"])
def test_a_page_of_a_strange_address_offers_no_way_out(at_desk, url):
    answer = at_desk._client.open(url, base_url="http://localhost")

    assert "evil.example" not in answer.headers.get("Location", "").replace("localhost/evil", "")


@pytest.mark.parametrize(
    ("url", "changes", "made"),
    [
        ("/a", {}, "/a"),
        ("/a?b=1", {"draft": "x y"}, "/a?b=1&draft=x+y"),
        ("/a?b=1&draft=old", {"draft": "new"}, "/a?b=1&draft=new"),
        ("/a?b=1&b=2&draft=old", {"draft": None}, "/a?b=1&b=2"),
        ("/a?b=", {}, "/a?b="),
        ("/a?draft=old", {"draft": None}, "/a"),
        (
            "/a?q=%26%3D",
            {"after": "1~2026-01-01T00:00:00+00:00"},
            "/a?q=%26%3D&after=1%7E2026-01-01T00%3A00%3A00%2B00%3A00",
        ),
    ],
)
def test_a_query_is_changed_in_one_place_only(url, changes, made):
    assert with_query(url, **changes) == made.replace("%7E", "~")


def test_a_page_knows_its_address_without_its_draft(sample_app):
    with sample_app.test_request_context("/tickets/?q=a&draft=k", headers=Headers()):
        assert here() == "/tickets/?q=a"
        assert request.path == "/tickets/"
