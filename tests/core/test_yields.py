"""How far toner goes, from one counter to the next."""

from decimal import Decimal

import pytest

from helpdesk.core.yields import Filling, yield_of

COST = Decimal(285_000)


def fillings(*counters: int) -> list[Filling]:
    return [Filling(one, COST) for one in counters]


@pytest.mark.parametrize("counters", [(), (12_000,)])
def test_without_two_counters_nothing_is_known(counters):
    one = yield_of(fillings(*counters))
    assert (one.number, one.mean, one.last, one.per_page) == (0, None, None, None)


def test_pages_are_the_differences_and_the_last_one_still_prints():
    one = yield_of(fillings(10_000, 12_600, 15_400))
    assert (one.number, one.pages, one.mean, one.last) == (2, 5_400, 2_700, 2_800)
    assert one.per_page == Decimal("105.56")


def test_two_that_were_put_in_at_one_counter_say_nothing_of_each_other():
    one = yield_of(fillings(10_000, 10_000, 13_000))
    assert (one.number, one.pages) == (1, 3_000)
