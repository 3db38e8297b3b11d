"""Keeping the register of systems."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.audit.models import AuditEntry
from helpdesk.infra.db import db
from helpdesk.systems import queries, services
from helpdesk.systems.queries import Filters
from helpdesk.systems.rules import AcronymTakenError, State
from helpdesk.systems.services import Details
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.systems.factories import system as some_system


@pytest.fixture
def officer(app):
    return as_actor(factories.user("technician"))


@pytest.fixture
def finance(officer):
    return factories.department(officer.council_id, name_sw="Fedha")


def found(actor, **filters):
    return {one.acronym for one in db.session.scalars(queries.matching(actor, Filters(**filters)))}


def test_a_system_is_found_by_its_names_its_owner_and_what_it_is_for(officer):
    some_system(
        officer.council_id,
        acronym="MUSE",
        full_name="Mfumo wa Ulipaji Serikalini",
        owner="Wizara ya Fedha",
        purpose_en="Payments and accounting",
    )
    some_system(officer.council_id)

    for text in ("muse", "ulipaji", "wizara fedha", "PAYMENT", "system muse"):
        assert found(officer, text=text) == {"MUSE"}, text
    assert found(officer, text="% muse") == set()


def test_a_department_finds_its_own_systems_and_those_of_all(officer, finance):
    services.add_use(
        some_system(officer.council_id, acronym="MUSE"), finance, champion=None, actor=officer
    )
    some_system(officer.council_id, acronym="ESS", is_for_all=True)
    some_system(officer.council_id, acronym="GoTHoMIS")

    assert found(officer, department_id=finance.id) == {"MUSE", "ESS"}


def test_what_is_retired_is_shown_when_asked_for(officer):
    services.retire(some_system(officer.council_id, acronym="LGRCIS"), actor=officer)
    some_system(officer.council_id, acronym="TAUSI")

    assert found(officer) == {"TAUSI"}
    assert found(officer, state=State.RETIRED) == {"LGRCIS"}
    assert found(officer, state=None) == {"TAUSI", "LGRCIS"}


def test_another_council_keeps_its_own_register(officer):
    some_system(factories.council().id, acronym="MUSE")

    assert found(officer) == set()
    some_system(officer.council_id, acronym="MUSE")


def test_two_systems_of_a_council_have_two_short_names(officer):
    some_system(officer.council_id, acronym="MUSE")
    other = some_system(officer.council_id, acronym="FFARS")

    with pytest.raises(AcronymTakenError):
        some_system(officer.council_id, acronym="MUSE")
    with pytest.raises(AcronymTakenError):
        services.change(other, Details(acronym="MUSE", full_name="x"), actor=officer)
    services.change(other, Details(acronym="FFARS", full_name="Mpya"), actor=officer)
    assert other.full_name == "Mpya"


def test_a_department_that_came_back_is_one_line(officer, finance):
    system = some_system(officer.council_id)
    use = services.add_use(system, finance, champion=None, actor=officer)
    services.end_use(use, actor=officer, now=MONDAY_MORNING)
    assert system.open_uses == []

    again = services.add_use(system, finance, champion=None, actor=officer)

    assert again is use
    assert system.open_uses == [use]


def test_every_act_is_in_the_log(officer, finance):
    person = factories.user(council_id=officer.council_id, name="Bi Kinara")
    system = some_system(officer.council_id, acronym="MUSE")
    services.change(system, Details(acronym="MUSE", full_name="Mpya"), actor=officer)
    use = services.add_use(system, finance, champion=None, actor=officer)
    services.name_champion(use, person, actor=officer)
    services.name_champion(use, person, actor=officer)
    services.end_use(use, actor=officer, now=MONDAY_MORNING)
    services.resume_use(use, actor=officer, now=MONDAY_MORNING)
    services.retire(system, actor=officer)
    services.restore(system, actor=officer)
    save()

    entries = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.sequence))
    acts = [one.action for one in entries if one.action.startswith("system")]
    assert acts == [
        "system.add",
        "system.change",
        *(f"system_use.{act}" for act in ("add", "change", "end", "resume")),
        "system.retire",
        "system.restore",
    ]
