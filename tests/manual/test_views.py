from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import helpdesk
from helpdesk.manual.rules import PAGES, Page
from helpdesk.paths import shipped
from tests import factories

ROOT = Path(helpdesk.__file__).parent.parent
OUTLINE = ["h2", "p", "ol", "ul", "li", "table", "tr", "pre"]
KEYWORDS = {"_": None, "_l": None, "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2)}


@pytest.fixture
def pages(pages):
    factories.council()
    return pages


def test_the_contents_name_each_page_once_in_the_language_of_the_reader(pages):
    swahili = pages.get("/manual/")
    english = pages.press(swahili, "/language")

    links = [link["href"] for link in swahili.select("main li a")]
    assert links == [f"/manual/{page}" for part in PAGES.values() for page in part]
    assert sorted(links) == sorted(f"/manual/{page}" for page in Page)
    assert swahili.h2.get_text() == "Kwa watumishi wote"
    assert english.h2.get_text() == "For all staff"


@pytest.mark.parametrize("page", Page)
def test_a_page_says_the_same_in_both_languages(pages, page):
    swahili = pages.get(f"/manual/{page}")
    english = pages.press(swahili, "/language")

    assert swahili.h1.get_text() != english.h1.get_text()
    assert outline(swahili) == outline(english)
    assert links(swahili) == links(english)


def outline(page):
    return [tag.name for tag in page.select_one("main").find_all(OUTLINE)]


def links(page):
    return [link["href"] for link in page.select("main a")]


def test_every_link_leads_to_a_page_that_exists(app, pages):
    addresses = app.url_map.bind("localhost")
    found = {link for page in Page for link in links(pages.get(f"/manual/{page}"))}

    for link in found:
        endpoint, values = addresses.match(link.partition("?")[0])
        assert endpoint != "manual.show" or values["name"] in set(Page)


def test_every_text_belongs_to_a_page():
    for language in ("sw", "en"):
        found = {path.stem for path in (shipped("templates") / "manual" / language).iterdir()}
        assert found == set(Page)


def test_the_manual_is_open_to_whoever_has_not_signed_in(pages):
    assert pages.get("/manual/sign-in").h1.get_text() == "Kuingia, na ukisahau nywila"


def test_whoever_is_signed_in_reads_it_too(pages):
    pages.sign_in(factories.user("technician"))

    assert pages.get("/manual/morning-queue").select("nav.nav")


def test_there_is_no_page_of_another_name(pages):
    pages.get("/manual/no-such-page", status=404)


@cache
def words_of_the_program():
    """What the pages and the code say, without the manual."""
    return said_in("templates", "jinja2", without="manual") | said_in("helpdesk", "python")


def said_in(folder, method, without=None):
    found = extract_from_dir(
        ROOT / folder,
        method_map=[("**.html", method), ("**.py", method)],
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in {without, "__pycache__"},
    )
    return {(context, message) for _file, _line, message, _comments, context in found}


def test_the_manual_quotes_only_words_that_are_on_the_screen():
    """A button that gets another name must get it in the manual as well."""
    quoted = said_in("templates/manual", "jinja2") - {(None, "Manual")}

    assert quoted - words_of_the_program() == set()
