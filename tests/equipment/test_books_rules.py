"""What the council owns in the books: one year's end is the next one's beginning."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.rules import (
    Amounts,
    Entry,
    Gap,
    Price,
    Reconciliation,
    Stay,
    book_value,
    depreciation,
    reconcile,
    score,
)

YEAR = FiscalYear(2025)
FIRST, LAST = YEAR.first_day, YEAR.last_day
LINES = (
    "opening",
    "additions",
    "transfers_in",
    "charge",
    "transfers_out",
    "disposals",
    "closing",
)


def price(began_on, *, cost="1200000", months=60, **given):
    return Price(
        cost=Decimal(cost), salvage=Decimal(0), life_months=months, began_on=began_on, **given
    )


def entry(bought_on, **given):
    return Entry(**{"price": price(bought_on), "entered_on": bought_on, **given})


def said(made):
    """Return the lines that are not empty, as numbers, cost and loss of value."""
    lines = {name: getattr(made, name) for name in LINES}
    return {
        name: (one.count, one.cost, one.accumulated)
        for name, one in lines.items()
        if one != Amounts()
    }


def year_of(*entries, here=None):
    made = reconcile(entries, FIRST, LAST, here)
    assert made.reckoned == made.closing
    return said(made)


@pytest.mark.parametrize(
    ("last_day_in_full", "accumulated", "worth"),
    [(31, "138888.89", "861111.11"), (15, "111111.11", "888888.89")],
)
def test_the_treasurers_day_decides_about_the_first_month(last_day_in_full, accumulated, worth):
    """K15b."""
    paid = price(date(2025, 2, 20), cost="1000000", months=36, last_day_in_full=last_day_in_full)

    lost = depreciation(paid, date(2025, 6, 30))

    assert lost is not None
    assert (lost.accumulated, lost.book_value) == (Decimal(accumulated), Decimal(worth))
    assert book_value(paid, date(2025, 6, 30)) == Decimal(worth)


def test_what_was_bought_before_opens_the_year_and_loses_a_twelfth_a_month():
    assert year_of(entry(date(2024, 7, 10))) == {
        "opening": (1, 1_200_000, 240_000),
        "charge": (0, 0, 240_000),
        "closing": (1, 1_200_000, 480_000),
    }


def test_what_is_bought_in_the_middle_of_the_year_is_added_at_its_cost():
    assert year_of(entry(date(2026, 1, 20))) == {
        "additions": (1, 1_200_000, 0),
        "charge": (0, 0, 120_000),
        "closing": (1, 1_200_000, 120_000),
    }


def test_what_leaves_in_the_middle_of_the_year_loses_value_until_then():
    left = entry(date(2024, 7, 10), left_on=date(2025, 12, 5))

    assert year_of(left) == {
        "opening": (1, 1_200_000, 240_000),
        "charge": (0, 0, 100_000),
        "disposals": (1, 1_200_000, 340_000),
    }
    assert said(reconcile([left], date(2026, 7, 1), date(2027, 6, 30))) == {}


def test_what_came_and_went_in_one_year_leaves_nothing_behind():
    assert year_of(entry(date(2025, 8, 1), left_on=date(2026, 2, 1))) == {
        "additions": (1, 1_200_000, 0),
        "charge": (0, 0, 120_000),
        "disposals": (1, 1_200_000, 120_000),
    }


def test_what_another_institution_was_given_is_a_transfer():
    handed_on = entry(date(2024, 7, 10), left_on=date(2025, 12, 5), is_handed_on=True)

    assert year_of(handed_on)["transfers_out"] == (1, 1_200_000, 340_000)


def test_the_day_on_which_a_device_leaves_belongs_to_the_year_in_which_it_lies():
    on_the_last = entry(date(2024, 7, 1), left_on=LAST)
    on_the_next = entry(date(2024, 7, 1), left_on=LAST + timedelta(days=1))

    assert "closing" not in year_of(on_the_last)
    assert "disposals" not in year_of(on_the_next)


def test_what_was_entered_late_stands_where_it_was_bought_and_is_pointed_out():
    late = entry(date(2024, 3, 1), registered_on=date(2025, 9, 9))

    made = reconcile([late], FIRST, LAST)

    assert made.opening == made.entered_late == Amounts(1, Decimal(1_200_000), Decimal(320_000))
    assert made.additions == Amounts()


def test_what_nobody_knows_the_price_or_the_age_of_counts_and_loses_nothing():
    unknown = Entry(
        price=Price(cost=None, salvage=Decimal(0), life_months=48, began_on=None),
        entered_on=date(2024, 1, 1),
    )
    undated = Entry(price=replace(price(None)), entered_on=date(2024, 1, 1))

    assert year_of(unknown)["closing"] == (1, 0, 0)
    assert year_of(undated)["closing"] == (1, 1_200_000, 0)


def test_a_device_that_moves_leaves_one_department_and_reaches_the_other():
    stays = (Stay(date(2024, 7, 10), 1, 1), Stay(date(2025, 10, 1), 2, 2))
    moved = entry(date(2024, 7, 10), stays=stays)

    assert year_of(moved, here=lambda stay: stay.department_id == 1) == {
        "opening": (1, 1_200_000, 240_000),
        "transfers_out": (1, 1_200_000, 240_000),
    }
    assert year_of(moved, here=lambda stay: stay.department_id == 2) == {
        "transfers_in": (1, 1_200_000, 240_000),
        "charge": (0, 0, 240_000),
        "closing": (1, 1_200_000, 480_000),
    }


def test_before_the_first_known_place_a_device_was_there_too():
    late = entry(date(2024, 7, 10), stays=(Stay(date(2025, 9, 1), 1, 1),))

    assert year_of(late, here=lambda stay: stay.department_id == 1)["opening"][0] == 1


days = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@st.composite
def entries(draw):
    bought_on, left_on = draw(days), draw(st.none() | days)
    cost = draw(st.decimals("0", "99999999.99", places=2))
    paid = price(draw(st.none() | days), cost=str(cost), months=draw(st.integers(1, 84)))
    moves = sorted(draw(st.lists(st.tuples(days, st.integers(1, 3)), max_size=4)))
    return Entry(
        price=paid,
        entered_on=min(bought_on, left_on) if left_on else bought_on,
        left_on=left_on,
        is_handed_on=draw(st.booleans()),
        stays=(Stay(date.min, 1, 1), *(Stay(day, place, place) for day, place in moves)),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=6), st.integers(2018, 2029))
def test_every_year_closes_and_the_next_begins_there(owned, first):
    """For the council, and for each department; the departments together are the council."""
    this, after = FiscalYear(first), FiscalYear(first + 1)

    def made(year, here=None) -> Reconciliation:
        return reconcile(owned, year.first_day, year.last_day, here)

    parts = [
        (made(this, here), made(after, here))
        for here in (None, *((lambda stay, at=at: stay.department_id == at) for at in (1, 2, 3)))
    ]
    for now, then in parts:
        assert now.reckoned == now.closing == then.opening
    (whole, _next), *departments = parts
    together = sum((now for now, _then in departments), start=Reconciliation())
    assert (together.opening, together.charge) == (whole.opening, whole.charge)
    assert (together.additions, together.disposals) == (whole.additions, whole.disposals)
    assert together.closing == whole.closing


def test_a_register_is_complete_only_when_nothing_is_missing():
    assert score({}, 0) is None
    assert score(dict.fromkeys(Gap, 0), 3) == 100
    assert score({Gap.CODE: 1}, 1000) == 99
    assert score(dict.fromkeys(Gap, 4), 4) == 0
