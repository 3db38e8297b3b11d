"""What may be done with a device in which state."""

import pytest

from helpdesk.custody import rules
from helpdesk.custody.rules import Kind, State
from helpdesk.equipment.rules import TRANSITIONS, Status


def test_what_is_out_first_comes_back():
    for status in Status:
        assert rules.possible(State(status, has_holder=True, is_out=True)) == [Kind.RETURN]


def test_what_is_broken_lost_or_gone_is_handed_to_nobody():
    for status in (Status.UNSERVICEABLE, Status.LOST_STOLEN, Status.SURVEY, Status.DISPOSED):
        assert rules.possible(State(status, has_holder=False)) == []


def test_what_is_in_store_is_handed_over_lent_or_repaired():
    kinds = rules.possible(State(Status.IN_STORE, has_holder=False))

    assert kinds == [Kind.ISSUE, Kind.LOAN, Kind.REPAIR_BENCH]


def test_what_somebody_holds_is_transferred_and_not_issued_again():
    kinds = rules.possible(State(Status.IN_SERVICE, has_holder=True))

    assert kinds == [Kind.TRANSFER, Kind.RETURN, Kind.LOAN, Kind.REPAIR_BENCH]


@pytest.mark.parametrize("has_holder", [True, False])
def test_whatever_is_possible_leads_to_a_state_that_may_follow(has_holder):
    for status in Status:
        for kind in rules.possible(State(status, has_holder)):
            after = rules.status_after(kind, status, has_holder=has_holder)
            assert after is status or after in TRANSITIONS[status]


def test_one_holder_signs_for_what_is_given_back():
    assert rules.one_giver(Kind.RETURN, [7, 7]) == 7
    assert rules.one_giver(Kind.ISSUE, [7, None]) is None
    with pytest.raises(rules.MoreThanOneHolderError):
        rules.one_giver(Kind.RETURN, [7, 8])
