"""Mistaken costs taken back, and hours reckoned by the grade of who worked."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.core.local_time import start_of
from helpdesk.infra.db import db
from helpdesk.workorders import queries, services
from helpdesk.workorders.models import CostLine
from helpdesk.workorders.rules import (
    AlreadyTakenBackError,
    CostKind,
    IllegalTransitionError,
    RateThereError,
    Status,
)
from tests import factories
from tests.equipment import factories as devices
from tests.factories import MONDAY_MORNING
from tests.workorders.factories import bill, repair

DAY = timedelta(days=1)
SINCE = {"starts_on-day": "1", "starts_on-month": "7", "starts_on-year": "2026"}


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def printer(officer):
    return devices.asset(officer.council_id)


@pytest.fixture
def head(officer):
    return factories.user("head", council_id=officer.council_id, name="Mkuu wa TEHAMA")


def words(found, selector="main"):
    return " ".join(found.select_one(selector).text.split())


def take_back(line, officer, reason="Risiti ya kazi nyingine"):
    return services.take_back_cost(line, reason=reason, actor=as_actor(officer), now=MONDAY_MORNING)


def test_a_mistaken_cost_stays_and_is_taken_off_by_a_line_of_its_own(officer, printer):
    bills = [bill(50_000), bill("7500.50", kind=CostKind.PER_DIEM)]
    order = repair(printer, officer=officer, bills=bills)

    undone = take_back(order.cost_lines[0], officer)

    assert [line.amount for line in order.cost_lines] == [
        Decimal(50_000),
        Decimal("7500.50"),
        Decimal(-50_000),
    ]
    assert (undone.reverses_id, undone.reason) == (
        order.cost_lines[0].id,
        "Risiti ya kazi nyingine",
    )
    assert (order.vendor_cost, order.cash_cost) == (Decimal(0), Decimal("7500.50"))


def test_a_cost_is_taken_back_once_and_its_reversal_never(officer, printer):
    order = repair(printer, officer=officer, bills=[bill(50_000)])
    undone = take_back(order.cost_lines[0], officer)

    for line in (order.cost_lines[0], undone):
        with pytest.raises(AlreadyTakenBackError):
            take_back(line, officer)


def test_the_costs_of_a_verified_job_stand(officer, printer):
    order = repair(printer, officer=officer, bills=[bill(50_000)])
    order.status = Status.VERIFIED

    with pytest.raises(IllegalTransitionError):
        take_back(order.cost_lines[0], officer)


@pytest.mark.parametrize(("amount", "is_linked"), [(-5, False), (5, True), (0, False)])
def test_the_database_knows_no_negative_cost_but_a_linked_one(officer, printer, amount, is_linked):
    order = repair(printer, officer=officer, bills=[bill(50_000)])
    line = CostLine(
        work_order_id=order.id,
        kind=CostKind.OTHER,
        paid_to="Fundi",
        amount=Decimal(amount),
        reverses_id=order.cost_lines[0].id if is_linked else None,
    )
    db.session.add(line)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_cost_is_taken_back_on_its_page_with_a_reason(pages, officer, printer):
    order = repair(printer, officer=officer, bills=[bill(50_000)], now=datetime.now(UTC))
    pages.sign_in(officer)
    url = f"/work-orders/{order.id}/costs/{order.cost_lines[0].id}/take-back"
    assert pages.get(f"/work-orders/{order.id}").select_one(f"a[href='{url}']")

    page = pages.get(url)
    pages.submit(page, status=422)
    shown = pages.submit(page, reason="Ni ya kazi nyingine")

    assert "Ni ya kazi nyingine" in words(shown)
    assert not shown.select(f"a[href='{url}']")
    assert order.cash_cost == 0
    pages.get(url, status=409)


def test_a_cancelled_job_loses_its_costs_and_what_was_taken_back(officer, printer):
    order = repair(
        printer, officer=officer, bills=[bill(50_000)], status=Status.IN_PROGRESS, result=None
    )
    take_back(order.cost_lines[0], officer)

    services.cancel(order, reason="Makosa", actor=as_actor(officer), now=MONDAY_MORNING)

    assert order.cost_lines == []


def test_an_hour_costs_what_the_grade_of_that_day_says(officer, head, printer):
    actor = as_actor(head)
    senior = services.add_grade(name_sw="Afisa mwandamizi", name_en="Senior officer", actor=actor)
    start = start_of(MONDAY_MORNING.date())
    for grade, rate, since in (
        (None, 6_000, start - 400 * DAY),
        (senior, 9_000, start - 300 * DAY),
        (senior, 12_000, start + DAY),
    ):
        services.set_rate(hourly_rate=Decimal(rate), starts_at=since, actor=actor, grade=grade)

    first = repair(printer, officer=officer, minutes=60)
    services.give_grade(officer, senior, actor=actor)
    rates = [
        queries.hourly_rate(officer, at=at)
        for at in (start - 350 * DAY, MONDAY_MORNING, MONDAY_MORNING + 2 * DAY)
    ]

    assert first.labour_cost == 6_000
    assert rates == [6_000, 9_000, 12_000]
    services.give_grade(officer, None, actor=actor)
    assert queries.hourly_rate(officer, at=MONDAY_MORNING) == 6_000


def test_a_new_price_changes_no_work_written_down_before(officer, head, printer):
    order = repair(printer, officer=officer, minutes=60)
    before = order.full_cost

    services.set_rate(
        hourly_rate=Decimal(99_000), starts_at=MONDAY_MORNING - 9 * DAY, actor=as_actor(head)
    )
    assert order.full_cost == before


def test_two_prices_do_not_begin_on_one_day(officer, head):
    def set_it():
        services.set_rate(
            hourly_rate=Decimal(5_000), starts_at=MONDAY_MORNING, actor=as_actor(head)
        )

    set_it()
    with pytest.raises(RateThereError):
        set_it()


def test_the_head_keeps_grades_and_prices(pages, officer, head):
    pages.sign_in(head)
    names = {"name_sw": "Fundi Sanifu", "name_en": "Technician"}
    pages.submit(pages.get("/repairs/rates/grades/new"), **names)
    again = pages.submit(pages.get("/repairs/rates/grades/new"), status=422, **names)
    assert "jina hili" in words(again, ".error-summary")
    grade = queries.grades(as_actor(head))[0]

    rate = {"grade_id": grade.id, "hourly_rate": "7,500", **SINCE}
    pages.submit(pages.get("/repairs/rates/new"), **rate)
    pages.submit(pages.get("/repairs/rates/new"), status=422, **rate)
    shown = pages.submit(
        pages.get("/repairs/rates/officers"), officer_id=officer.id, grade_id=grade.id
    )

    assert "7,500" in words(shown)
    assert words(shown).count("Fundi Sanifu") == 2
