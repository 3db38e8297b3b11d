"""People, a repaired device, its tests and a workshop."""

from datetime import UTC, datetime

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.checklists.rules import Purpose
from helpdesk.infra.access import the_program
from helpdesk.vendors.services import Details, add
from helpdesk.workorders.services import Act
from tests import factories
from tests.equipment import factories as devices
from tests.inspections.factories import checklist
from tests.workorders.factories import repair

NOW = datetime.now(UTC)


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def head(officer):
    return factories.user("head", council_id=officer.council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def user(officer):
    return factories.user(council_id=officer.council_id, name="Mhasibu")


@pytest.fixture
def printer(officer, user):
    kind = devices.category(officer.council_id, code="PR")
    at = devices.whereabouts(officer.council_id, custodian=user)
    return devices.asset(of=devices.model(officer.council_id, of=kind), at=at)


@pytest.fixture
def workshop(officer):
    who = Details(name="Fundi Mbeya", is_workshop=True)
    return add(who, actor=the_program(officer.council_id))


@pytest.fixture
def template(officer):
    return checklist(officer.council_id, code="jaribio", purpose=Purpose.AFTER_REPAIR)


@pytest.fixture
def finished(officer, printer):
    return repair(printer, officer=officer, now=NOW)


def act_of(person, now=NOW):
    return Act(technician=person, actor=as_actor(person), now=now)


def words(page, selector="main"):
    return " ".join(page.select_one(selector).text.split())
