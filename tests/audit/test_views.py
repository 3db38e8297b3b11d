"""The page of the log."""

import pytest

from helpdesk.audit.services import record
from helpdesk.tickets import services as tickets
from helpdesk.tickets.services import teams
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.tickets.factories import ticket as opened


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


@pytest.fixture
def assigned(auditor):
    """A request that went to an officer and a team, and hangs on another one."""
    council_id = auditor.council_id
    officer = factories.user("technician", council_id=council_id, name="Juma Fundi")
    actor = factories.program(council_id)
    named = {"name_sw": "Timu ya Mtandao", "name_en": "Network team"}
    team = teams.add_team(teams.TeamFacts(**named, members=[officer]), actor=actor)
    person = factories.user(council_id=council_id)
    parent, made = opened(requester=person), opened(requester=person)
    tickets.assign(made, to=officer, actor=actor, now=MONDAY_MORNING)
    wanted = {"team_id": team.id, "parent_id": parent.id}
    tickets.change(made, wanted, reason="", actor=actor, now=MONDAY_MORNING)
    save()
    return made, parent


def test_people_teams_and_requests_are_named_and_not_numbered(desk, assigned):
    made, parent = assigned

    page = desk.get("/audit/?action=ticket.")

    told = " ".join(" ".join(changed(page)).split())
    assert "Afisa TEHAMA: Juma Fundi" in told
    assert f"Chini ya tukio au ombi: {parent.reference} Timu: Timu ya Mtandao" in told
    assert made.reference in words(page)


def test_names_take_no_more_statements_where_more_is_named(desk, assigned):
    few = desk.statements("/audit/?action=ticket.")
    for number in range(5):
        name = f"Fundi {number}"
        officer = factories.user("technician", council_id=assigned[0].council_id, name=name)
        actor = factories.program(officer.council_id)
        tickets.assign(assigned[0], to=officer, actor=actor, now=MONDAY_MORNING)
    save()

    assert desk.statements("/audit/?action=ticket.") <= few


def test_who_comes_too_late_reads_to_whom_it_was_given_meanwhile(pages, auditor, assigned):
    made, _parent = assigned
    head = factories.user("head", council_id=auditor.council_id, name="Bi Mkuu")
    save()
    pages.sign_in(head)
    stale = pages.get(f"/tickets/{made.id}/assign")
    other = factories.user("technician", council_id=auditor.council_id, name="Asha Fundi")
    tickets.assign(made, to=other, actor=factories.program(made.council_id), now=MONDAY_MORNING)
    save()

    told = words(pages.submit(stale, status=409), "main")

    assert "Juma Fundi → Asha Fundi" in told
