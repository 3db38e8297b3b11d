"""What is kept for jobs and requisitions, what was ordered, and what comes back in parts."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.core.recurrence import Nonworking, Rule, Unit
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.maintenance import services as maintenance
from helpdesk.maintenance.services import Scope
from helpdesk.org.models import Department
from helpdesk.requisitions import services as requisitions
from helpdesk.stock import queries, services
from helpdesk.stock.models import PartOrder, PartReservation, StockLevel, StockMovement
from helpdesk.stock.rules import (
    NotEnoughStockError,
    OrderClosedError,
    ReservedError,
    StockState,
)
from helpdesk.stock.services import Asked, Owner, Wanted
from helpdesk.workorders import services as workorders
from helpdesk.workorders.rules import Status
from tests import factories
from tests.equipment import factories as equipment
from tests.factories import MONDAY_MORNING
from tests.maintenance.factories import plan, run, visits
from tests.pages import save
from tests.requisitions.factories import approved, asked_for
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store
from tests.tickets.test_views import words
from tests.workorders.factories import repair, wanted


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def head(officer):
    return factories.user("head", council_id=officer.council_id)


@pytest.fixture
def keeper(officer):
    return factories.user("storekeeper", council_id=officer.council_id)


@pytest.fixture
def store(officer):
    return some_store(officer.council_id)


@pytest.fixture
def roller(store):
    made = some_part(store.council_id, code="RL-1", name_sw="Rola", reorder_point=Decimal(2))
    receive(store, made, 10)
    return made


@pytest.fixture
def order(officer):
    device = equipment.asset(officer.council_id, status=AssetStatus.IN_SERVICE)
    return repair(device, officer=officer, status=Status.IN_PROGRESS)


def actor(person):
    return as_actor(person)


def holding(part):
    return queries.holdings(factories.program(part.council_id), [part])[0]


def keep(order, part, quantity, by):
    workorders.keep_part(order, part, Decimal(quantity), actor=actor(by))


def other_job(officer, store, part, quantity, **given):
    device = equipment.asset(officer.council_id, status=AssetStatus.IN_SERVICE)
    return repair(device, officer=officer, store=store, parts=[wanted(part, quantity)], **given)


def test_what_is_kept_for_a_job_is_not_free_for_others(officer, store, roller, order):
    keep(order, roller, 7, officer)
    assert (holding(roller).quantity, holding(roller).available) == (10, 3)

    with pytest.raises(ReservedError) as refused:
        other_job(officer, store, roller, 4)
    assert refused.value.left == 3
    assert list(refused.value.kept_for) == [order.reference]
    other_job(officer, store, roller, 3)
    assert holding(roller).available == 0
    other_job(officer, store, roller, 1, anyway=True)
    assert holding(roller).available == -1


def test_a_job_uses_up_what_is_kept_for_it(officer, store, roller, order):
    keep(order, roller, 7, officer)
    goes_on = workorders.Work(
        cause=order.cause,
        remedy=order.remedy,
        status=Status.IN_PROGRESS,
        result=None,
        store=store,
        parts=[wanted(roller, 9)],
    )
    given = {"technician": officer, "actor": actor(officer), "now": MONDAY_MORNING}
    workorders.record_work(order, goes_on, **given)
    assert (holding(roller).quantity, holding(roller).reserved) == (1, 0)


@pytest.mark.parametrize("end", ["finish", "cancel"])
def test_what_is_left_over_is_free_when_the_job_ends(officer, store, roller, order, end):
    keep(order, roller, 7, officer)
    given = {"actor": actor(officer), "now": MONDAY_MORNING}
    if end == "finish":
        done = workorders.Work(
            cause=order.cause, remedy=order.remedy, store=store, parts=[wanted(roller, 2)]
        )
        workorders.record_work(order, done, technician=officer, **given)
    else:
        workorders.cancel(order, reason="Haihitajiki", **given)
    assert holding(roller).reserved == 0
    assert db.session.scalar(select(func.count(PartReservation.id))) == 0


def test_a_part_runs_low_by_what_is_kept_and_is_enough_again(officer, roller, order):
    keep(order, roller, 8, officer)
    assert holding(roller).state is StockState.LOW
    assert roller.low_since is not None
    assert roller in queries.low_parts(queries.visible_to(actor(officer)))

    workorders.free_part(order, roller, actor=actor(officer))

    assert holding(roller).state is StockState.ENOUGH
    assert roller.low_since is None


def needed(person, part):
    found = queries.needs(actor(person), today=clock.today())
    return next((one for one in found if one.part is part), None)


def ordered(part, quantity, by, **given):
    asked = Asked(
        part=part,
        quantity=Decimal(quantity),
        reference="LPO 7",
        ordered_on=clock.today(),
        **given,
    )
    return services.write_order(asked, actor=actor(by))


def test_more_is_ordered_for_what_is_kept_and_less_for_what_is_on_its_way(
    officer, keeper, roller, order
):
    assert needed(officer, roller) is None
    keep(order, roller, 9, officer)
    assert (needed(officer, roller).order, needed(officer, roller).reserved) == (1, 9)
    on_its_way = ordered(roller, 5, keeper)
    assert needed(officer, roller) is None
    services.close_order(on_its_way, "Mzabuni hana", actor=actor(keeper))
    assert needed(officer, roller).order == 1
    with pytest.raises(OrderClosedError):
        services.note_received(on_its_way, Decimal(1), actor=actor(keeper))


def test_goods_are_received_on_their_order_in_parts(pages, keeper, store, roller):
    on_its_way = ordered(roller, 5, keeper, expected_on=clock.today() + timedelta(days=30))
    some_part(store.council_id, code="KB-1")
    save()
    pages.sign_in(keeper)
    page = pages.get(f"/stock/receive?part=RL-1&order={on_its_way.id}")
    said = {"quantity": "3", "unit_cost": "45000", "reference": "DN 9", "store_id": str(store.id)}
    wrong = pages.submit(page, status=422, **{**said, "part": "KB-1"})
    assert "kipuri kingine" in words(wrong, ".error-summary")

    shown = pages.submit(wrong, **{**said, "part": "RL-1"})

    db.session.expire_all()
    assert (on_its_way.received, on_its_way.awaited, holding(roller).quantity) == (3, 2, 13)
    assert "LPO 7" in words(shown, "main")
    listed = words(pages.get("/stock/orders"), "main")
    assert "LPO 7" in listed
    assert "Inasubiriwa" in listed


def test_an_order_is_written_from_the_list_of_needs_and_given_up(
    pages, officer, keeper, store, roller, order
):
    keep(order, roller, 9, officer)
    save()
    pages.sign_in(keeper)
    listed = pages.get("/stock/to-order")
    (link,) = listed.select('main a[href*="/stock/orders/new"]')
    page = pages.get(str(link["href"]))
    assert page.select_one("#quantity")["value"] == "1"
    pages.submit(page, reference="LPO 8")
    (made,) = db.session.scalars(select(PartOrder))
    assert (made.reference, made.part) == ("LPO 8", roller)
    assert made.quantity == 1
    closing = pages.get(f"/stock/orders/{made.id}/close")
    pages.submit(closing, status=422)
    shown = pages.submit(closing, why="Mzabuni amefunga")
    assert "Mzabuni amefunga" in words(shown, "main")
    pages.get(f"/stock/orders/{made.id}/close", status=409)


def test_another_council_sees_no_order(pages, keeper, roller):
    made = ordered(roller, 5, keeper)
    save()
    neighbour = factories.council(code="WGM").id
    pages.sign_in(factories.user("storekeeper", council_id=neighbour))
    pages.get(f"/stock/orders/{made.id}/close", status=404)
    assert "LPO 7" not in words(pages.get("/stock/orders"), "main")


def test_an_officer_keeps_parts_on_the_page_of_a_job(pages, officer, store, roller, order):
    save()
    pages.sign_in(officer)
    page = pages.get(f"/work-orders/{order.id}/parts/keep")
    refused = pages.submit(page, status=422, part="RL-1", quantity="1.5")
    assert refused.select_one("#part")["value"] == "RL-1"
    shown = pages.submit(refused, part="RL-1", quantity="3")
    assert "Rola: kipande 3" in words(shown, "main")
    assert "Vipo ghalani" in words(shown, "main")
    part_page = words(pages.get(f"/stock/parts/{roller.id}"), "main")
    assert order.reference in part_page
    freed = pages.press(shown, f"/work-orders/{order.id}/parts/{roller.id}/free")
    assert "Rola: 3" not in words(freed, "main")
    pages.post(f"/work-orders/{order.id}/parts/{roller.id}/free", status=404)


def test_whoever_uses_what_is_kept_for_others_has_to_say_so(pages, officer, store, roller, order):
    keep(order, roller, 9, officer)
    device = equipment.asset(officer.council_id, status=AssetStatus.IN_SERVICE)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={device.id}")
    assert not page.select("#anyway")
    said = {
        "problem": "paper_jam",
        "cause": "wear",
        "remedy": "cleaned",
        "lines-0-part": "RL-1",
        "lines-0-quantity": "4",
        "minutes": "20",
    }
    refused = pages.submit(page, status=422, **said)
    assert order.reference in words(refused, ".error-summary")
    assert refused.select_one("#lines-0-quantity")["value"] == "4"

    pages.submit(refused, anyway="y")

    assert holding(roller).quantity == 6


def asked_and_approved(officer, head, keeper, *parts, quantity=4):
    asker = factories.user("requester", council_id=officer.council_id)
    asker.department_id = asker.department_id or db.session.scalar(select(Department.id))
    made = asked_for(*parts, by=asker, quantity=quantity)
    return approved(made, recommender=officer, approver=head)


def test_an_approved_requisition_keeps_its_parts_until_they_are_issued(
    officer, head, keeper, store, roller
):
    made = asked_and_approved(officer, head, keeper, roller, quantity=8)
    with pytest.raises(ReservedError):
        other_job(officer, store, roller, 3)
    given = {"actor": actor(keeper), "now": MONDAY_MORNING}
    requisitions.issue(made, store, {1: Decimal(5)}, **given)
    assert (holding(roller).quantity, holding(roller).reserved) == (5, 3)
    requisitions.close(made, "Zimetosha", **given)
    assert holding(roller).reserved == 0


def test_visits_count_with_what_they_usually_use_but_keep_nobody_off(officer, store, roller):
    device = equipment.asset(
        officer.council_id, status=AssetStatus.IN_SERVICE, in_service_on=clock.today()
    )
    today = clock.today()
    rule = Rule(today, 1, Unit.MONTH, nonworking=Nonworking.KEEP)
    made = plan(officer, rule, scope=Scope(asset_id=device.id), starts_on=today)
    used = [maintenance.Used(roller, Decimal(2), 50)]
    given = {"actor": actor(officer), "now": clock.now()}
    maintenance.set_parts(made, used, reason="Kawaida", **given)
    run(today)

    assert holding(roller).reserved == 1
    other_job(officer, store, roller, 10)
    maintenance.finish(visits(made)[0], minutes=20, by=officer, **given)
    assert holding(roller).reserved == 0


@pytest.fixture
def given_out(store, roller, officer):
    """Seven at prices that do not divide evenly."""
    receive(store, roller, 3, "10000.01")
    given = {"actor": actor(officer), "now": MONDAY_MORNING}
    return services.issue(store, roller, quantity=Decimal(7), reference="WO 1", **given)


def back(issued, quantity, by):
    given = {"reason": "Hazikuhitajika", "actor": actor(by), "now": MONDAY_MORNING}
    return services.give_back(issued, quantity=Decimal(quantity), **given)


def test_what_was_issued_comes_back_in_parts_to_the_cent(officer, roller, given_out):
    before = holding(roller).value - given_out.value
    first, second, third = (back(given_out, number, officer) for number in (3, 2, 2))

    assert first.value + second.value + third.value == -given_out.value
    assert holding(roller).value == before
    assert holding(roller).quantity == 13
    with pytest.raises(NotEnoughStockError):
        back(given_out, 1, officer)


@pytest.mark.parametrize("quantity", [8, 0, -1])
def test_no_more_comes_back_than_went_out(officer, given_out, quantity):
    with pytest.raises(NotEnoughStockError):
        back(given_out, quantity, officer)


def test_eight_people_bring_back_no_more_than_went_out(app, officer, roller, given_out):
    issued_id, person_id = given_out.id, officer.id
    db.session.commit()
    ready, refused = Barrier(8), []

    def bring() -> None:
        with app.app_context():
            ready.wait(timeout=20)
            try:
                with transaction():
                    issued = db.session.get_one(StockMovement, issued_id)
                    back(issued, 2, db.session.get_one(User, person_id))
            except NotEnoughStockError:
                refused.append(1)

    threads = [Thread(target=bring) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    db.session.rollback()
    assert len(refused) == 5  # three times two of seven
    level = db.session.scalars(select(StockLevel)).one()
    sums = select(func.sum(StockMovement.quantity), func.sum(StockMovement.value))
    quantity, value = db.session.execute(sums).one()
    assert quantity == level.quantity
    assert value == level.value
    assert str(level.quantity.normalize()) == "12"


def test_parts_of_a_requisition_come_back_a_few_at_a_time(
    pages, officer, head, keeper, store, roller
):
    made = asked_and_approved(officer, head, keeper, roller, quantity=6)
    given = {"actor": actor(keeper), "now": MONDAY_MORNING}
    requisitions.issue(made, store, {1: Decimal(6)}, **given)
    save()
    pages.sign_in(keeper)
    url = f"/requisitions/issues/{made.lines[0].issues[0].id}/return"
    page = pages.get(url)
    assert page.select_one("#quantity")["value"] == "6"
    pages.submit(page, status=422, quantity="7", reason="Zimezidi")
    shown = pages.submit(page, quantity="4", reason="Zimezidi")
    assert "zilizorudishwa ghalani: 4" in words(shown, "main")
    pages.submit(pages.get(url), quantity="2", reason="Zimezidi")
    pages.get(url, status=409)
    assert holding(roller).quantity == 10


def test_the_report_says_which_department_had_what_and_agrees_with_the_rest(
    pages, officer, head, keeper, store, roller
):
    made = asked_and_approved(officer, head, keeper, roller, quantity=4)
    now = clock.now()
    given = {"actor": actor(keeper), "now": now}
    requisitions.issue(made, store, {1: Decimal(4)}, **given)
    requisitions.give_back(made.lines[0].issues[0], Decimal(1), "Imezidi", **given)
    other_job(officer, store, roller, 2, now=now)
    services.issue(store, roller, quantity=Decimal(1), reference="?", **given)
    period = Period.quarter_of(clock.today())
    found = queries.issued_by_department(period, actor=actor(keeper), store_id=None)

    amounts = {to.id if to else None: value for to, _number, value in found}
    assert amounts[made.department_id] == 3 * 45_000
    assert amounts[None] == 45_000
    flow = queries.flows_in(period, actor=actor(keeper), store_id=None)[roller.id]
    issued = sum(one.value for side, one in flow.moved.items() if side == "out")
    assert sum(amounts.values()) == -issued == 6 * 45_000


def test_the_report_names_what_counts_found(officer, head, store, roller):
    level = db.session.scalars(select(StockLevel)).one()
    given = {"reason": "Hesabu", "actor": actor(head), "now": clock.now()}
    services.adjust(level, counted=Decimal(8), **given)
    services.adjust(level, counted=Decimal(8), **given)
    period = Period.quarter_of(clock.today())
    (found,) = queries.variances(period, actor=actor(head), store_id=store.id)
    assert found.quantity == -2
    assert found.value == -90_000


def test_to_keep_nothing_is_to_keep_nothing(roller, officer):
    nobody = Owner("work_order", 99)
    services.use(nobody, roller, Decimal(1))
    services.release_all(nobody)
    services.hold(db.session.scalars(select(StockLevel)).one().store, [Wanted(roller, Decimal(10))])
    assert holding(roller).reserved == 0


def test_what_its_use_asks_for_holds_everywhere_at_once(pages, officer, keeper, store):
    toner = some_part(store.council_id, code="TN-9", name_sw="Wino", reorder_point=Decimal(1))
    receive(store, toner, 38)
    for back in range(1, 13):
        at = clock.now() - timedelta(days=30 * back)
        given = {"reference": "WO", "actor": actor(officer), "now": at}
        services.issue(store, toner, quantity=Decimal(3), **given)
    assert holding(toner).state is StockState.ENOUGH
    need = needed(officer, toner)

    services.reckon_points(factories.program(store.council_id), now=clock.now())

    assert toner.use_point == need.by_use == toner.point
    assert toner.low_since is not None
    assert holding(toner).state is StockState.LOW
    save()
    pages.sign_in(keeper)
    assert "TN-9" in words(pages.get("/stock/"), "main table")
    assert str(need.by_use) in words(pages.get(f"/stock/parts/{toner.id}"), "main")


def test_goods_past_their_day_are_not_received(pages, keeper, store, roller):
    save()
    pages.sign_in(keeper)
    page = pages.get("/stock/receive?part=RL-1")
    day = {"expires_on-day": "1", "expires_on-month": "1", "expires_on-year": "1900"}
    said = {"quantity": "3", "unit_cost": "45000", "reference": "DN 9", **day}
    shown = pages.submit(page, status=422, **said, store_id=str(store.id))
    assert "hazipokelewi" in words(shown, ".error-summary")


def test_what_came_back_is_not_issued_any_more(officer, head, keeper, store, roller):
    made = asked_and_approved(officer, head, keeper, roller, quantity=5)
    given = {"actor": actor(keeper), "now": MONDAY_MORNING}
    requisitions.issue(made, store, {1: Decimal(3)}, **given)
    requisitions.give_back(made.lines[0].issues[0], Decimal(3), "Si sahihi", **given)
    assert (made.lines[0].issued, made.lines[0].outstanding) == (0, 5)
    assert holding(roller).reserved == 5
    requisitions.issue(made, store, {1: Decimal(5)}, **given)
    assert holding(roller).quantity == 5


def test_only_a_receipt_opens_the_page_that_takes_it_back(pages, keeper, store, roller, officer):
    given = {"actor": actor(officer), "now": MONDAY_MORNING}
    issued = services.issue(store, roller, quantity=Decimal(1), reference="WO", **given)
    save()
    pages.sign_in(keeper)
    pages.get(f"/stock/movements/{issued.id}/reverse", status=409)


def test_what_no_store_knows_is_handed_over_and_the_requisition_ends(
    pages, officer, head, keeper, store, roller
):
    asker = factories.user("requester", council_id=officer.council_id)
    made = asked_for(roller, by=asker, quantity=2, words="Kiti cha ofisi")
    approved(made, recommender=officer, approver=head)
    save()
    pages.sign_in(keeper)
    page = pages.get(f"/requisitions/{made.id}/issue")
    assert "Kiti cha ofisi" in words(page, "main")
    shown = pages.submit(page, **{"lines-0-quantity": "2", "lines-1-quantity": "2"})
    db.session.expire_all()
    assert made.state == "issued"
    assert [line.outstanding for line in made.lines] == [0, 0]
    assert len(made.lines[1].issues) == 0
    assert "Imetolewa" in words(shown, "main") or "imetolewa" in words(shown, "main").lower()
