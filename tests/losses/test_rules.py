"""What may be lost, and what may come of it."""

from datetime import date

import pytest

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment.rules import TRANSITIONS, Status, next_by_hand
from helpdesk.losses import rules
from helpdesk.losses.rules import Kind, State


@pytest.mark.parametrize("status", Status)
def test_only_what_the_table_lets_be_lost_is_reported(status):
    if Status.LOST_STOLEN in TRANSITIONS[status]:
        rules.check_losable(status, has_report=False)
        return
    with pytest.raises(rules.NotLosableError):
        rules.check_losable(status, has_report=True)


def test_what_is_lost_of_old_is_told_of_once():
    rules.check_losable(Status.LOST_STOLEN, has_report=False)
    with pytest.raises(rules.NotLosableError):
        rules.check_losable(Status.LOST_STOLEN, has_report=True)


@pytest.mark.parametrize("status", Status)
def test_by_hand_nothing_is_lost_and_nothing_lost_comes_back(status):
    assert Status.LOST_STOLEN not in next_by_hand(status)
    assert next_by_hand(Status.LOST_STOLEN) == []


def test_what_was_stolen_has_a_number_at_the_police():
    rules.check_police(Kind.LOST, "")
    rules.check_police(Kind.STOLEN, "RB/1")
    with pytest.raises(rules.NoPoliceReferenceError):
        rules.check_police(Kind.STOLEN, "")


def test_nothing_is_found_before_it_was_lost():
    rules.check_found(date(2026, 3, 1), date(2026, 3, 1))
    with pytest.raises(rules.BeforeLossError):
        rules.check_found(date(2026, 3, 2), date(2026, 3, 1))


def test_neither_the_proposer_nor_the_holder_decides():
    rules.check_independent("Mkuu", holder="", proposed_it=False)
    with pytest.raises(rules.ConcernedError):
        rules.check_independent("Mkuu", holder="", proposed_it=True)
    with pytest.raises(rules.ConcernedError):
        rules.check_independent("mkuu ", holder="Mkuu", proposed_it=False)


@pytest.mark.parametrize(
    ("state", "wanted"),
    [(one, other) for one in State for other in State if other not in rules.STEPS[one]],
)
def test_no_step_is_left_out_or_done_twice(state, wanted):
    with pytest.raises(IllegalTransitionError):
        rules.check_step(state, wanted)
