"""When somebody is told of what is due, worked out without a database."""

from datetime import date, timedelta

import pytest

from helpdesk.reminders import rules
from helpdesk.reminders.rules import Call, Rhythm

DUE = date(2026, 3, 16)
RHYTHM = Rhythm((7, 0, -7), escalate_after=14)


@pytest.mark.parametrize(
    ("days", "step"), [(-8, None), (-7, 7), (-1, 7), (0, 0), (6, 0), (7, -7), (300, -7)]
)
def test_of_the_steps_that_have_come_only_the_last_is_told(days, step):
    assert rules.reached(RHYTHM.steps, DUE, DUE + timedelta(days=days)) == step


def test_the_head_hears_of_what_is_late_besides_whoever_does_it():
    later = DUE + timedelta(days=14)
    found = rules.calls(RHYTHM, DUE, later, people=[1, 2], heads=[2, 3])
    assert found == [
        Call(1, f"-7/{DUE}"),
        Call(2, f"-7/{DUE}"),
        Call(3, f"head/{DUE}", for_head=True),
    ]
    before = rules.calls(RHYTHM, DUE, later - timedelta(days=1), people=[1], heads=[3])
    assert [one.user_id for one in before] == [1]


def test_what_is_off_tells_nobody():
    off = Rhythm((0,), 0, is_active=False)
    assert rules.calls(off, DUE, DUE, people=[1], heads=[2]) == []


def test_a_snoozed_reminder_comes_once_more_and_a_muted_one_never():
    call = Call(1, "0/x")
    assert rules.after_snooze(call, None, is_muted=False, today=DUE) == call
    assert rules.after_snooze(call, None, is_muted=True, today=DUE) is None
    tomorrow = DUE + timedelta(days=1)
    assert rules.after_snooze(call, tomorrow, is_muted=False, today=DUE) is None
    again = rules.after_snooze(call, tomorrow, is_muted=False, today=tomorrow)
    assert again == Call(1, f"0/x/{tomorrow}")


def test_steps_are_read_as_people_write_them():
    assert rules.read_steps("0, 7,\N{MINUS SIGN}3 ,7") == (7, 0, -3)


@pytest.mark.parametrize("text", ["", "7;0", "a", "91", "1,2,3,4,5,6,7", "1.5"])
def test_what_are_no_days_is_refused(text):
    with pytest.raises(rules.BadStepsError):
        rules.read_steps(text)
