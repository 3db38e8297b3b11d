from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.stock.rules import (
    Balance,
    BrokenPieceError,
    Lot,
    NotEnoughStockError,
    QuantityNotPositiveError,
    StockState,
    Vat,
    check_whole,
    expired,
    mean,
    months_of_cover,
    price_before_vat,
    price_with_vat,
    reorder_point,
    safety_stock,
    state,
    to_order,
)


def d(text):
    return Decimal(text)


@pytest.mark.parametrize(
    ("moves", "issued", "left"),
    [
        pytest.param(
            ["+10@45000", "+5@52000", "-4", "+6@60000", "-7"],
            ["189333.33", "362627.45"],
            Balance(d(10), d("518039.22")),
            id="K16c",
        ),
        pytest.param(
            ["+3@10000", "-1", "+1@10001", "-3"],
            ["10000.00", "30001.00"],
            Balance(d(0), d(0)),
            id="K16d",
        ),
        pytest.param(
            ["+305.5@1000", "-0.125"], ["125.00"], Balance(d("305.375"), d(305375)), id="metres"
        ),
        pytest.param(["+3@0", "-2"], ["0"], Balance(d(1), d(0)), id="free of charge"),
    ],
)
def test_what_leaves_the_store_takes_its_share_of_the_value(moves, issued, left):
    balance = Balance()
    taken: list[Decimal] = []
    for move in moves:
        if move.startswith("+"):
            quantity, price = move[1:].split("@")
            balance = balance.receive(d(quantity), d(price))
        else:
            issue = balance.issue(d(move[1:]))
            balance, taken = issue.left, [*taken, issue.value]

    assert taken == [d(value) for value in issued]
    assert balance == left


def test_more_than_there_is_cannot_leave_the_store():
    with pytest.raises(NotEnoughStockError) as refused:
        Balance(d("2.5"), d(5000)).issue(d("2.501"))

    assert (refused.value.wanted, refused.value.left) == (d("2.501"), d("2.5"))


@pytest.mark.parametrize("quantity", ["0", "-1"])
@pytest.mark.parametrize("move", ["receive", "issue", "take_back"])
def test_what_moves_is_more_than_nothing(move, quantity):
    balance, wrong = Balance(d(5), d(5000)), d(quantity)
    acts = {
        "receive": lambda: balance.receive(wrong, d(1)),
        "issue": lambda: balance.issue(wrong),
        "take_back": lambda: balance.take_back(wrong, value=d(1)),
    }
    with pytest.raises(QuantityNotPositiveError):
        acts[move]()


def test_what_comes_back_brings_back_its_value():
    before = Balance(d(3), d("10000.00"))
    issue = before.issue(d(1))

    assert issue.left.take_back(issue.quantity, value=issue.value) == before


def test_the_cost_of_one_is_shown_to_the_cent():
    assert Balance(d(3), d("10000")).unit_cost == d("3333.33")
    assert Balance(d(3), d("10000")).issue(d(3)).unit_cost == d("3333.33")
    assert Balance().unit_cost == 0


receipts = st.tuples(st.integers(1, 10**6), st.integers(0, 10**9)).map(
    lambda drawn: (Decimal(drawn[0]) / 1000, Decimal(drawn[1]) / 100)
)


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(receipts, min_size=1, max_size=8), st.lists(st.integers(1, 999), max_size=8))
def test_not_a_cent_is_lost_between_what_came_and_what_went(received, shares):
    balance = Balance()
    for quantity, price in received:
        balance = balance.receive(quantity, price)
    value, gone = balance.value, Decimal(0)
    for share in shares:
        quantity = (balance.quantity * share / 1000).quantize(Decimal("0.001"))
        if quantity:
            issue = balance.issue(quantity)
            balance, gone = issue.left, gone + issue.value
            assert balance.value >= 0
    if balance.quantity:
        gone += balance.issue(balance.quantity).value

    assert gone == value


@pytest.mark.parametrize(
    ("before", "counted", "after"),
    [
        (Balance(d(10), d(450_000)), d(8), Balance(d(8), d(360_000))),
        (Balance(d(10), d(450_000)), d(12), Balance(d(12), d(540_000))),
        (Balance(d(3), d(100)), d(0), Balance(d(0), d(0))),
        (Balance(d(3), d(100)), d(3), Balance(d(3), d(100))),
        (Balance(), d(2), Balance(d(2), d(90_000))),
    ],
)
def test_a_count_puts_right_what_there_is_at_the_average(before, counted, after):
    assert before.counted(counted, price=d(45_000)) == after


def test_nobody_counts_less_than_nothing():
    with pytest.raises(NotEnoughStockError):
        Balance(d(1), d(1)).counted(d(-1))


@pytest.mark.parametrize(
    ("held", "point", "expected"),
    [
        ("0", "0", StockState.OUT),
        ("0", "5", StockState.OUT),
        ("0.001", "0.001", StockState.LOW),
        ("5", "5", StockState.LOW),
        ("5.001", "5", StockState.ENOUGH),
        ("1", "0", StockState.ENOUGH),
    ],
)
def test_a_part_is_low_from_its_reorder_point_on(held, point, expected):
    assert state(d(held), d(held), d(point)) is expected


@pytest.mark.parametrize("unit", ["pcs", "Kipande", "PCS.", "vipande", "seti (rangi 4)"])
def test_what_is_counted_in_pieces_is_whole(unit):
    check_whole(d(2), unit)
    with pytest.raises(BrokenPieceError):
        check_whole(d("0.5"), unit)


@pytest.mark.parametrize("unit", ["mita", "m", "lita", "boksi", "rimu", ""])
def test_what_is_measured_or_taken_out_of_a_pack_may_be_a_part(unit):
    check_whole(d("0.5"), unit)


def test_a_price_carries_its_tax_only_where_the_paper_left_it_out():
    on, price = date(2026, 8, 3), Decimal(100_000)

    assert price_with_vat(price, Vat.ADDED, on) == 118_000
    assert price_with_vat(price, Vat.INCLUDED, on) == price_with_vat(price, Vat.NONE, on) == price


@pytest.mark.parametrize(("held", "gone"), [(0, 0), (3, 0), (4, 1), (8, 5), (9, 5)])
def test_the_oldest_goods_leave_first_so_only_what_is_left_of_them_has_expired(held, gone):
    today = date(2026, 8, 3)
    lots = [Lot(Decimal(3), today), Lot(Decimal(5), date(2026, 8, 2)), Lot(Decimal(2), None)]

    assert expired(Decimal(held), lots, today) == gone


def test_a_mistaken_receipt_leaves_at_its_own_price():
    held = Balance(Decimal(10), Decimal(100)).receive(Decimal(5), Decimal(40))

    assert held.undo(Decimal(5), value=Decimal(200)) == Balance(Decimal(10), Decimal(100))
    assert Balance(Decimal(5), Decimal(90)).undo(Decimal(5), value=Decimal(200)) == Balance()
    assert Balance(Decimal(6), Decimal(90)).undo(Decimal(5), value=Decimal(200)).value == 0
    with pytest.raises(NotEnoughStockError):
        held.undo(Decimal(16), value=Decimal(1))


USE = [Decimal(used) for used in (3, 2, 4, 3, 5, 2, 3, 4, 3, 2, 4, 1)]


def test_the_reorder_point_covers_the_use_until_goods_come_and_a_bad_month():
    assert mean(USE) == 3
    assert (safety_stock(USE, Decimal(2)), reorder_point(USE, Decimal(2))) == (3, 9)
    assert reorder_point([Decimal(0)] * 12, Decimal(2)) == 0


def test_cover_is_told_in_months_and_not_at_all_where_nothing_is_used():
    assert months_of_cover(Decimal(7), USE) == Decimal("2.3")
    assert months_of_cover(Decimal(7), [Decimal(0)] * 12) is None


@pytest.mark.parametrize(
    ("held", "point", "use", "order"),
    [(9, 9, 3, 9), (10, 9, 3, 0), (0, 0, 0, 0), (2, 2, 0, 1), (0, 2, "0.4", 4)],
)
def test_an_order_lifts_a_part_above_its_point_for_three_months(held, point, use, order):
    assert to_order(Decimal(held), Decimal(point), Decimal(use)) == order


@pytest.mark.parametrize(
    ("vat", "with_it", "without"),
    [
        (Vat.INCLUDED, "118000", "100000"),
        (Vat.ADDED, "139240", "118000"),
        (Vat.NONE, "118000", "118000"),
    ],
)
def test_a_price_is_known_with_its_tax_and_without(vat, with_it, without):
    price, day = Decimal(118_000), date(2026, 1, 5)

    assert price_with_vat(price, vat, day) == Decimal(with_it)
    assert price_before_vat(price, vat, day) == Decimal(without)
