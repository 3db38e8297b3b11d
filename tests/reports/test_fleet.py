"""Devices in service are counted where they were at the end of each month."""

from datetime import UTC, date, datetime

import pytest

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import AssetStatusChange, Movement
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from helpdesk.reports.queries import fleets
from tests import factories
from tests.equipment.factories import asset

QUARTER = Period.parse("2025-26-Q1")
LATER = datetime(2026, 1, 1, tzinfo=UTC)
AUGUST, BEFORE = datetime(2025, 8, 10, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def council_id(app):
    return factories.council().id


def device(council_id, **given):
    one = asset(council_id, status=Status.IN_SERVICE, in_service_on=date(2024, 1, 1), **given)
    one.registered_at = BEFORE
    return one


def counted(council_id, now=LATER):
    found = fleets(factories.program(council_id), QUARTER, now=now)
    return [month.total() for month in found]


def test_what_was_retired_counts_until_then_and_a_new_one_from_its_day_on(council_id):
    device(council_id)
    gone, new = device(council_id), device(council_id)
    gone.status, new.registered_at = Status.UNSERVICEABLE, datetime(2025, 9, 1, tzinfo=UTC)
    db.session.add(
        AssetStatusChange(
            asset_id=gone.id,
            at=AUGUST,
            from_status=Status.IN_SERVICE,
            to_status=Status.UNSERVICEABLE,
            reason="",
            by_name="",
        )
    )
    db.session.commit()
    assert counted(council_id) == [2, 1, 2]
    assert counted(council_id, now=AUGUST) == [2, 2]
    assert counted(council_id, now=BEFORE) == []


def test_a_device_counts_in_the_department_in_which_it_was(council_id):
    one, other = device(council_id), factories.department(council_id)
    first = one.department_id
    for department_id, at in ((first, BEFORE), (other.id, AUGUST)):
        db.session.add(
            Movement(
                asset_id=one.id,
                at=at,
                location_id=one.location_id,
                department_id=department_id,
                reason="",
                by_name="",
            )
        )
    one.department_id = other.id
    db.session.commit()
    found = fleets(factories.program(council_id), QUARTER, now=LATER)
    assert [[*month] for month in found] == [[first], [other.id], [other.id]]
