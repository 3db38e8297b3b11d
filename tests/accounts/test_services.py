"""What becomes of accounts and roles."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from helpdesk.accounts import queries, services
from helpdesk.accounts.models import SignInSession
from helpdesk.accounts.rules import NameTakenError, RoleHeldError
from helpdesk.audit.models import AuditEntry
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import Role
from helpdesk.infra.db import db
from tests import factories
from tests.accounts.factories import PASSWORD, acting, national
from tests.audit.factories import last_entry
from tests.pages import save


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Juma Afisa")


@pytest.fixture
def program(officer):
    return factories.program(officer.council_id)


def roles(user):
    """What somebody may do on a page that they open now."""
    token = services.sign_in(user, address="", now=clock.now())
    save()
    actor = queries.find_actor(token)
    assert actor is not None
    return actor.roles


def test_a_name_belongs_to_one_person_in_all_councils(officer):
    elsewhere = factories.program()
    person = services.Person(username=officer.username.upper(), name="Mwingine")

    with pytest.raises(NameTakenError):
        services.add_person(person, password=PASSWORD, actor=elsewhere)


def test_a_password_is_kept_as_a_hash_alone(officer):
    assert officer.password_hash.startswith("$argon2id$")
    assert passwords.matches(PASSWORD, officer.password_hash)


def test_hashing_costs_what_it_should_outside_of_tests():
    assert passwords._nobody.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_roles_add_up(officer):
    acting(officer, "storekeeper", days=(0, 5))

    assert roles(officer) == {Role.TECHNICIAN, Role.STOREKEEPER}


@pytest.mark.parametrize(
    ("days", "counts"),
    [((0, 0), True), ((0, 9), True), ((1, 9), False)],
    ids=["today only", "from today", "from tomorrow"],
)
def test_an_acting_role_counts_on_its_days(officer, days, counts):
    acting(officer, "head", days=days)

    assert (Role.HEAD in roles(officer)) is counts


def test_an_acting_role_ends_by_itself(officer):
    acting(officer, "head", days=(0, 2))

    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert Role.HEAD in roles(officer)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert Role.HEAD not in roles(officer)


def test_a_role_begins_and_ends_at_midnight_as_people_here_count_it(officer):
    last_evening = factories.MONDAY_MORNING.replace(hour=21, minute=30)
    with time_machine.travel(last_evening):
        acting(officer, "head", days=(0, 0))

        assert clock.today().day == factories.MONDAY_MORNING.day + 1
        assert Role.HEAD in roles(officer)


def test_a_role_elsewhere_does_not_count_here(officer):
    acting(officer, "head", days=(0, 9), council_id=factories.council().id)

    assert roles(officer) == {Role.TECHNICIAN}


def test_a_national_role_counts_everywhere(officer):
    national(officer, "auditor")

    assert roles(officer) == {Role.TECHNICIAN, Role.AUDITOR}


@pytest.mark.parametrize("days", [(0, 0), (5, 20), (10, 10)])
def test_nobody_has_a_role_twice_on_one_day(officer, days):
    acting(officer, "head", days=(0, 10))

    with pytest.raises(RoleHeldError):
        acting(officer, "head", days=days)


def test_the_same_role_may_come_again_later(officer, program):
    first = acting(officer, "head", days=(0, 10))
    acting(officer, "head", days=(11, 12))
    services.end_grant(first, actor=program, now=clock.now())
    acting(officer, "head", days=(0, 10))

    assert Role.HEAD in roles(officer)


def test_a_manager_of_two_departments_sees_both_and_one_of_all_sees_all(officer, program):
    parts = [factories.department(officer.council_id).id for _ in range(2)]
    for part in parts:
        services.grant(
            officer, Role.MANAGER, starts_on=clock.today(), department_id=part, actor=program
        )
    db.session.flush()
    limited = queries.as_actor(officer).department_ids
    services.grant(officer, Role.MANAGER, starts_on=clock.today(), actor=program)

    assert limited == set(parts)
    assert queries.as_actor(officer).department_ids == frozenset()


def test_a_role_that_was_taken_back_is_still_on_record(officer, program):
    grant = officer.grants[0]
    services.end_grant(grant, actor=program, now=clock.now())
    save()

    assert roles(officer) == frozenset()
    assert grant.ended_at is not None
    assert db.session.get(type(grant), grant.id) is grant


def test_a_change_of_rights_ends_what_was_open(officer, program):
    services.sign_in(officer, address="", now=clock.now())
    acting(officer, "head", days=(0, 1))

    still_open = (
        select(func.count()).select_from(SignInSession).where(SignInSession.ended_at.is_(None))
    )
    assert db.session.scalar(still_open) == 0


def test_a_role_of_next_week_leaves_the_sign_in_alone(officer):
    services.sign_in(officer, address="", now=clock.now())
    acting(officer, "head", days=(7, 8))

    assert len(queries.open_sessions(queries.as_actor(officer))) == 1


def test_old_sessions_are_forgotten_after_three_months(officer):
    now = clock.now()
    for age in (timedelta(days=1), timedelta(days=91)):
        services.sign_in(officer, address="", now=now - age)
    save()

    services.forget_old_sign_ins(now)

    assert db.session.scalar(select(func.count()).select_from(SignInSession)) == 1


def test_the_log_says_what_was_done_to_an_account_but_no_secret(officer, program):
    password = services.reset_password(officer, actor=program, now=clock.now())
    services.deactivate(officer, actor=program, now=clock.now())
    services.activate(officer, actor=program)
    save()

    entries = db.session.scalars(select(AuditEntry)).all()
    assert [entry.action for entry in entries][-3:] == [
        "account.reset_password",
        "account.deactivate",
        "account.activate",
    ]
    everything = " ".join(entry.changes for entry in entries)
    assert password not in everything
    assert "argon2" not in everything


def test_department_and_place_are_named_in_the_log(officer, program):
    old, new = officer.department, factories.department(officer.council_id)
    place = officer.location.name
    services.change_person(officer, actor=program, department_id=new.id, location_id=None)
    save()

    assert json.loads(last_entry().changes) == {
        "department": [old.name_sw, new.name_sw],
        "location": [place, None],
    }
