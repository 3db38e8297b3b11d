"""The page of the log."""

import pytest

from helpdesk.audit.services import record
from tests import factories
from tests.pages import save


@pytest.fixture
def auditor(app):
    return factories.user("auditor", name="Mkaguzi")


@pytest.fixture
def desk(pages, auditor):
    pages.sign_in(auditor)
    return pages


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def acts(page):
    return [words(row, "td[data-label=Kilichofanyika]") for row in page.select("tbody tr")]


def changed(page):
    return {cell.get_text() for cell in page.select("td[data-label=Kilichobadilika]")}


def test_the_newest_act_comes_first_in_words(desk, auditor):
    page = desk.get("/audit/")

    row = words(page, "tbody tr")
    assert "Mkaguzi Kuingia kwenye mfumo Mkaguzi" in row
    granted = next(text for text in map(str, page.select("tbody tr")) if "Kumpa mtumishi" in text)
    assert "Jukumu: Mkaguzi wa ndani" in " ".join(granted.split())


def test_the_log_is_narrowed_to_an_act(desk):
    assert acts(desk.get("/audit/?action=account.sign_in")) == ["Kuingia kwenye mfumo"]


def test_to_an_area(desk):
    assert set(acts(desk.get("/audit/?action=department."))) == {"Kuongeza idara"}


def test_to_a_person(desk, auditor):
    assert acts(desk.get("/audit/?person=mkagu")) == ["Kuingia kwenye mfumo"]


@pytest.mark.parametrize("query", ["action=nothing", "person=nobody", "action=%25", "person=_"])
def test_nothing_found_says_so_and_offers_the_whole_log(desk, query):
    page = desk.get(f"/audit/?{query}")

    assert page.select_one(".empty a")["href"] == "/audit/"


@pytest.mark.parametrize("query", ["person=%00", "person=" + "x" * 999, "after=x", "before=9~9"])
def test_an_address_that_makes_no_sense_shows_the_log(desk, query):
    assert desk.get(f"/audit/?{query}").h1


def test_a_long_log_comes_in_pages_and_costs_no_more(desk, auditor):
    few = desk.statements("/audit/")
    for number in range(120):
        record(
            factories.program(auditor.council_id), "account.change", auditor, {"phone": [1, number]}
        )
    save()

    first = desk.get("/audit/")
    second = desk.get(first.select_one("a[rel=next]")["href"])

    assert len(acts(first)) == len(acts(second)) == 50
    assert not changed(first) & changed(second)
    assert desk.statements("/audit/") <= few


def test_nobody_reads_another_councils_log(desk):
    factories.user(name="Jirani")

    assert "Jirani" not in words(desk.get("/audit/"))


@pytest.mark.parametrize("role", ["requester", "technician", "head", "manager", "storekeeper"])
def test_others_do_not_read_the_log(pages, app, role):
    pages.sign_in(factories.user(role))

    pages.get("/audit/", status=403)
