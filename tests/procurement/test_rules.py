"""Who may inspect, and how pieces are counted."""

from dataclasses import replace
from datetime import date

import pytest

from helpdesk.procurement.rules import (
    CommitteeError,
    CommitteeFault,
    Counted,
    Decision,
    MemberRole,
    check_committee,
    fits,
    serials_in,
    warranty_starts_on,
)
from tests.procurement.factories import MEMBERS

CHAIR, SKILLED, OTHER = MEMBERS


def test_three_of_whom_one_knows_ict_may_inspect():
    check_committee(MEMBERS, concerned=["Bwana Mnunuzi"])


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ((CHAIR, SKILLED), CommitteeFault.TOO_FEW),
        ((CHAIR, SKILLED, OTHER, replace(OTHER, name="neema  SANGA")), CommitteeFault.TWICE),
        ((replace(CHAIR, role=MemberRole.MEMBER), SKILLED, OTHER), CommitteeFault.NO_CHAIR),
        ((CHAIR, replace(SKILLED, is_skilled=False), OTHER), CommitteeFault.NOBODY_SKILLED),
        ((CHAIR, SKILLED, replace(OTHER, name="bwana mnunuzi")), CommitteeFault.CONCERNED),
    ],
)
def test_any_other_committee_may_not(members, fault):
    with pytest.raises(CommitteeError) as refused:
        check_committee(members, concerned=["Bwana Mnunuzi", ""])
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("decision", "accepted", "rejected", "agrees"),
    [
        (Decision.ACCEPT, 4, 0, True),
        (Decision.WITH_CONDITIONS, 3, 1, True),
        (Decision.REJECT, 0, 4, True),
        (Decision.ACCEPT, 3, 0, False),
        (Decision.ACCEPT, 4, 1, False),
        (Decision.REJECT, 1, 3, False),
        (Decision.ACCEPT, 0, 4, False),
    ],
)
def test_all_that_came_is_counted_and_the_decision_agrees(decision, accepted, rejected, agrees):
    assert fits(decision, Counted(accepted, rejected), delivered=4) is agrees


def test_a_pasted_list_has_one_serial_number_a_line_or_between_commas():
    assert serials_in(" A1\r\nB2, C3;\n\n") == ["A1", "B2", "C3"]


def test_a_warranty_runs_from_the_later_of_acceptance_and_delivery():
    early, late = date(2026, 2, 1), date(2026, 3, 1)
    assert warranty_starts_on(late, early) == late == warranty_starts_on(early, late)
