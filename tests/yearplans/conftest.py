"""A council whose server is looked after every month and whose school has a UPS."""

from datetime import date

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from helpdesk.maintenance.services import Scope
from helpdesk.org.models import Location
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import keep_holidays, plan

JULY = date(2025, 7, 1)


@pytest.fixture
def council_id(app):
    council_id = factories.council(code="MBR").id
    keep_holidays(council_id)
    return council_id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def director(council_id):
    return factories.user("manager", council_id=council_id, name="Mkurugenzi Mtendaji")


@pytest.fixture
def actor(officer):
    return as_actor(officer)


def device(council_id, code, serial, **given):
    of = made.model(council_id, of=made.category(council_id, code=code))
    return made.asset(of=of, serial_number=serial, status=Status.IN_SERVICE, **given)


@pytest.fixture
def servers(council_id, officer):
    """Monthly from July, 60 minutes; one device of old and one that came in October."""
    old = device(council_id, "SRV", "S-1", in_service_on=date(2024, 1, 1))
    made.asset(
        of=old.model,
        serial_number="S-2",
        status=Status.IN_SERVICE,
        in_service_on=date(2025, 10, 15),
    )
    rule = Rule(JULY, 1, Unit.MONTH)
    return plan(officer, rule, scope=Scope(category_id=old.category_id), starts_on=JULY)


@pytest.fixture
def school(council_id, officer):
    """A quarterly plan for the UPS of a school 40 km away."""
    ups = device(council_id, "UPS", "U-1", in_service_on=date(2024, 1, 1))
    site = ups.location
    while site.parent_id:
        site = db.session.get_one(Location, site.parent_id)
    site.distance_km = 40
    rule = Rule(JULY, 3, Unit.MONTH)
    return plan(officer, rule, scope=Scope(category_id=ups.category_id), starts_on=JULY)
