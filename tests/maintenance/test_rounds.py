"""Rounds: what is due in a place, printed, and typed back from paper."""

from datetime import date, timedelta

import pytest

from helpdesk.checklists.rules import Outcome
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance.rules import State
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import due_today, visits
from tests.maintenance.test_visits import checklist
from tests.pages import save
from tests.sheets import text_of
from tests.tickets.test_views import words


@pytest.fixture
def round_(officer, scope, server):
    """Three servers that are due today, each with the checklist of a server."""
    for _number in range(2):
        made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
        made_asset_place(server)
    due_today(officer, scope, checklist(officer.council_id))
    return visits()


def made_asset_place(server):
    """Bring all devices into one place."""
    for one in db.session.scalars(db.select(type(server))):
        one.location_id = server.location_id


@pytest.fixture
def signed_in(pages, round_, officer):
    save()
    pages.sign_in(officer)
    return pages


def url(visit, act=""):
    place = visit.asset.location_id
    return (
        f"/maintenance/rounds/{place}{act}?period=month"
        if act
        else f"/maintenance/rounds?location={place}"
    )


def said(visit, result, reading="", faults="", note=""):
    return {
        f"result_{visit.id}": result,
        f"reading_{visit.id}_3": reading,
        f"faults_{visit.id}": faults,
        f"note_{visit.id}": note,
    }


def states():
    db.session.expire_all()
    return [one.state for one in visits()]


def test_a_round_lists_what_is_due_in_a_place_and_leads_to_its_sheet(signed_in, round_):
    page = signed_in.get("/maintenance/rounds")
    assert not page.select("tbody")
    page = signed_in.get(url(round_[0]))
    assert len(page.select("tbody tr")) == 3
    assert page.select('main a[href*="type-in"]')


@pytest.mark.parametrize(
    ("language", "words_of_it"),
    [
        ("sw", ("FOMU YA MZUNGUKO", "2 Betri inashika", "3: ......... °C")),
        ("en", ("MAINTENANCE ROUND SHEET", "2 Battery holds", "3: ......... °C")),
    ],
)
def test_the_sheet_says_what_is_asked_with_boxes(signed_in, round_, language, words_of_it):
    paper = text_of(signed_in.download(url(round_[0], "/sheet") + f"&lang={language}"))

    assert all(one in paper for one in words_of_it)
    assert round_[2].asset.asset_tag in paper.replace(" ", "")


def test_the_work_order_of_one_visit_is_printed(signed_in, round_):
    paper = text_of(signed_in.download(f"/maintenance/visits/{round_[0].id}/sheet?lang=en"))
    assert "MAINTENANCE WORK ORDER" in paper
    assert round_[0].work_order.reference in paper
    assert "Battery holds" in paper


def test_one_press_saves_all_rows_and_what_was_not_ticked_waits(signed_in, round_):
    first, second, _third = round_
    page = signed_in.get(url(first, "/type-in"))
    rows = said(first, "pass", "20") | said(second, "fail", "21", "2", "Haishiki")

    shown = signed_in.submit(page, **rows, witness="Mhasibu")

    assert "Ziara 2 zimehifadhiwa" in words(shown)
    assert states() == [State.DONE_ON_TIME, State.DONE_ON_TIME, State.GENERATED]
    battery = second.report.results[1]
    assert (battery.outcome, battery.note) == (Outcome.FAIL, "Haishiki")
    assert battery.follow_up.ticket.asset_id == second.asset_id


def test_bad_rows_are_named_in_place_and_nothing_is_lost(signed_in, round_):
    first, second, third = round_
    page = signed_in.get(url(first, "/type-in"))
    rows = said(first, "pass", "20") | said(second, "fail", "21") | said(third, "pass")

    asked = signed_in.submit(page, **rows, status=422)

    told = words(asked, ".error-summary")
    assert second.asset.asset_tag in told
    assert third.asset.asset_tag in told
    assert first.asset.asset_tag not in told
    assert asked.select_one(f"[name=reading_{first.id}_3]")["value"] == "20"
    assert states() == [State.GENERATED] * 3


@pytest.mark.parametrize(
    "row",
    [("na", "", "", "Haipo"), ("", "20"), ("pass", "20", "2"), ("fail", "20", "9")],
    ids=["waived without the right", "no finding", "faults in order", "no such item"],
)
def test_a_row_that_makes_no_sense_is_refused(signed_in, round_, row):
    page = signed_in.get(url(round_[0], "/type-in"))

    signed_in.submit(page, **said(round_[0], *row), status=422)

    assert states() == [State.GENERATED] * 3


def test_a_reading_out_of_its_limits_is_a_fault_by_itself(signed_in, round_):
    page = signed_in.get(url(round_[0], "/type-in"))
    signed_in.submit(page, **said(round_[0], "fail", "40"))

    db.session.refresh(round_[0])
    assert round_[0].report.faults == 1


def test_what_did_not_apply_the_head_waives_for_a_reason(pages, round_, officer):
    head = factories.user("head", council_id=officer.council_id)
    save()
    pages.sign_in(head)
    page = pages.get(url(round_[0], "/type-in"))
    pages.submit(page, **said(round_[0], "na"), status=422)
    pages.submit(page, **said(round_[0], "na", note="Haipo tena"))

    assert states()[0] is State.WAIVED


def test_a_round_of_yesterday_was_made_yesterday_and_none_will_be_tomorrow(signed_in, round_):
    page = signed_in.get(url(round_[0], "/type-in"))
    tomorrow, yesterday = (boxes(clock.today() + timedelta(days=n)) for n in (1, -1))
    rows = said(round_[0], "pass", "20")

    signed_in.submit(page, **rows, **tomorrow, status=422)
    signed_in.submit(page, **rows, **yesterday)

    db.session.refresh(round_[0])
    assert round_[0].done_on == clock.today() - timedelta(days=1)


def test_a_sheet_that_others_have_typed_in_meanwhile_is_stale(signed_in, round_):
    page, other = (signed_in.get(url(round_[0], "/type-in")) for _time in range(2))
    signed_in.submit(other, **said(round_[0], "pass", "20"))

    stale = signed_in.submit(page, **said(round_[1], "pass", "21"), status=409)

    assert stale.select_one(f"[name=reading_{round_[1].id}_3]")["value"] == "21"


def boxes(day):
    return {
        "done_on-day": str(day.day),
        "done_on-month": str(day.month),
        "done_on-year": str(day.year),
    }
