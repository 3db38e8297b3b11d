"""Whom one finds."""

import pytest

from helpdesk.accounts import queries, services
from helpdesk.infra import clock
from helpdesk.infra.access import Role
from helpdesk.infra.db import db
from tests import factories
from tests.accounts.factories import acting, national


@pytest.fixture
def head(app):
    return factories.user("head", name="Mkuu Mwakyusa")


@pytest.fixture
def actor(head):
    return queries.as_actor(head)


def found(statement):
    return {person.name for person in db.session.scalars(statement).unique()}


def test_nobody_sees_the_people_of_another_council(actor):
    factories.user(name="Jirani")

    assert found(queries.visible_to(actor)) == {"Mkuu Mwakyusa"}


def test_guests_are_seen_where_they_have_a_role(actor):
    guest = factories.user(name="Mgeni")
    grant = acting(guest, "technician", days=(0, 9), council_id=actor.council_id)
    assert "Mgeni" in found(queries.visible_to(actor))

    services.end_grant(grant, actor=actor, now=clock.now())
    assert "Mgeni" not in found(queries.visible_to(actor))


@pytest.mark.parametrize(
    "text", ["neema", "NEEMA", "kasek", "n.kaseko", "0754 123", "+255 754", "123456"]
)
def test_people_are_found_by_name_user_name_and_telephone(actor, text):
    person = factories.user(council_id=actor.council_id, name="Neema Kaseko", phone="+255754123456")
    person.username = "n.kaseko"

    assert found(queries.matching(actor, text)) == {"Neema Kaseko"}


@pytest.mark.parametrize("text", ["%", "_", "12", "xyz"])
def test_signs_that_databases_read_mean_themselves(actor, text):
    person = factories.user(council_id=actor.council_id, name="Neema", phone="+255754123456")
    person.username = "neema"

    assert "Neema" not in found(queries.matching(actor, text))


@pytest.mark.parametrize(
    ("state", "expected"),
    [("active", {"Mkuu Mwakyusa"}), ("inactive", {"Zamani"}), ("all", {"Mkuu Mwakyusa", "Zamani"})],
)
def test_people_are_listed_by_the_state_of_their_account(actor, state, expected):
    gone = factories.user(council_id=actor.council_id, name="Zamani")
    services.deactivate(gone, actor=actor, now=clock.now())

    assert found(queries.people(actor, queries.Filters(state=state))) == expected


def test_people_are_listed_by_department(actor, head):
    factories.user(council_id=actor.council_id)

    filters = queries.Filters(department_id=head.department_id)
    assert found(queries.people(actor, filters)) == {"Mkuu Mwakyusa"}


def test_work_goes_to_officers_of_today_wherever_they_come_from(actor):
    council_id = actor.council_id
    factories.user("technician", council_id=council_id, name="Afisa")
    factories.user("requester", council_id=council_id, name="Mtumishi")
    guest = factories.user("requester", name="Mgeni")
    acting(guest, "technician", days=(0, 9), council_id=council_id)
    away = factories.user("requester", council_id=council_id, name="Aliyeazimwa")
    acting(away, "technician", days=(0, 9), council_id=factories.council().id)
    past = factories.user("requester", council_id=council_id, name="Aliyekaimu")
    acting(past, "technician", days=(-9, -1))
    gone = factories.user("technician", council_id=council_id, name="Aliyeondoka")
    services.deactivate(gone, actor=actor, now=clock.now())

    names = [person.name for person in queries.technicians(actor)]

    assert names == ["Afisa", "Mgeni", "Mkuu Mwakyusa"]


def test_one_may_work_at_home_and_where_one_has_a_role(head, actor):
    second, third = factories.council(name_sw="Chunya"), factories.council(name_sw="Kyela")
    factories.council(name_sw="Rungwe")
    acting(head, "auditor", days=(0, 9), council_id=second.id)
    acting(head, "auditor", days=(1, 9), council_id=third.id)

    ids = {council.id for council in queries.councils_open_to(actor)}

    assert ids == {head.council_id, second.id}


def test_a_national_role_opens_every_council(head, actor):
    factories.council()
    national(head, "manager")

    assert len(queries.councils_open_to(actor)) == 2


def test_a_page_shows_no_roles_of_other_councils(head, actor):
    acting(head, "auditor", days=(0, 9), council_id=factories.council().id)

    assert [grant.role for grant in queries.grants_here(head, actor=actor)] == [Role.HEAD]
    assert queries.roles_today(head, actor=actor) == {Role.HEAD}
