"""How well planned work is kept up with: the examples of the handbook, and the page."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from helpdesk.core.fiscal_year import Period
from helpdesk.maintenance import services as maintenance
from helpdesk.maintenance.rules import Need, parts_cost
from helpdesk.workorders.models import LabourRate
from helpdesk.workorders.rules import HoldReason, Kind, Result, Status
from helpdesk.yearplans import queries, rules
from helpdesk.yearplans.models import YearPlanLine
from helpdesk.yearplans.reports.measures import of_period, of_today
from helpdesk.yearplans.rules import Open, Scheduled, Time, Worked
from tests import factories
from tests.equipment.factories import asset
from tests.maintenance.factories import run, visits
from tests.pages import save
from tests.tickets.test_views import words
from tests.workorders.factories import repair
from tests.yearplans.test_years import approved

MONDAY = date(2025, 7, 7)
QUARTER = Period.parse("2025-26-Q1")
THEN = datetime(2025, 9, 30, 9, tzinfo=UTC)
TODAY = date(2025, 9, 30)


def test_k10_hours_done_in_their_week_of_hours_scheduled():
    friday, next_monday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
    found = [
        Scheduled(MONDAY, friday, 60, 30),
        Scheduled(friday, MONDAY, 120, 2),  # early, in the same week
        Scheduled(MONDAY, next_monday, 60, 4),
        Scheduled(friday, None, 120, 1),
    ]
    measure = rules.kept_schedule(found)
    assert (measure.part, measure.whole, measure.number) == (Decimal(34), Decimal(40), 37)
    assert measure.value == Decimal("85.0")
    assert rules.kept_schedule([]).value is None


def test_k11_weeks_of_open_work():
    work = Open(50, Decimal(58)) + Open(30, Decimal(92), 30, Decimal(92))
    found = rules.backlog(work, officers=2, share=50)
    assert found is not None
    assert (found.ready, found.total) == (Decimal("2.30"), Decimal("3.75"))


def test_k12_planned_hours_of_all_hours():
    measure = rules.share_planned(Worked(9, 60 * 60, 24 * 60, 56 * 60))
    assert (measure.value, measure.part, measure.whole) == (
        Decimal("60.0"),
        Decimal(84),
        Decimal(140),
    )
    assert rules.share_planned(Worked()).value is None


def test_k21_what_the_visits_of_a_plan_cost():
    days = [date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    months, minutes = rules.by_month([Time(day, day, 45) for day in days], [], 40)
    labour = Decimal(6_500) * sum(minutes) / 60
    parts = parts_cost([Need(Decimal(1), 100, Decimal(1_200))], sum(months))
    paid = {"parts_cost": parts, "labour_cost": labour, "vendor_cost": Decimal(0)}
    line = YearPlanLine(months=months, month_minutes=minutes, **paid)
    assert rules.hours(line.minutes) == 120
    assert (line.full_cost, line.parts_cost) == (Decimal(972_000), Decimal(192_000))


def rows_of(table) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:3] for row in table.rows}


def test_a_visit_of_another_week_is_not_as_scheduled(officer, director, servers, actor):
    plan = approved(officer, director)
    run(date(2025, 7, 2))
    (first,) = visits(servers)
    act = {"by": officer, "actor": actor}
    maintenance.finish(first, minutes=60, now=datetime(2025, 7, 2, 12, tzinfo=UTC), **act)
    run(date(2025, 8, 1))
    second = visits(servers)[1]
    maintenance.finish(second, minutes=30, now=datetime(2025, 8, 12, 9, tzinfo=UTC), **act)
    found = rules.kept_schedule(queries.scheduled(actor, QUARTER, today=TODAY))
    assert (found.number, found.value) == (2, Decimal("50.0"))
    table = of_period(actor, QUARTER, plan, today=date(2025, 10, 1))
    assert [row[2] for row in table.rows] == [3, 2, 2]


def test_planned_work_is_told_from_what_broke(council_id, officer, actor):
    thing = asset(council_id)
    for kind, minutes in ((Kind.CORRECTIVE, 56), (Kind.IMPROVEMENT, 24), (Kind.PREVENTIVE, 60)):
        repair(thing, officer=officer, kind=kind, minutes=minutes, now=THEN)
    repair(thing, officer=officer, minutes=600, now=THEN + timedelta(days=30))
    found = queries.worked(actor, QUARTER)
    assert found == Worked(3, preventive=60, planned=24, reactive=56)


def test_open_work_is_reckoned_by_its_plan_or_by_what_its_kind_took(
    council_id, officer, servers, actor
):
    thing = asset(council_id)
    unfinished: Any = {"status": Status.IN_PROGRESS, "result": None}
    waiting: Any = {"status": Status.ON_HOLD, "result": None, "hold_reason": HoldReason.PARTS}
    repair(thing, officer=officer, now=THEN, **unfinished)
    assert queries.open_work(actor, now=THEN) == Open(1, Decimal(0), 1, Decimal(0), 1)
    for minutes in (60, 120):
        repair(thing, officer=officer, minutes=minutes, result=Result.REPAIRED, now=THEN)
    repair(thing, officer=officer, now=THEN, **waiting)
    run(date(2025, 7, 2))
    found = queries.open_work(actor, now=THEN)
    assert found == Open(3, Decimal(4), 2, Decimal("2.5"))


def test_without_a_plan_there_is_no_capacity(actor):
    found = rows_of(of_today(actor, None, now=THEN))
    assert list(found.values()) == [(None, 0), (None, 0), (None, 0)]
    none = rows_of(of_period(actor, QUARTER, None, today=TODAY))
    assert set(none.values()) == {(None, 0)}


def test_cost_of_the_year_is_said_with_its_visits(council_id, officer, director, servers, actor):
    start = datetime(2024, 7, 1, tzinfo=UTC)
    factories.saved(LabourRate(council_id=council_id, starts_at=start, hourly_rate=6_500))
    plan = approved(officer, director)
    (_ready, _all, cost) = of_today(actor, plan, now=THEN).rows
    assert cost[1:3] == ("TZS 130,000", 20)


@pytest.fixture
def page(pages, officer, director, servers):
    approved(officer, director)
    save()
    pages.sign_in(officer)
    return pages


def test_the_page_says_the_number_beside_each_figure(page):
    listed = page.get("/maintenance/years/")
    assert listed.select_one('main a[href="/maintenance/years/measures"]')
    shown = page.get("/maintenance/years/measures")
    assert "–" in words(shown, "main table")
    assert len(shown.select("main table")) == 3


def test_it_takes_as_many_statements_however_many_jobs(page, officer, council_id):
    before = page.statements("/maintenance/years/measures")
    thing = asset(council_id)
    for _number in range(3):
        repair(thing, officer=officer, minutes=5)
    save()
    assert page.statements("/maintenance/years/measures") == before


def test_another_council_counts_nothing_of_it(council_id, officer):
    repair(asset(council_id), officer=officer, minutes=5, now=THEN)
    there = factories.program(factories.council(code="XYZ").id)
    assert queries.worked(there, QUARTER) == Worked()
    assert queries.open_work(there, now=THEN) == Open()
