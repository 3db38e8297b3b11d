"""A council with an officer, two members of staff and a printer in the store."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.rules import Status
from tests import factories
from tests.equipment import factories as made


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def actor(officer):
    return as_actor(officer)


@pytest.fixture
def neema(council_id):
    return factories.user(council_id=council_id, name="Neema Mushi", job_title="Mhasibu")


@pytest.fixture
def juma(council_id):
    return factories.user(council_id=council_id, name="Juma Mwakyusa")


@pytest.fixture
def printer(council_id):
    of = made.category(council_id, code="PR")
    return made.asset(of=made.model(council_id, of=of), status=Status.IN_STORE)
