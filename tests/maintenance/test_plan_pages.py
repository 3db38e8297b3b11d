"""Plans as the officers of the unit make, change and stop them."""

from datetime import date

import pytest

from helpdesk.core.recurrence import DayRule, Occurrence, Rule, Unit
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import rules
from helpdesk.maintenance.models import MaintenancePlan
from helpdesk.maintenance.models import Occurrence as Visit
from helpdesk.maintenance.rules import Mode, PlanState, State
from helpdesk.org.queries import calendar_of
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import MONTHLY, plan, run
from tests.tickets.test_views import words

SAID = {"title_sw": "Seva kila mwezi", "title_en": "Servers monthly", "every": "1"}


def plans():
    return db.session.scalars(db.select(MaintenancePlan)).all()


@pytest.fixture
def form(pages, officer, server):
    pages.sign_in(officer)
    page = pages.get("/maintenance/plans/new")
    return page, {**SAID, "category": str(server.category_id), "minutes": "60"}


def test_dates_and_hours_are_seen_before_anything_is_kept(pages, form):
    page, said = form
    shown = pages.submit(page, status=200, look="1", **said)
    assert "Hakuna kilichohifadhiwa bado." in words(shown, "main")
    assert "Vifaa: 1." in words(shown, "main")
    assert not plans()
    pages.submit(shown)
    (kept,) = plans()
    assert kept.title_en == "Servers monthly"
    assert kept.revisions[-1].unit is Unit.MONTH


def test_a_plan_for_nothing_is_refused_and_keeps_what_was_typed(pages, form):
    page, said = form
    shown = pages.submit(page, status=422, **{**said, "category": ""})
    assert "Taja vifaa" in words(shown, ".error-summary")
    assert shown.select_one("#title_sw")["value"] == SAID["title_sw"]
    assert not plans()


def test_days_that_rob_a_visit_of_its_time_are_refused(pages, form):
    page, said = form
    shown = pages.submit(page, status=422, **said, lead_days="20", tolerance_after="20")
    assert "kabla hii haijaisha" in words(shown, ".error-summary")


def test_a_device_that_nobody_knows_is_refused(pages, form):
    page, said = form
    shown = pages.submit(page, status=422, **{**said, "device": "MBR/ICT/XX/9"})
    assert "Namba" in words(shown, ".error-summary") or "namba" in words(shown, ".error-summary")


def test_a_ready_made_plan_fills_the_boxes(pages, officer, server):
    pages.sign_in(officer)
    listed = pages.get("/maintenance/plans")
    assert listed.select_one('main a[href="/maintenance/plans/new?ready=servers"]')
    page = pages.get("/maintenance/plans/new?ready=servers")
    assert page.select_one("#minutes")["value"] == "60"
    assert page.select_one("#category option[selected]")["value"] == str(server.category_id)


def test_a_type_that_is_looked_after_is_proposed_no_more(pages, officer, scope):
    plan(officer, scope=scope)
    pages.sign_in(officer)
    offered = pages.get("/maintenance/plans").select('a[href*="ready="]')
    names = {str(one["href"]).split("ready=")[1] for one in offered}
    assert "servers" not in names
    assert "disaster-drill" in names, "a drill is other work than the service of the same server"


def test_a_change_holds_from_a_day_on_and_says_why(pages, officer, scope):
    one = plan(officer, scope=scope, starts_on=clock.today())
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/revise")
    today = clock.today()
    on = {f"effective_from-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    shown = pages.submit(page, every="3", reason="Seva mpya", **on)
    assert "Kila miezi 3" in words(shown, "main")
    assert "Seva mpya" in words(shown, "main")


def test_the_past_is_not_planned_otherwise(pages, officer, scope):
    one = plan(officer, scope=scope)
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/revise")
    on = {"effective_from-day": "1", "effective_from-month": "1", "effective_from-year": "2026"}
    shown = pages.submit(page, status=422, reason="-", **on)
    assert "haiwezi kuwa iliyopita" in words(shown, ".error-summary")


def test_a_stopped_plan_says_why_and_takes_its_visits_back(pages, officer, scope):
    one = plan(officer, scope=scope)
    run(clock.today())
    pages.sign_in(officer)
    url = f"/maintenance/plans/{one.id}/state"
    assert "sababu" in words(
        pages.submit(pages.get(url), status=422, state="stopped"), ".error-summary"
    )
    pages.submit(pages.get(url), state="stopped", state_reason="Seva imeondolewa")
    assert one.state is PlanState.STOPPED
    waiting = db.select(Visit).where(Visit.state == State.GENERATED)
    assert not db.session.scalars(waiting).all()


def test_why_a_plan_could_not_go_on_stands_on_its_page(pages, officer, scope):
    one = plan(officer, scope=scope)
    one.error = "ValueError: somewhere"
    db.session.commit()
    pages.sign_in(officer)
    assert "ValueError: somewhere" in words(pages.get(f"/maintenance/plans/{one.id}"), "main")
    assert "Umeshindwa" in words(pages.get("/maintenance/plans"), "main")


def test_a_plan_of_another_council_is_not_there(pages, officer, scope):
    one = plan(officer, scope=scope)
    stranger = factories.user("head", council_id=factories.council(code="XYZ").id)
    pages.sign_in(stranger)
    for end in ("", "/revise", "/state"):
        pages.get(f"/maintenance/plans/{one.id}{end}", status=404)


def test_lists_take_as_many_statements_for_one_as_for_five(pages, officer, scope, council_id):
    one = plan(officer, scope=scope)
    pages.sign_in(officer)
    urls = ("/maintenance/plans", f"/maintenance/plans/{one.id}")
    few = [pages.statements(url) for url in urls]
    for _number in range(4):
        plan(officer, scope=scope)
    of = made.model(council_id, of=made.category(council_id, code="UPS"))
    made.asset(of=of, serial_number="U-1")
    run(date(2026, 3, 2))
    assert [pages.statements(url) for url in urls] == few


# What is foreseen


def calendar(council_id: int) -> WorkingCalendar:
    return calendar_of(council_id)


def due(days: list[Occurrence]) -> list[date]:
    return [one.due_on for one in days]


def test_a_floating_plan_is_foreseen_as_if_all_was_punctual(council_id):
    days = rules.foresee(
        MONTHLY, calendar(council_id), date(2026, 2, 1), date(2026, 5, 1), Mode.FLOATING
    )
    assert due(days) == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 2)]


def test_months_add_up_visits_and_minutes(council_id):
    weekly = Rule(date(2026, 6, 1), 1, Unit.WEEK)
    days = rules.foresee(weekly, calendar(council_id), date(2026, 6, 1), date(2026, 7, 31))
    june, july = rules.by_month(days, devices=3, minutes=20)
    assert (june.visits, june.minutes, july.visits) == (15, 300, 12)


def test_a_season_is_whole_months():
    assert rules.seasonal(5, 10) == ((5, 1), (10, 31))
    assert rules.seasonal(0, 10) is None
    assert Rule(date(2026, 1, 1), 1, Unit.MONTH, day_rule=DayRule.LAST_DAY).months == 1
