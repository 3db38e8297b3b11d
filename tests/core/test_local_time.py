from datetime import UTC, date, datetime

from helpdesk.core.local_time import local_date, start_of


def test_the_day_begins_three_hours_before_that_of_greenwich():
    assert local_date(datetime(2026, 6, 30, 20, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert local_date(datetime(2026, 6, 30, 21, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 21, tzinfo=UTC)
