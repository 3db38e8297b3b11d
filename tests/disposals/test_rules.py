"""Which devices a board may survey, what they are worth, and who may decide."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from helpdesk.disposals import rules
from helpdesk.disposals.rules import BoardFault, Decision, Member, MemberRole
from helpdesk.equipment.rules import Price, Status, book_value

CHAIR = Member("Asha", "Mhandisi", MemberRole.CHAIR)
OTHERS = (
    Member("Juma", "Fundi", MemberRole.SECRETARY),
    Member("Neema", "Mhasibu", MemberRole.MEMBER),
)
DAY = date(2025, 6, 30)


def price(**given) -> Price:
    usual: dict[str, Any] = {"cost": Decimal(1_000_000), "salvage": Decimal(0), "life_months": 36}
    return Price(**{**usual, "began_on": date(2025, 2, 20), **given})


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ((CHAIR, OTHERS[0]), BoardFault.TOO_FEW),
        ((CHAIR, *OTHERS, Member("ASHA ", "X", MemberRole.MEMBER)), BoardFault.TWICE),
        ((CHAIR, Member("X", "X", MemberRole.CHAIR), *OTHERS), BoardFault.NO_CHAIR),
    ],
)
def test_a_board_has_three_different_members_and_one_chairperson(members, fault):
    rules.check_board((CHAIR, *OTHERS))
    with pytest.raises(rules.BoardError) as refused:
        rules.check_board(members)
    assert refused.value.fault is fault


def test_the_book_value_of_the_day_is_that_of_the_treasury():
    assert book_value(price(), DAY) == Decimal("861111.11")
    assert book_value(price(cost=None), DAY) is None
    assert book_value(price(began_on=None), DAY) is None
    assert book_value(price(began_on=date(2010, 1, 1), salvage=Decimal(9)), DAY) == 9


@pytest.mark.parametrize("status", Status)
def test_only_what_is_unwanted_or_past_its_life_is_surveyed(status):
    old, young = price(began_on=date(2020, 1, 1)), price()
    if status in rules.UNWANTED:
        rules.check_for_survey(status, young, DAY)
        return
    with pytest.raises(rules.NotForSurveyError):
        rules.check_for_survey(status, young, DAY)
    if status in rules.OUTLIVED:
        rules.check_for_survey(status, old, DAY)
    else:
        with pytest.raises(rules.NotForSurveyError):
            rules.check_for_survey(status, old, DAY)


def test_neither_the_maker_nor_a_member_decides():
    rules.check_independent("Mkuu", members=["Asha", "Juma"], made_it=False)
    with pytest.raises(rules.ConcernedError):
        rules.check_independent("Mkuu", members=[], made_it=True)
    with pytest.raises(rules.ConcernedError):
        rules.check_independent("asha ", members=["Asha"], made_it=False)


def test_what_is_approved_leaves_and_what_is_refused_stays():
    assert rules.status_after(Decision.APPROVED) is Status.DISPOSAL_APPROVED
    assert rules.status_after(Decision.REFUSED) is Status.IN_STORE
