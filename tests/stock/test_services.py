"""What lies in a store, what it is worth, and that it never falls below nothing."""

import threading
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import select

from bench.stock import disagreeing, play
from helpdesk.audit.queries import history
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.stock import services
from helpdesk.stock.models import Part, StockLevel, Store
from helpdesk.stock.rules import (
    Balance,
    BrokenPieceError,
    CodeTakenError,
    CountedMeanwhileError,
    MovementKind,
    NotEnoughStockError,
    NotReversibleError,
    SameStoreError,
)
from helpdesk.stock.services import Delivery, PartDetails, Wanted
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def actor(council):
    return the_program(council.id)


@pytest.fixture
def store(council):
    return some_store(council.id)


@pytest.fixture
def toner(council):
    return some_part(council.id, code="TN-1")


def issue(store, part, quantity, *, actor):
    return services.issue(
        store,
        part,
        quantity=Decimal(quantity),
        reference="C1/WO/2025-26/00001",
        actor=actor,
        now=MONDAY_MORNING,
    )


def move(level, to, quantity, *, actor):
    return services.transfer(
        level, to, quantity=Decimal(quantity), reason="Ziara", actor=actor, now=MONDAY_MORNING
    )


def held(store, part):
    level = db.session.scalars(
        select(StockLevel).where(StockLevel.store_id == store.id, StockLevel.part_id == part.id)
    ).one()
    return level.quantity, level.value


def test_what_is_issued_leaves_at_the_average_of_what_was_paid(store, toner, actor):
    receive(store, toner, 10, 45_000)
    receive(store, toner, 5, 52_000)

    movement = issue(store, toner, 4, actor=actor)

    assert (movement.kind, movement.quantity) == (MovementKind.ISSUE, -4)
    assert (movement.value, movement.unit_cost) == (Decimal("-189333.33"), Decimal("47333.33"))
    assert movement.quantity_after == 11
    assert held(store, toner) == (11, Decimal("520666.67"))


def test_an_issue_keeps_its_price_whatever_is_paid_later(store, toner, actor):
    receive(store, toner, 1, 45_000)
    movement = issue(store, toner, 1, actor=actor)

    receive(store, toner, 10, 90_000)
    db.session.flush()
    db.session.refresh(movement)

    assert (movement.unit_cost, movement.value) == (45_000, -45_000)


def test_the_last_price_is_that_of_the_last_delivery(store, toner):
    receive(store, toner, 1, 45_000)
    version = toner.version
    receive(store, toner, 1, "47500.50")

    db.session.refresh(toner)
    assert toner.last_price == Decimal("47500.50")
    assert toner.version == version


def test_more_than_there_is_cannot_be_issued(store, toner, actor):
    toner.unit = "mita"
    receive(store, toner, 3)

    with pytest.raises(NotEnoughStockError) as refused:
        issue(store, toner, "3.001", actor=actor)

    assert refused.value.left == 3
    assert held(store, toner) == (3, 135_000)


def test_what_a_store_never_had_cannot_be_issued(store, toner, council, actor):
    receive(some_store(council.id), toner, 3)

    with pytest.raises(NotEnoughStockError) as refused:
        issue(store, toner, 1, actor=actor)

    assert refused.value.left == 0


def test_tenths_add_up_to_a_whole(store, toner, actor):
    toner.unit = "lita"
    receive(store, toner, "0.3", "0.10")
    for _time in range(3):
        issue(store, toner, "0.1", actor=actor)

    assert held(store, toner) == (0, 0)


def test_no_part_of_a_piece_moves_and_what_was_broken_before_can_be_counted(store, toner, actor):
    level = receive(store, toner, 3).level
    with pytest.raises(BrokenPieceError):
        receive(store, toner, "0.5")
    with pytest.raises(BrokenPieceError):
        issue(store, toner, "0.5", actor=actor)
    with pytest.raises(BrokenPieceError):
        services.hold(store, [Wanted(toner, Decimal("0.5"))])
    level.quantity = Decimal("2.5")
    db.session.flush()
    with pytest.raises(BrokenPieceError):
        services.adjust(level, counted=Decimal("1.5"), reason="x", actor=actor, now=MONDAY_MORNING)

    services.adjust(level, counted=Decimal(2), reason="x", actor=actor, now=MONDAY_MORNING)

    assert level.quantity == 2


def test_what_comes_back_has_the_value_that_left_with_it(store, toner, actor):
    receive(store, toner, 2, 45_000)
    issued = issue(store, toner, 1, actor=actor)
    receive(store, toner, 1, 60_000)

    back = services.give_back(issued, reason="Hakikuhitajika", actor=actor, now=MONDAY_MORNING)

    assert back.kind is MovementKind.RETURN
    assert Balance(back.quantity, back.value) == Balance(Decimal(1), Decimal(45_000))
    assert (back.reference, back.reverses_id) == (issued.reference, issued.id)
    assert held(store, toner) == (3, 150_000)


@pytest.mark.parametrize(
    ("counted", "quantity", "value"),
    [(7, -3, 315_000), (12, 2, 540_000), (10, 0, 450_000), (0, -10, 0)],
)
def test_a_count_is_written_down_whatever_it_finds(store, toner, actor, counted, quantity, value):
    level = receive(store, toner, 10, 45_000).level

    movement = services.adjust(
        level, counted=Decimal(counted), reason="Hesabu", actor=actor, now=MONDAY_MORNING
    )

    assert (movement.kind, movement.quantity) == (MovementKind.ADJUSTMENT, quantity)
    assert movement.unit_cost == 45_000
    assert movement.reason == "Hesabu"
    assert held(store, toner) == (counted, value)


def test_what_turns_up_in_an_empty_place_is_worth_its_last_price(store, toner, actor):
    level = receive(store, toner, 1, 45_000).level
    issue(store, toner, 1, actor=actor)

    services.adjust(level, counted=Decimal(2), reason="Hesabu", actor=actor, now=MONDAY_MORNING)

    assert held(store, toner) == (2, 90_000)


def test_a_count_does_not_overwrite_what_moved_meanwhile(store, toner, actor):
    level = receive(store, toner, 10).level
    db.session.execute(
        db.update(StockLevel).values(version=StockLevel.version + 1),
        execution_options={"synchronize_session": False},
    )

    with pytest.raises(CountedMeanwhileError):
        services.adjust(level, counted=Decimal(8), reason="Hesabu", actor=actor, now=MONDAY_MORNING)


def test_a_wish_for_several_parts_says_which_line_asks_too_much(store, toner, council):
    cable = some_part(council.id)
    receive(store, toner, 3)
    receive(store, cable, 5)

    services.hold(store, [Wanted(toner, Decimal(3)), Wanted(cable, Decimal(5))])
    with pytest.raises(NotEnoughStockError) as refused:
        services.hold(
            store,
            [Wanted(toner, Decimal(2)), Wanted(cable, Decimal(5)), Wanted(toner, Decimal(2))],
        )

    assert refused.value.line == 2
    assert [refused.value.wanted, refused.value.left] == [4, 3], "of all lines together"


def test_codes_are_spelt_in_one_way_and_belong_to_one(council, store, toner, actor):
    with pytest.raises(CodeTakenError):
        some_part(council.id, code=" tn -1")
    with pytest.raises(CodeTakenError):
        some_store(council.id, code=store.code.lower())

    assert some_part(factories.council().id, code="tn-1").code == "TN-1"


def test_a_part_is_changed_and_found_by_its_new_name(toner, actor):
    details = PartDetails(
        code="tn-2", name_sw="Wino", name_en="Ink", unit="chupa", reorder_point=Decimal(3)
    )
    services.change_part(toner, details, is_active=False, actor=actor)

    assert (toner.code, toner.reorder_point, toner.is_active) == ("TN-2", 3, False)
    assert "wino ink" in toner.search_text


def test_every_movement_stands_in_the_log(store, toner, actor):
    db.session.commit()

    with transaction():
        movement = receive(store, toner, 3)
        issue(store, toner, 1, actor=actor)

    acts = [entry.action for entry in history("stock_level", movement.level_id)]
    assert acts == ["stock.receipt", "stock.issue"]


def test_what_goes_to_another_store_takes_its_value_and_its_day_along(store, toner, council, actor):
    bench = some_store(council.id)
    good_until = Delivery(expires_on=date(2027, 6, 30))
    receive(store, toner, 3, 10_000, delivery=good_until)
    level = receive(store, toner, 1, 10_001).level

    arrived = move(level, bench, 3, actor=actor)

    assert held(store, toner) == (1, Decimal("10000.25"))
    assert held(bench, toner) == (3, Decimal("30000.75"))
    assert (arrived.kind, arrived.expires_on) == (MovementKind.TRANSFER_IN, date(2027, 6, 30))


def test_a_store_sends_neither_to_itself_nor_more_than_it_has(store, toner, council, actor):
    level = receive(store, toner, 3).level

    with pytest.raises(SameStoreError):
        move(level, store, 1, actor=actor)
    with pytest.raises(NotEnoughStockError):
        move(level, some_store(council.id), 4, actor=actor)


def test_what_is_written_off_leaves_at_the_average(store, toner, actor):
    receive(store, toner, 1, 10_000)
    level = receive(store, toner, 1, 20_000).level

    moved = services.write_off(
        level, quantity=Decimal(1), reason="Imekauka", actor=actor, now=MONDAY_MORNING
    )

    assert (moved.kind, moved.value) == (MovementKind.WRITE_OFF, Decimal(-15_000))
    assert held(store, toner) == (1, 15_000)


def test_a_mistaken_receipt_is_taken_back_once(store, toner, actor):
    receive(store, toner, 10, 100)
    wrong = receive(store, toner, 5, 900)

    undone = services.reverse(wrong, reason="Mara mbili", actor=actor, now=MONDAY_MORNING)

    assert (undone.kind, undone.reverses_id) == (MovementKind.REVERSAL, wrong.id)
    assert held(store, toner) == (10, 1_000)
    for once_more in (wrong, undone):
        with pytest.raises(NotReversibleError):
            services.reverse(once_more, reason="x", actor=actor, now=MONDAY_MORNING)


def test_what_was_used_meanwhile_is_not_taken_back(store, toner, actor):
    wrong = receive(store, toner, 5)
    issue(store, toner, 1, actor=actor)

    with pytest.raises(NotEnoughStockError):
        services.reverse(wrong, reason="x", actor=actor, now=MONDAY_MORNING)


def test_after_any_movements_the_ledger_agrees_with_the_balance(store, council, actor):
    parts = [some_part(council.id) for _number in range(3)]
    stores = [store, some_store(council.id)]

    play(stores, parts, 150, actor=actor, chance=Random(7))  # noqa: S311  # it guards nothing

    assert disagreeing() == []


def test_five_of_eight_officers_get_the_last_five_parts(app, council, store, toner):
    receive(store, toner, 5)
    db.session.commit()
    ids = (council.id, store.id, toner.id)
    gate = threading.Barrier(8)
    outcomes: list[str] = []

    def take() -> None:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                with transaction():
                    _take_one(*ids)
                outcomes.append("got it")
            except NotEnoughStockError:
                outcomes.append("too late")

    officers = [threading.Thread(target=take) for _officer in range(8)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join(timeout=60)

    db.session.rollback()  # what was read before belongs to an older view of the data
    assert sorted(outcomes) == ["got it"] * 5 + ["too late"] * 3
    assert held(store, toner) == (0, 0)
    assert disagreeing() == []


def _take_one(council_id, store_id, part_id):
    store = db.session.get_one(Store, store_id)
    part = db.session.get_one(Part, part_id)
    issue(store, part, 1, actor=the_program(council_id))
