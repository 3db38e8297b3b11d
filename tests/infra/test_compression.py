"""Text goes packed over a slow line, to whoever can unpack it."""

import gzip

import pytest
from flask import Flask, Response, send_file
from flask.testing import FlaskClient

from helpdesk.infra import compression

GZIP = {"Accept-Encoding": "gzip, deflate"}
HTML = "text/html"


@pytest.fixture
def browser() -> FlaskClient:
    site = Flask(__name__, static_folder=None)
    compression.init_app(site)
    answers = {
        "/long": lambda: Response("maombi " * 100, mimetype=HTML),
        "/short": lambda: Response("maombi", mimetype=HTML),
        "/picture": lambda: Response(b"\xff" * 1000, mimetype="image/jpeg"),
        "/stream": lambda: Response((word for word in ["a" * 600]), mimetype="text/csv"),
        "/file": lambda: send_file(__file__, mimetype="text/plain"),
        "/packed": lambda: Response(b"x" * 900, headers={"Content-Encoding": "br"}, mimetype=HTML),
    }
    for path, answer in answers.items():
        site.add_url_rule(path, path.strip("/"), answer)
    return site.test_client()


def test_a_long_text_is_packed_for_who_can_unpack(browser):
    packed, plain = browser.get("/long", headers=GZIP), browser.get("/long")
    refused = browser.get("/long", headers={"Accept-Encoding": "gzip;q=0"})

    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert packed.content_encoding == "gzip"
    assert packed.content_length == len(packed.data)
    assert all("Accept-Encoding" in answer.vary for answer in (packed, plain, refused))


@pytest.mark.parametrize("path", ["/short", "/picture", "/stream"])
def test_what_gains_nothing_is_left_as_it_is(browser, path):
    assert browser.get(path, headers=GZIP).content_encoding is None


def test_what_is_packed_is_not_packed_again(browser):
    assert browser.get("/packed", headers=GZIP).content_encoding == "br"


def test_the_packed_length_does_not_tell_what_a_page_holds(browser):
    assert len({len(browser.get("/long", headers=GZIP).data) for _ in range(30)}) > 1


def test_a_file_is_sent_as_the_server_sends_files(browser):
    """The server's own way of sending files says how long it is, which a stream does not."""

    def wrapped(file, _size):  # as waitress does it
        with file:
            return [file.read()]

    environ = {"wsgi.file_wrapper": wrapped}
    sent = browser.get("/file", headers=GZIP, environ_overrides=environ)

    assert sent.status_code == 200
    assert b"waitress" in sent.data
