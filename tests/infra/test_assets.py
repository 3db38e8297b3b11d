"""A page's style, script and icons: small, kept for a year, and safe for old browsers."""

import gzip
import re
import secrets

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from helpdesk.infra import assets
from helpdesk.paths import shipped

GZIP = {"Accept-Encoding": "gzip, deflate"}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


@pytest.fixture
def site() -> Flask:
    site = Flask(__name__, static_folder=None)
    site.secret_key = secrets.token_hex()
    site.before_request(lambda: session.update(visits=1, _permanent=True))
    assets.init_app(site)
    site.add_url_rule("/page", "page", lambda: "maombi")
    return site


@pytest.fixture
def browser(site: Flask) -> FlaskClient:
    return site.test_client()


def url(site: Flask, name: str) -> str:
    return str(site.jinja_env.globals["static_url"](name))  # type: ignore[operator]


def test_a_file_is_named_by_what_it_holds_and_kept_for_a_year(site, browser):
    response = browser.get(url(site, "css/app.css"))

    assert re.fullmatch(r"/static/css/app\.[0-9a-f]{8}\.css", url(site, "css/app.css"))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.data == (shipped("static") / "css/app.css").read_bytes()


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("css/app.css", "text/css"),
        ("js/app.js", "text/javascript"),
        ("img/icon.svg", "image/svg+xml"),
        ("img/icons.svg", "image/svg+xml"),
    ],
)
def test_a_file_has_its_type_and_comes_packed_to_who_can_unpack(site, browser, name, mimetype):
    plain, packed = browser.get(url(site, name)), browser.get(url(site, name), headers=GZIP)

    assert plain.mimetype == packed.mimetype == mimetype
    assert (plain.content_encoding, packed.content_encoding) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in packed.vary


def test_a_file_says_nothing_of_who_asked_so_that_the_browser_need_not_ask_again(site, browser):
    page, file = browser.get("/page"), browser.get(url(site, "css/app.css"))

    assert "Set-Cookie" in page.headers
    assert "Set-Cookie" not in file.headers
    assert "Cookie" not in file.vary


def test_anybody_may_have_the_files(site):
    assert vars(site.view_functions["static"])["access"] is None


@pytest.mark.parametrize("path", ["css/app.css", "css/app.00000000.css", "../assets.py", ""])
def test_other_addresses_hold_nothing(browser, path):
    assert browser.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "most"), [("css/app.css", 10_000), ("js/app.js", 8_000), ("img/icons.svg", 5_000)]
)
def test_a_file_stays_light(name, most):
    assert len(assets.assets()[name].packed) <= most


def test_a_first_page_asks_for_four_files_of_twenty_kilobytes_together():
    of_few_pages = ("js/scan.js", "js/letters.js")
    files = [file for name, file in assets.assets().items() if name not in of_few_pages]

    assert len(files) <= 4
    assert sum(len(file.packed) for file in files) <= 20_000


def style() -> str:
    return re.sub(r"/\*.*?\*/", "", assets.assets()["css/app.css"].body.decode(), flags=re.DOTALL)


def test_old_browsers_find_a_plain_value_before_each_token():
    for selector, body in RULE.findall(style()):
        said: set[str] = set()
        for declaration in filter(str.strip, body.split(";")):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            assert "var(" not in value or name in said, f"{selector.strip()}: {name}"
            said.add(name)


@pytest.mark.parametrize("word", ["@layer", "@import", ":has(", "&", "url(", "oklch", "!ie"])
def test_the_style_uses_nothing_that_drops_a_block_in_old_browsers(word):
    assert word not in style()


@pytest.mark.parametrize(
    "word", ["innerHTML", "sessionStorage", "document.cookie", "eval(", "?.", "??", "import "]
)
def test_the_script_writes_no_html_keeps_nothing_and_runs_on_old_phones(word):
    assert word not in script()


def test_one_place_of_the_script_keeps_copies():
    """Who may have them is tried in a browser: tests/browser/test_drafts.py."""
    assert script().count("localStorage") == 1


def script():
    source = assets.assets()["js/app.js"].body.decode()
    return re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
