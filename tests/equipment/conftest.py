"""A council with an officer, a requester and a printer."""

import pytest

from helpdesk.accounts.queries import as_actor
from tests import factories
from tests.equipment import factories as made


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def requester(council_id):
    return factories.user(council_id=council_id, name="Mhasibu")


@pytest.fixture
def printer(council_id):
    return made.model(council_id, of=made.category(council_id, code="PR"), name="LaserJet M404")


@pytest.fixture
def asset(printer):
    return made.asset(of=printer, serial_number="VNC3K12345")


@pytest.fixture
def actor(officer):
    return as_actor(officer)
