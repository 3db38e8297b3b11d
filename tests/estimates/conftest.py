"""A council with everybody who writes and decides on estimates."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from helpdesk.accounts import services as accounts
from helpdesk.estimates import services
from helpdesk.infra.access import Role
from tests import factories
from tests.factories import MONDAY_MORNING


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY_MORNING, tick=False) as travelled:
        yield travelled


@pytest.fixture
def offices(app):
    """One person for each office, and the officer who writes."""
    council_id = factories.council().id
    people = {"council_id": council_id}
    services.add_usual_rates(actor=factories.program(council_id))
    services.add_usual_funds(actor=factories.program(council_id))
    return SimpleNamespace(
        council_id=council_id,
        officer=factories.user("technician", name="Afisa TEHAMA", **people),
        head=factories.user("head", name="Mkuu wa TEHAMA", **people),
        director=factories.user("manager", name="Mkurugenzi", **people),
        treasurer=leader("FED", "Mhazina", council_id),
        buyer=leader("UNU", "Mkuu wa Ununuzi", council_id),
    )


def leader(code, name, council_id):
    """Somebody who manages one department alone."""
    department = factories.department(council_id, code=code)
    person = factories.user("requester", council_id=council_id, name=name)
    accounts.grant(
        person,
        Role.MANAGER,
        starts_on=date(2022, 7, 1),
        department_id=department.id,
        actor=factories.program(council_id),
    )
    return person
