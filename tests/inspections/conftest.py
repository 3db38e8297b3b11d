"""A council with an officer, a printer and the checklist that is in use for printers."""

import pytest

from helpdesk.accounts.queries import as_actor
from tests import factories
from tests.equipment import factories as made
from tests.inspections.factories import checklist


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
def template(council_id):
    return checklist(council_id)


@pytest.fixture
def printer(council_id):
    of = made.category(council_id, code="PR")
    return made.asset(of=made.model(council_id, of=of))
