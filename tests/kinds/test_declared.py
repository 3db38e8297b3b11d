"""The kinds whose form is declared: asked, approved, filled in step by step, listed and printed."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import Advice, ReportRequest
from helpdesk.kinds.rules import DUTIES, Stage
from helpdesk.kinds.services.words import note_words_of_old
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind, Status
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.infra.files import png
from tests.kinds.factories import approve
from tests.pages import save
from tests.systems.factories import system as some_system

Said = dict[str, Any]


def on(day: int, month: int, year: int) -> Said:
    return {"-day": str(day), "-month": str(month), "-year": str(year)}


DAY, DAY_BEFORE = on(2, 3, 2026), on(1, 3, 2026)
ASKED: dict[str, Said] = {
    "access-request": {
        "act": "give",
        "holder_name": "Neema Mushi",
        "system_id": "SYSTEM",
        "access_right": "Mhasibu",
        "starts_on": DAY,
        "reason": "Kazi mpya ya malipo",
    },
    "report-request": {
        "report_name": "Mapato ya robo ya pili",
        "system_id": "SYSTEM",
        "from_on": on(1, 1, 2026),
        "for_whom": "Mkurugenzi",
        "delivery": "both",
    },
    "change": {
        "system_id": "SYSTEM",
        "what": "Kuongeza safu ya kata",
        "why": "Ripoti ya kata inatakiwa",
        "risk": "low",
        "roll_back": "Kurudisha nakala ya jana",
    },
    "security-incident": {"severity": "high", "what_happened": "Nywila imeibiwa"},
    "advice": {"question": "Ninunue kompyuta gani?"},
}
STEPS: dict[str, dict[str, Said]] = {
    "access-request": {"carry-out": {"done_on": DAY}},
    "report-request": {
        "deliver": {"handed_to": "Katibu wa Mkurugenzi", "handed_on": DAY, "copies": "3"}
    },
    "change": {
        "test": {"tested_how": "Kwenye mashine ya majaribio", "tested_on": DAY, "tested_by": "Ali"},
        "make": {"done_on": DAY, "outcome": "works", "result": "Safu ipo"},
    },
    "security-incident": {
        "contain": {"measures": "Nywila zote zimebadilishwa"},
        "learn": {"lessons": "Tumia nywila ndefu"},
    },
    "advice": {"advise": {"advice": "Nunua yenye SSD", "advised_on": DAY}},
}


def typed(said: Said, system_id: int) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in said.items():
        if isinstance(value, dict):
            flat |= {name + box: part for box, part in value.items()}
        else:
            flat[name] = str(system_id) if value == "SYSTEM" else value
    return flat


def asked(pages, kind: str, asker) -> Ticket:
    """Fill in a form as its asker does, and return the request."""
    system = some_system(asker.council_id)
    pages.sign_in(asker)
    page = pages.get(f"/kinds/{kind}/new")
    pages.submit(page, **typed(ASKED[kind], system.id))
    return db.session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(1)).one()


def what_is_next(pages, ticket: Ticket) -> str:
    (notice,) = pages.get(f"/tickets/{ticket.id}").select("#next")
    return " ".join(notice.get_text().split())


def words(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages).split())


CHAINS = {
    "access-request": ("director", "head"),
    "report-request": ("director",),
    "change": ("head",),
    "security-incident": (),
    "advice": (),
}


@pytest.mark.usefixtures("head", "director")
@pytest.mark.parametrize(
    ("kind", "part", "refused", "taken"),
    [
        ("report-request", "until_on", on(31, 12, 2025), on(1, 1, 2026)),
        ("report-request", "needed_on", DAY_BEFORE, DAY),
        ("security-incident", "happened_on", on(3, 3, 2026), DAY),
        ("change", "planned_on", on(2, 3, 2020), on(3, 3, 2026)),
        ("advice", "needed_on", DAY_BEFORE, on(3, 3, 2026)),
        ("report-request", "needed_on", on(2, 3, 2999), on(1, 3, 2028)),
        ("change", "planned_on", on(4, 3, 2028), on(2, 3, 2028)),
    ],
)
@pytest.mark.sqlite_only(reason="a form refuses the same on every database")
def test_a_day_that_cannot_be_meant_is_refused_where_it_stands(
    pages, neema, kind, part, refused, taken
):
    said = typed(ASKED[kind], some_system(neema.council_id).id)
    pages.sign_in(neema)
    page = pages.get(f"/kinds/{kind}/new")

    page = pages.submit(page, status=422, **said | typed({part: refused}, 0))
    assert [one["href"] for one in page.select(".error-summary a")] == [f"#{part}-day"]

    pages.submit(page, **said | typed({part: taken}, 0))
    assert len(db.session.scalars(select(Ticket)).all()) == 1


@pytest.mark.parametrize("kind", ASKED)
def test_a_kind_goes_through_its_whole_life(pages, request, neema, officer, head, director, kind):
    people = {"head": head, "director": director}
    ticket = asked(pages, kind, neema)
    assert ticket.kind == Kind(kind.replace("-", "_"))
    approve(ticket, *[people[name] for name in CHAINS[kind]])

    worker = head if kind == "security-incident" else officer
    pages.sign_in(worker)
    for name, said in STEPS[kind].items():
        page = pages.get(f"/kinds/tickets/{ticket.id}/steps/{name}")
        pages.submit(page, **typed(said, 0))
    text = pages.get(f"/tickets/{ticket.id}").get_text(" ", strip=True)
    assert all(value in text for value in said.values() if isinstance(value, str) and " " in value)
    db.session.refresh(ticket)
    assert ticket.status is Status.RESOLVED

    listed = pages.get(f"/kinds/{kind}/").get_text(" ", strip=True)
    assert ticket.reference in listed
    for form in ("csv", "xlsx", "pdf"):
        assert pages.download(f"/kinds/{kind}/?format={form}").data
    for language in ("sw", "en"):
        paper = pages.download(f"/kinds/tickets/{ticket.id}/form?lang={language}").data
        assert ticket.reference in words(paper)


def test_every_declared_kind_serves_duties_of_the_officer():
    assert all(DUTIES[kind] for kind in DECLARED)


def test_nothing_is_given_out_before_it_is_approved(pages, neema, officer, director):
    ticket = asked(pages, "report-request", neema)

    pages.sign_in(officer)
    page = pages.get(f"/kinds/tickets/{ticket.id}/steps/deliver")
    refused = pages.submit(page, status=422, **typed(STEPS["report-request"]["deliver"], 0))

    assert refused.select_one(".error-summary")
    assert db.session.scalars(select(ReportRequest)).one().handed_on is None


def test_a_change_is_tested_before_it_is_made(pages, neema, officer, head, director):
    ticket = asked(pages, "change", neema)
    approve(ticket, head)
    pages.sign_in(officer)
    make, test = (f"/kinds/tickets/{ticket.id}/steps/{name}" for name in ("make", "test"))

    refused = pages.submit(pages.get(make), status=422, **typed(STEPS["change"]["make"], 0))

    assert "Andika majaribio" in refused.select_one(".error-summary").get_text()
    pages.submit(pages.get(test), **typed(STEPS["change"]["test"], 0))
    pages.submit(pages.get(make), **typed(STEPS["change"]["make"], 0))
    db.session.refresh(ticket)
    assert ticket.status is Status.RESOLVED
    pages.sign_in(head)
    pages.submit(pages.get(make), status=422, **typed(STEPS["change"]["make"], 0))


@pytest.mark.parametrize("day", ["1", "3"])
def test_a_step_is_noted_of_a_day_from_the_request_until_today(pages, neema, officer, day):
    ticket = asked(pages, "advice", neema)
    pages.sign_in(officer)
    page = pages.get(f"/kinds/tickets/{ticket.id}/steps/advise")
    said = {"advice": "Nunua yenye SSD", "advised_on": {**DAY, "-day": day}}

    refused = pages.submit(page, status=422, **typed(said, 0))

    assert refused.select_one(".error-summary a[href^='#advised_on']")
    assert db.session.scalars(select(Advice)).one().advice == ""


def test_who_takes_back_a_solution_empties_the_step_that_made_it(pages, neema, officer):
    ticket = asked(pages, "advice", neema)
    pages.sign_in(officer)
    page = pages.get(f"/kinds/tickets/{ticket.id}/steps/advise")
    pages.submit(page, **typed(STEPS["advice"]["advise"], 0))

    tickets.undo(ticket, actor=as_actor(officer), now=MONDAY_MORNING)

    record = db.session.scalars(select(Advice)).one()
    assert (record.stage, record.done_by, record.advice) == (Stage.ASKED, None, "")


def test_a_step_taken_by_mistake_can_be_taken_back_at_once(pages, neema, officer):
    ticket = asked(pages, "advice", neema)
    pages.sign_in(officer)
    url = f"/kinds/tickets/{ticket.id}/steps/advise"
    shown = pages.submit(pages.get(url), **typed(STEPS["advice"]["advise"], 0))
    assert "Nunua yenye SSD" in shown.get_text()

    back = pages.press(shown, f"{url}/undo")

    assert "Nunua yenye SSD" not in back.get_text()
    db.session.refresh(ticket)
    assert ticket.status is Status.NEW


def test_a_report_is_handed_out_with_its_copy(pages, neema, officer, director):
    ticket = asked(pages, "report-request", neema)
    assert "idhini ya: Mkuu wa idara" in what_is_next(pages, ticket)
    approve(ticket, director)
    pages.sign_in(officer)
    assert "Afisa TEHAMA atafanya kilichoombwa" in what_is_next(pages, ticket)
    page = pages.get(f"/kinds/tickets/{ticket.id}/steps/deliver")
    said = typed(STEPS["report-request"]["deliver"], 0)
    pages.submit(page, **said, files=(BytesIO(png()), "mapato.png"))

    pages.sign_in(neema)
    page = pages.get(f"/tickets/{ticket.id}")

    assert "mapato.png" in page.get_text()
    record = db.session.scalars(select(ReportRequest)).one()
    assert (record.copies, record.stage) == (3, Stage.DONE)
    tickets.reopen(ticket, reason="Safu moja haipo", actor=as_actor(neema), now=MONDAY_MORNING)
    assert "Baraka Sanga anashughulikia ombi lako" in what_is_next(pages, ticket)


def test_a_list_is_narrowed_and_costs_the_same_however_long(pages, neema, officer, head):
    for _number in range(3):
        asked(pages, "change", neema)
    pages.sign_in(head)
    few = pages.statements("/kinds/change/")
    for _number in range(3):
        asked(pages, "change", neema)
    pages.sign_in(head)

    assert pages.statements("/kinds/change/") == few
    assert len(pages.get("/kinds/change/?risk=low").select("[data-row]")) == 6
    assert not pages.get("/kinds/change/?risk=high").select("[data-row]")


def test_every_form_can_be_kept_as_a_draft(pages, neema, officer):
    pages.sign_in(officer)
    kept = "[formaction='/drafts/']"
    paths = [f"/kinds/{kind}/new" for kind in ASKED]
    found = {path: bool(pages.get(path).select(kept)) for path in (*paths, "/kinds/accesses/new")}

    assert set(found.values()) == {True}, found


@pytest.mark.usefixtures("head", "director")
def test_the_words_of_a_form_find_its_request_for_whoever_may_see_it(pages, neema, officer):
    ticket = asked(pages, "access-request", neema)
    found = {}
    for person in (neema, officer, factories.user(council_id=neema.council_id)):
        pages.sign_in(person)
        found[person.id] = ticket.subject in pages.get("/search?q=mhasibu malipo").get_text()

    assert list(found.values()) == [True, True, False]


@pytest.mark.usefixtures("head", "director")
def test_forms_from_before_are_found_by_their_words_too(pages, neema):
    ticket = asked(pages, "access-request", neema)
    whole, ticket.search_text = ticket.search_text, ""

    note_words_of_old(ticket.council_id)

    assert ticket.search_text == whole


@pytest.mark.usefixtures("head", "director")
def test_a_subject_is_in_swahili_whoever_fills_in_the_form(pages, neema):
    neema.language = "en"
    save()

    ticket = asked(pages, "report-request", neema)

    assert ticket.subject.startswith("Ripoti kutoka")
