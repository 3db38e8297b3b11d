"""How working hours of a day are written down."""

from datetime import time

import pytest

from helpdesk.org.rules import (
    ClosedBeforeOpenError,
    HoursError,
    OverlappingHoursError,
    UnreadableHoursError,
    said,
    windows_in,
)

MORNING = (time(7, 30), time(12, 30))
AFTERNOON = (time(13, 30), time(15, 30))


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("  ", ()),
        ("07:30–12:30", (MORNING,)),
        ("7:30-12:30", (MORNING,)),
        ("7.30 — 12.30,", (MORNING,)),
        ("07:30–12:30, 13:30–15:30", (MORNING, AFTERNOON)),
        ("13:30-15:30;07:30-12:30", (MORNING, AFTERNOON)),
        ("0:00-23:59", ((time(0), time(23, 59)),)),
    ],
)
def test_hours_are_read_as_people_write_them(text, windows):
    assert windows_in(text) == windows


@pytest.mark.parametrize(
    ("text", "error", "named"),
    [
        ("07:30", UnreadableHoursError, ""),
        ("saa moja na nusu", UnreadableHoursError, ""),
        ("07:30–24:00", UnreadableHoursError, ""),
        ("07:60–12:30", UnreadableHoursError, ""),
        ("\u0660\u0667:30–12:30", UnreadableHoursError, ""),
        ("07:30–12:30 13:30–15:30", UnreadableHoursError, ""),
        ("12:30–07:30", ClosedBeforeOpenError, "12:30–07:30"),
        ("07:30–07:30", ClosedBeforeOpenError, "07:30–07:30"),
        ("07:30–12:30, 12:00–15:30", OverlappingHoursError, "07:30–12:30, 12:00–15:30"),
        ("07:30–12:30, 12:30–15:30", OverlappingHoursError, "07:30–12:30, 12:30–15:30"),
        ("07:30–15:30, 08:00–09:00", OverlappingHoursError, "07:30–15:30, 08:00–09:00"),
        ("07:30–12:30, 07:30–12:30", OverlappingHoursError, "07:30–12:30, 07:30–12:30"),
    ],
)
def test_hours_that_cannot_be_are_named(text, error, named):
    with pytest.raises(HoursError) as refused:
        windows_in(text)

    assert type(refused.value) is error
    assert str(refused.value) == named


def test_hours_are_written_as_they_are_read():
    assert said((MORNING, AFTERNOON)) == "07:30–12:30, 13:30–15:30"
    assert windows_in(said((MORNING, AFTERNOON))) == (MORNING, AFTERNOON)
    assert said(()) == ""
