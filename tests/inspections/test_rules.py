"""When an answer is a fault, what an inspection comes to, and when the next one is due."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.checklists import rules as checklists
from helpdesk.checklists.rules import Outcome
from helpdesk.equipment.rules import Condition, Status
from helpdesk.inspections import rules


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(17, "fail"), (18, "pass"), (27, "pass"), (28, "fail"), (None, "not_done")],
)
def test_a_reading_on_the_limit_is_in_order_and_beyond_it_a_fault(value, outcome):
    value = None if value is None else Decimal(value)
    assert checklists.within(value, Decimal(18), Decimal(27)) == outcome


def test_a_limit_that_is_not_there_does_not_limit():
    assert checklists.within(Decimal(-5), None, Decimal(80)) is Outcome.PASS
    assert checklists.within(Decimal(10**6), None, None) is Outcome.PASS


def test_a_chosen_word_is_a_fault_where_the_checklist_says_so():
    assert checklists.chosen("Mbaya", checklists.words("Mbaya, Hakuna")) is Outcome.FAIL
    assert checklists.chosen("Nzuri", ["Mbaya"]) is Outcome.PASS
    assert checklists.chosen("", ["Mbaya"]) is Outcome.NOT_DONE


def test_the_score_weighs_what_was_judged_alone():
    judged = [(Outcome.PASS, 3), (Outcome.FAIL, 1)]
    assert rules.score([*judged, (Outcome.NOT_APPLICABLE, 9), (Outcome.NOT_DONE, 9)]) == 75
    assert rules.score([(Outcome.NOT_APPLICABLE, 1)]) is None


@pytest.mark.parametrize(
    ("reached", "condition"), [(100, "B"), (90, "B"), (89, "C"), (69, "D"), (39, "E"), (None, "C")]
)
def test_the_score_proposes_a_condition(reached, condition):
    assert rules.proposed(reached, Condition.FAIR) == condition


def test_only_what_is_new_and_whole_stays_new():
    assert rules.proposed(100, Condition.NEW) is Condition.NEW
    assert rules.proposed(99, Condition.NEW) is Condition.GOOD


def test_what_many_depend_on_is_inspected_more_often():
    today = date(2026, 3, 31)
    often = {one: rules.due_before(rules.MONTHS_BETWEEN[one], today) for one in (1, 3)}
    assert often == {1: date(2025, 12, 31), 3: date(2025, 3, 31)}
    assert rules.due_on(3, date(2025, 11, 30)) == date(2026, 2, 28)


@pytest.mark.parametrize("status", sorted(rules.NOT_INSPECTED))
def test_what_is_not_in_the_councils_hands_is_not_inspected(status):
    with pytest.raises(rules.NotInspectedError):
        rules.check_can_be_inspected(Status(status))
