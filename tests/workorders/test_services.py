"""What a repair takes, what it costs, and what becomes of the device."""

import multiprocessing
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.app import create_app
from helpdesk.audit.queries import history, names_in
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra import events
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from helpdesk.stock.models import Part, StockLevel, StockMovement, Store
from helpdesk.stock.rules import NotEnoughStockError
from helpdesk.workorders import queries, services
from helpdesk.workorders.events import WorkOrderFinished
from helpdesk.workorders.models import PartUsed, WorkOrder
from helpdesk.workorders.rules import (
    CostKind,
    Costs,
    DeviceGoneError,
    HoldReason,
    IllegalTransitionError,
    Kind,
    NothingToUndoError,
    Problem,
    Remedy,
    Result,
    Status,
)
from tests import factories
from tests.equipment import factories as devices
from tests.factories import MONDAY_MORNING
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import bill, repair, wanted, work

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def printer(officer):
    return devices.asset(officer.council_id)


@pytest.fixture
def store(officer):
    return some_store(officer.council_id)


@pytest.fixture
def roller(officer, store):
    part = some_part(officer.council_id)
    receive(store, part, 10, 45_000)
    return part


def rate(officer, hourly, *, starts_at=MONDAY_MORNING - DAY):
    return services.set_rate(
        hourly_rate=Decimal(hourly), starts_at=starts_at, actor=the_program(officer.council_id)
    )


def left(store, part):
    of = StockLevel.store_id == store.id, StockLevel.part_id == part.id
    return db.session.scalars(select(StockLevel.quantity).where(*of)).one()


def go_on(order, officer, *, now=MONDAY_MORNING + HOUR, **given):
    services.record_work(order, work(**given), technician=officer, actor=as_actor(officer), now=now)


def test_a_repair_costs_its_parts_hours_and_bills(officer, printer, store, roller):
    rate(officer, 6500)
    toner = some_part(officer.council_id)
    receive(store, toner, 1, "345000.50")

    order = repair(
        printer,
        officer=officer,
        store=store,
        parts=[wanted(roller, 2), wanted(toner)],
        minutes=140,
        bills=[bill(50_000), bill("2500.50", kind=CostKind.TRANSPORT)],
    )

    assert order.costs == Costs(
        labour=Decimal("15166.67"),
        parts=Decimal("435000.50"),
        vendor=Decimal(50_000),
        other=Decimal("2500.50"),
    )
    assert (order.cash_cost, order.full_cost) == (Decimal("487501.00"), Decimal("502667.67"))
    assert [(used.part, used.unit_cost, used.cost) for used in order.parts] == [
        (roller, 45_000, 90_000),
        (toner, Decimal("345000.50"), Decimal("345000.50")),
    ]
    assert left(store, roller) == 8


def test_a_reference_names_council_year_and_number(officer, printer):
    council = db.session.get_one(Council, officer.council_id)

    first, second = repair(printer, officer=officer), repair(printer, officer=officer)

    assert first.reference == f"{council.code}/WO/2025-26/00001"
    assert second.reference == f"{council.code}/WO/2025-26/00002"


def test_parts_are_issued_under_the_number_of_the_job(officer, printer, store, roller):
    order = repair(printer, officer=officer, store=store, parts=[wanted(roller)])

    assert order.parts[0].movement.reference == order.reference


def test_labour_is_reckoned_at_the_rate_of_the_day_of_the_work(officer, printer):
    rate(officer, 6000, starts_at=MONDAY_MORNING - 30 * DAY)
    rate(officer, 9000, starts_at=MONDAY_MORNING)

    late = repair(printer, officer=officer, minutes=60, done_at=MONDAY_MORNING - HOUR)
    today = repair(printer, officer=officer, minutes=60)

    assert late.labour_cost == 6000
    assert today.labour_cost == 9000


def test_minutes_are_kept_where_nobody_said_what_they_are_worth(officer, printer):
    order = repair(printer, officer=officer, minutes=30)

    (entry,) = order.labour
    assert entry.minutes == 30
    assert entry.cost == 0
    assert repair(printer, officer=officer).labour == []


def test_a_job_keeps_the_place_and_holder_of_its_day(officer, printer):
    order = repair(printer, officer=officer)
    where, who = printer.location_id, printer.department_id

    equipment.move(
        printer,
        to=devices.whereabouts(officer.council_id),
        reason="Uhamisho",
        actor=as_actor(officer),
        now=MONDAY_MORNING + DAY,
    )

    assert (order.at_location_id, order.at_department_id) == (where, who)
    assert (order.at_asset_tag, order.at_category_id) == (printer.asset_tag, printer.category_id)
    assert printer.location_id != where


def test_a_job_for_a_ticket_was_reported_when_the_ticket_was_opened(officer, printer):
    ticket = opened(
        requester=factories.user(council_id=officer.council_id),
        asset=printer,
        now=MONDAY_MORNING - DAY,
    )

    order = repair(printer, officer=officer, ticket=ticket)

    assert (order.reported_at, order.opened_at) == (MONDAY_MORNING - DAY, MONDAY_MORNING)
    assert queries.costs_of_ticket(ticket.id) == order.costs


def test_a_finished_repair_ends_the_standstill(officer, printer):
    began, ended = MONDAY_MORNING - 3 * HOUR, MONDAY_MORNING - HOUR

    order = repair(printer, officer=officer, down_from=began, done_at=ended)

    assert (order.status, order.done_at, order.up_at) == (Status.DONE, ended, ended)
    assert repair(printer, officer=officer).up_at is None


def test_a_repair_cannot_end_before_it_began(officer, printer):
    with pytest.raises(IntegrityError):
        repair(printer, officer=officer, down_from=MONDAY_MORNING + HOUR)


def test_a_finished_repair_is_announced(officer, printer, registries):
    told: list[WorkOrderFinished] = []
    events.on(WorkOrderFinished)(told.append)

    order = repair(printer, officer=officer)
    repair(printer, officer=officer, status=Status.IN_PROGRESS)

    assert told == [WorkOrderFinished(work_order_id=order.id)]


def test_the_same_fault_again_within_thirty_days_points_back(officer, printer):
    first = repair(printer, officer=officer, now=MONDAY_MORNING)

    again = repair(printer, officer=officer, now=MONDAY_MORNING + 30 * DAY)
    other = repair(printer, officer=officer, problem=Problem.NO_POWER, now=MONDAY_MORNING + DAY)
    late = repair(printer, officer=officer, now=MONDAY_MORNING + 61 * DAY)
    cleaning = repair(printer, officer=officer, now=MONDAY_MORNING + 62 * DAY, kind=Kind.PREVENTIVE)

    assert again.repeat_of is first
    assert {one.repeat_of for one in (first, other, late, cleaning)} == {None}


@pytest.mark.parametrize("result", [Result.UNREPAIRABLE, Result.SENT_TO_VENDOR])
def test_what_was_never_repaired_is_not_repeated(officer, printer, result):
    repair(printer, officer=officer, result=result)

    assert repair(printer, officer=officer, now=MONDAY_MORNING + DAY).repeat_of is None


def test_too_many_parts_leave_no_trace(officer, printer, store, roller):
    db.session.commit()

    with pytest.raises(NotEnoughStockError) as refused:
        repair(printer, officer=officer, store=store, parts=[wanted(roller, 9), wanted(roller, 2)])

    assert refused.value.line == 1
    assert [refused.value.wanted, refused.value.left] == [11, 10]
    assert not db.session.new
    assert not db.session.dirty
    assert db.session.scalars(select(WorkOrder)).all() == []
    assert repair(printer, officer=officer).reference.endswith("/00001")


def test_the_device_is_under_repair_while_the_job_is_open(officer, printer):
    order = repair(
        printer,
        officer=officer,
        status=Status.ON_HOLD,
        hold_reason=HoldReason.PARTS,
        result=None,
    )
    assert (order.status, order.hold_reason) == (Status.ON_HOLD, HoldReason.PARTS)
    assert printer.status == "under_repair"
    assert (order.done_at, order.result) == (None, None)

    go_on(order, officer)

    assert (order.status, order.hold_reason) == (Status.DONE, None)
    assert printer.status == "in_service"


def test_a_device_from_the_store_goes_back_there(officer):
    spare = devices.asset(officer.council_id, status=AssetStatus.IN_STORE)
    order = repair(spare, officer=officer, status=Status.IN_PROGRESS)

    go_on(order, officer)

    assert spare.status is AssetStatus.IN_STORE


@pytest.mark.parametrize("status", [AssetStatus.UNDER_REPAIR, AssetStatus.UNSERVICEABLE])
def test_a_broken_device_is_in_service_when_it_works_again(officer, status):
    device = devices.asset(officer.council_id, status=status)
    order = repair(device, officer=officer, status=Status.IN_PROGRESS)

    go_on(order, officer)

    assert device.status is AssetStatus.IN_SERVICE


def test_a_device_stays_under_repair_while_another_job_is_open(officer, printer):
    order = repair(printer, officer=officer, status=Status.IN_PROGRESS)
    repair(printer, officer=officer, status=Status.IN_PROGRESS)

    go_on(order, officer)

    assert printer.status is AssetStatus.UNDER_REPAIR


def test_a_device_beyond_repair_is_not_put_out_of_use_by_the_job(officer, printer):
    order = repair(printer, officer=officer, status=Status.IN_PROGRESS)

    go_on(order, officer, result=Result.UNREPAIRABLE, remedy=Remedy.DISPOSAL_PROPOSED)

    assert printer.status is AssetStatus.UNDER_REPAIR


def test_a_lost_device_stays_lost(officer):
    lost = devices.asset(officer.council_id, status=AssetStatus.LOST_STOLEN)

    repair(lost, officer=officer, status=Status.IN_PROGRESS)

    assert lost.status is AssetStatus.LOST_STOLEN


def test_what_was_disposed_of_is_not_repaired(officer):
    gone = devices.asset(officer.council_id, status=AssetStatus.DISPOSED)

    with pytest.raises(DeviceGoneError):
        repair(gone, officer=officer)


def test_more_work_adds_to_the_costs(officer, printer, store, roller):
    rate(officer, 6000)
    order = repair(
        printer,
        officer=officer,
        status=Status.IN_PROGRESS,
        store=store,
        parts=[wanted(roller)],
        minutes=30,
    )

    go_on(order, officer, store=store, parts=[wanted(roller)], minutes=30, bills=[bill(10_000)])

    assert order.costs == Costs(labour=Decimal(6000), parts=Decimal(90_000), vendor=Decimal(10_000))
    assert len(order.labour) == 2


def test_a_finished_job_takes_no_more_work(officer, printer):
    order = repair(printer, officer=officer)

    with pytest.raises(IllegalTransitionError):
        go_on(order, officer)


def test_a_part_that_was_not_needed_goes_back(officer, printer, store, roller):
    order = repair(
        printer,
        officer=officer,
        status=Status.IN_PROGRESS,
        store=store,
        parts=[wanted(roller, 3)],
    )

    services.give_part_back(order.parts[0], actor=as_actor(officer), now=MONDAY_MORNING)

    assert order.parts == []
    assert order.costs == Costs()
    assert left(store, roller) == 10


def test_parts_of_a_finished_job_stay_with_it(officer, printer, store, roller):
    order = repair(printer, officer=officer, store=store, parts=[wanted(roller)])

    with pytest.raises(IllegalTransitionError):
        services.give_part_back(order.parts[0], actor=as_actor(officer), now=MONDAY_MORNING)


def test_a_cancelled_job_gives_everything_back(officer, store, roller):
    device = devices.asset(officer.council_id, status=AssetStatus.IN_STORE)
    cable = some_part(officer.council_id)
    receive(store, cable, 5, 1000)
    order = repair(
        device,
        officer=officer,
        status=Status.IN_PROGRESS,
        store=store,
        parts=[wanted(cable, 2), wanted(roller, 3)],
        minutes=10,
        bills=[bill()],
    )

    services.cancel(order, reason="Kosa", actor=as_actor(officer), now=MONDAY_MORNING)

    assert (order.status, order.costs) == (Status.CANCELLED, Costs())
    assert (left(store, roller), left(store, cable)) == (10, 5)
    assert device.status is AssetStatus.IN_STORE
    assert db.session.scalars(select(PartUsed)).all() == []


def test_a_finished_job_cannot_be_cancelled(officer, printer):
    order = repair(printer, officer=officer)

    with pytest.raises(IllegalTransitionError):
        services.cancel(order, reason="Kosa", actor=as_actor(officer), now=MONDAY_MORNING)


def test_what_was_just_logged_can_be_taken_back(officer, store, roller):
    device = devices.asset(officer.council_id, status=AssetStatus.UNDER_REPAIR)
    order = repair(device, officer=officer, store=store, parts=[wanted(roller)])
    assert device.status == "in_service"

    services.undo(order, actor=as_actor(officer), now=MONDAY_MORNING + timedelta(minutes=10))

    assert (order.status, order.done_at, order.costs) == (Status.CANCELLED, None, Costs())
    assert left(store, roller) == 10
    assert device.status == "under_repair"


def test_nobody_takes_back_what_is_old_or_another_s(officer, printer):
    order = repair(printer, officer=officer)
    other = factories.user("technician", council_id=officer.council_id)

    with pytest.raises(NothingToUndoError):
        services.undo(order, actor=as_actor(other), now=MONDAY_MORNING)
    with pytest.raises(NothingToUndoError):
        services.undo(order, actor=as_actor(officer), now=MONDAY_MORNING + timedelta(minutes=11))


def test_a_job_is_taken_up_again_within_fourteen_days(officer, printer):
    order = repair(printer, officer=officer, down_from=MONDAY_MORNING - HOUR)

    services.reopen(order, reason="Bado", actor=as_actor(officer), now=MONDAY_MORNING + 14 * DAY)

    assert (order.status, order.done_at, order.up_at) == (Status.IN_PROGRESS, None, None)
    assert printer.status is AssetStatus.UNDER_REPAIR


def test_an_old_or_open_job_is_not_taken_up_again(officer, printer):
    old = repair(printer, officer=officer)
    still_open = repair(
        printer, officer=officer, status=Status.ON_HOLD, hold_reason=HoldReason.POWER
    )

    for order, now in ((old, MONDAY_MORNING + 15 * DAY), (still_open, MONDAY_MORNING)):
        with pytest.raises(IllegalTransitionError):
            services.reopen(order, reason="Bado", actor=as_actor(officer), now=now)


def test_every_act_stands_in_the_log(officer, printer, store, roller):
    db.session.commit()
    with transaction():
        order = repair(
            printer,
            officer=officer,
            status=Status.ON_HOLD,
            hold_reason=HoldReason.PARTS,
            store=store,
            parts=[wanted(roller)],
        )
        go_on(order, officer)

    acts = history("work_order", order.id)
    assert set(names_in(acts, actor=as_actor(officer)).values()) == {order.reference}
    assert [entry.action for entry in acts] == [
        "work_order.open",
        "work_order.cost",
        "work_order.on_hold",
        "work_order.done",
    ]


def test_one_of_two_officers_gets_the_last_part(app, officer, printer, store, roller):
    other = devices.asset(officer.council_id)
    repair(printer, officer=officer, store=store, parts=[wanted(roller, 9)])
    db.session.commit()
    ids = (officer.id, store.id, roller.id)
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def log(asset_id: int) -> None:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                with transaction():
                    _log_with_part(asset_id, *ids)
                outcomes.append("got it")
            except NotEnoughStockError:
                outcomes.append("too late")

    officers = [threading.Thread(target=log, args=(one.id,)) for one in (printer, other)]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join(timeout=60)

    db.session.rollback()  # what was read before belongs to an older view of the data
    assert sorted(outcomes) == ["got it", "too late"]
    assert left(store, roller) == 0
    assert len(db.session.scalars(select(WorkOrder)).all()) == 2


def _log_with_part(asset_id, officer_id, store_id, part_id):
    repair(
        db.session.get_one(Asset, asset_id),
        officer=db.session.get_one(User, officer_id),
        store=db.session.get_one(Store, store_id),
        parts=[wanted(db.session.get_one(Part, part_id))],
    )


LOGGED = 20  # by each process


def test_two_processes_number_their_jobs_without_gaps(
    app, database, officer, printer, store, roller
):
    roller.unit = "mita"
    db.session.commit()
    ids = (printer.id, officer.id, store.id, roller.id)
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=log_many, args=(database.url, app.instance_path, ids))
        for _process in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)

    db.session.rollback()
    references = db.session.scalars(select(WorkOrder.reference)).all()
    numbers = sorted(int(reference.rpartition("/")[2]) for reference in references)
    assert [process.exitcode for process in processes] == [0, 0]
    assert numbers == list(range(1, 2 * LOGGED + 1))
    taken = db.session.scalars(select(StockMovement.quantity).where(StockMovement.quantity < 0))
    assert left(store, roller) == 10 + sum(taken)


def log_many(url: str, instance: str, ids: tuple[int, int, int, int]) -> None:
    """Log as one of the processes: each job takes a tenth of a part, and one device is shared."""
    settings = {"SECRET_KEY": "test", "DATABASE_URL": url, "INSTANCE": instance}
    asset_id, officer_id, store_id, part_id = ids
    with create_app({"TESTING": True, **settings}).app_context():
        for _job in range(LOGGED):
            with transaction():
                repair(
                    db.session.get_one(Asset, asset_id),
                    officer=db.session.get_one(User, officer_id),
                    store=db.session.get_one(Store, store_id),
                    parts=[wanted(db.session.get_one(Part, part_id), "0.1")],
                )
