from datetime import timedelta

import pytest

from helpdesk.outbox.rules import MOST_TRIES, is_given_up, wait_after


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 2), (2, 8), (3, 32), (4, 128), (5, 360), (6, 360), (50, 360)]
)
def test_each_wait_is_longer_than_the_last_but_never_beyond_six_hours(tries, minutes):
    assert wait_after(tries) == timedelta(minutes=minutes)


def test_a_message_has_most_of_a_day_before_it_is_given_up():
    waited = sum((wait_after(tries) for tries in range(1, MOST_TRIES)), timedelta())

    assert timedelta(hours=20) < waited < timedelta(hours=24)
    assert not is_given_up(MOST_TRIES - 1)
    assert is_given_up(MOST_TRIES)
