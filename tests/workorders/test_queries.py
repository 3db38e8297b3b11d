"""Who sees which repairs, and what they add up to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.infra.db import db
from helpdesk.workorders import queries, services
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.queries import Filters
from helpdesk.workorders.rules import (
    Advice,
    Costs,
    Ground,
    HoldReason,
    Kind,
    Problem,
    Status,
    Verdict,
)
from tests import factories
from tests.equipment import factories as devices
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import bill, repair

DAY = timedelta(days=1)
MARCH = Period.month_of(date(2026, 3, 2))


@pytest.fixture
def officer(app):
    return factories.user("technician")


def seen_by(person):
    return db.session.scalars(queries.visible_to(as_actor(person))).all()


def found(officer, **wanted):
    log = queries.log(as_actor(officer), Filters(**wanted), month=MARCH)
    return db.session.scalars(log.order_by(WorkOrder.id)).all()


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("technician", True),
        ("head", True),
        ("auditor", True),
        ("manager", True),
        ("storekeeper", False),
        ("administrator", False),
        ("requester", False),
    ],
)
def test_repairs_are_seen_by_role(officer, role, sees):
    order = repair(officer=officer)
    person = factories.user(role, council_id=officer.council_id)

    assert seen_by(person) == ([order] if sees else [])


def test_nobody_sees_another_council_s_repairs(officer):
    repair()

    assert seen_by(officer) == []


def test_a_manager_sees_what_was_done_for_his_departments_then(officer):
    council_id = officer.council_id
    here, there = factories.department(council_id), factories.department(council_id)
    manager = factories.user("requester", council_id=council_id)
    factories.grant(manager, "manager", department_id=here.id)
    seen = repair(
        devices.asset(council_id, at=devices.whereabouts(council_id, department=here)),
        officer=officer,
    )
    repair(
        devices.asset(council_id, at=devices.whereabouts(council_id, department=there)),
        officer=officer,
    )

    assert seen_by(manager) == [seen]


def test_a_requester_learns_that_it_was_done_and_nothing_else(officer):
    requester = factories.user(council_id=officer.council_id)
    ticket = opened(requester=requester)
    order = repair(officer=officer, ticket=ticket, bills=[bill()])
    stranger = factories.user(council_id=officer.council_id)

    (news,) = queries.news_of_ticket(ticket.id, actor=as_actor(requester))

    assert (news.reference, news.done_at) == (order.reference, order.done_at)
    assert queries.news_of_ticket(ticket.id, actor=as_actor(stranger)) == []


def test_costs_roll_up_without_what_was_cancelled(officer):
    printer = devices.asset(officer.council_id)
    ticket = opened(requester=factories.user(council_id=officer.council_id))
    repair(printer, officer=officer, ticket=ticket, bills=[bill(10_000)])
    repair(printer, officer=officer, bills=[bill(20_000)])
    lost = repair(printer, officer=officer, ticket=ticket, bills=[bill(40_000)])
    services.undo(lost, actor=as_actor(officer), now=MONDAY_MORNING)

    assert queries.costs_of_asset(printer.id) == Costs(vendor=Decimal(30_000))
    assert queries.costs_of_ticket(ticket.id) == Costs(vendor=Decimal(10_000))
    assert queries.costs_of_asset(999_999) == Costs()
    assert len(db.session.scalars(queries.that_count(as_actor(officer))).all()) == 2


def test_the_log_is_narrowed(officer):
    printer = devices.asset(officer.council_id, serial_number="VNC3K")
    done = repair(printer, officer=officer, description="Roller imebadilishwa")
    waits = repair(
        officer=officer,
        status=Status.ON_HOLD,
        hold_reason=HoldReason.PARTS,
        now=MONDAY_MORNING + DAY,
    )
    cleaned = repair(officer=officer, kind=Kind.PREVENTIVE, now=MONDAY_MORNING + 40 * DAY)
    other = factories.user("technician", council_id=officer.council_id)

    assert found(officer) == [done, waits, cleaned]
    assert found(officer, view="open") == [waits]
    assert found(officer, view="mine") == [waits]
    assert found(other, view="mine") == []
    assert found(officer, view="on_hold") == [waits]
    assert found(officer, view="month") == [done]
    assert found(officer, view="repeats") == []
    assert found(officer, text="vnc3k ROLLER") == [done]
    assert found(officer, text=done.reference) == [done]
    assert found(officer, kind=Kind.PREVENTIVE) == [cleaned]
    assert found(officer, status=Status.DONE) == [done, cleaned]
    assert found(officer, technician_id=other.id) == []
    assert found(officer, department_id=done.at_department_id) == [done]
    assert found(officer, period=Period.parse("2025-26-Q4")) == [cleaned]
    assert queries.counts(as_actor(officer), month=MARCH) == {
        "all": 3,
        "open": 1,
        "mine": 1,
        "on_hold": 1,
        "month": 1,
        "repeats": 0,
    }


def test_what_a_list_costs_is_added_up(officer):
    repair(officer=officer, bills=[bill(10_000)])
    repair(officer=officer, bills=[bill("0.30")], problem=Problem.NO_POWER)

    log = queries.log(as_actor(officer), Filters(), month=MARCH)

    assert queries.total_of(log) == Costs(vendor=Decimal("10000.30"))


def test_a_device_is_called_by_tag_label_or_serial_number(officer):
    council_id = officer.council_id
    model, other = devices.model(council_id), devices.model(council_id)
    printer = devices.asset(council_id, of=model, serial_number="SN 1")
    twin = devices.asset(council_id, of=other, serial_number="SN1")
    elsewhere = devices.asset(serial_number="SN2")
    actor = as_actor(officer)

    assert queries.devices_called(f" {printer.asset_tag.lower()} ", actor=actor) == [printer]
    assert queries.devices_called(printer.label_code, actor=actor) == [printer]
    assert queries.devices_called("sn1", actor=actor) == [printer, twin]
    assert queries.devices_called("SN2\x00", actor=actor) == []
    assert queries.devices_called(elsewhere.asset_tag, actor=actor) != [elsewhere]


def test_advice_weighs_this_repair_and_those_before(officer):
    council_id = officer.council_id
    model = devices.model(council_id, replacement_cost=Decimal(1_800_000))
    since = date(2023, 9, 2)
    printer = devices.asset(council_id, of=model, in_service_on=since)
    repair(printer, officer=officer, bills=[bill(1_100_000)])

    known = queries.known(printer, today=date(2026, 3, 2))
    assert known.costs.cash == 1_100_000
    assert known.worth == queries.Worth(
        Advice(Verdict.REPAIR, None), limit=Decimal(450_000), replacement_cost=Decimal(1_800_000)
    )

    repair(printer, officer=officer, bills=[bill(300_000)])
    known = queries.known(printer, today=date(2026, 3, 2), estimate=Decimal(300_000))
    assert known.worth is not None
    assert known.worth.advice == Advice(Verdict.REPLACE, Ground.COSTS_OVER_SHARE)


def test_without_a_price_or_an_age_there_is_no_advice(officer):
    council_id = officer.council_id
    priced = devices.model(council_id, replacement_cost=Decimal(1_800_000))
    ageless = devices.asset(council_id, of=priced, purchased_on=None)

    for printer in (ageless, devices.asset(council_id)):
        assert queries.known(printer, today=date(2026, 3, 2)).worth is None


def test_a_running_warranty_is_told(officer):
    covered = devices.asset(officer.council_id, warranty_ends_on=date(2026, 3, 2))

    assert queries.known(covered, today=date(2026, 3, 2)).is_under_warranty
    assert not queries.known(covered, today=date(2026, 3, 3)).is_under_warranty
