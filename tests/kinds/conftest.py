"""A Monday morning in a council with an asker, an officer, a head and a director."""

import pytest
from time_machine import travel

from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import people


@pytest.fixture(autouse=True)
def monday():
    with travel(MONDAY_MORNING, tick=False):
        yield


@pytest.fixture
def somebody(app):
    return people()


@pytest.fixture
def neema(app):
    return factories.user(name="Neema Mushi")


@pytest.fixture
def officer(neema):
    return factories.user("technician", council_id=neema.council_id, name="Baraka Sanga")


@pytest.fixture
def head(neema):
    return factories.user("head", council_id=neema.council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def director(neema):
    return factories.user("manager", council_id=neema.council_id, name="Mkurugenzi")
