"""A council with the national holidays, an officer and a server."""

from datetime import date

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.rules import Status
from helpdesk.maintenance.services import Scope
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import keep_holidays


@pytest.fixture
def council_id(app):
    council_id = factories.council(code="MBR").id
    keep_holidays(council_id)
    return council_id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def actor(officer):
    return as_actor(officer)


@pytest.fixture
def server(council_id):
    of = made.category(council_id, code="SRV")
    return made.asset(
        of=made.model(council_id, of=of), status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1)
    )


@pytest.fixture
def scope(server):
    return Scope(category_id=server.category_id)
