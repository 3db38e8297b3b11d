"""The measures of planned work, against the examples of the handbook."""

from decimal import Decimal

from helpdesk.maintenance import rules


def test_schedule_compliance_is_hours_done_of_hours_scheduled():
    assert rules.schedule_compliance(Decimal(34), Decimal(40)) == Decimal("85.0")
    assert rules.schedule_compliance(Decimal(0), Decimal(0)) is None


def test_backlog_is_weeks_of_what_can_be_done_in_one():
    found = rules.backlog_weeks(Decimal(92), Decimal(150), officers=2, share_percent=50)
    assert found is not None
    assert (found.ready, found.total) == (Decimal("2.30"), Decimal("3.75"))
    assert rules.backlog_weeks(Decimal(1), Decimal(1), officers=0, share_percent=50) is None


def test_planned_share_counts_preventive_and_planned_repairs():
    assert rules.planned_share(Decimal(60), Decimal(24), Decimal(56)) == Decimal("60.0")
    assert rules.planned_share(Decimal(0), Decimal(0), Decimal(0)) is None
