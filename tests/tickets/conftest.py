"""Who most tests of tickets are about."""

import pytest

from helpdesk.accounts.models import User
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.tickets.factories import ticket as opened


@pytest.fixture
def officer(app) -> User:
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def second(officer: User) -> User:
    return factories.user("technician", council_id=officer.council_id, name="Afisa wa pili")


@pytest.fixture
def requester(officer: User) -> User:
    return factories.user(council_id=officer.council_id, name="Mhasibu")


@pytest.fixture
def ticket(requester: User) -> Ticket:
    return opened(requester=requester)
