"""Who may do what with whose account."""

import pytest

from helpdesk.accounts import permissions
from helpdesk.accounts.queries import as_actor
from tests import factories
from tests.accounts.factories import acting, national

ALL = {"change", "deactivate", "reset_password", "grant"}
NOT_ROLES = ALL - {"grant"}


@pytest.fixture
def council_id(app):
    return factories.council().id


def rights(actor, person):
    return permissions.rights_over(as_actor(actor), person)


@pytest.mark.parametrize(
    ("role", "theirs", "expected"),
    [
        ("administrator", "requester", ALL),
        ("administrator", "head", ALL),
        ("administrator", "administrator", ALL),
        ("administrator", "manager", ALL),
        ("administrator", "auditor", ALL),
        ("head", "requester", NOT_ROLES),
        ("head", "technician", NOT_ROLES),
        ("head", "storekeeper", NOT_ROLES),
        ("head", "head", NOT_ROLES),
        ("head", "manager", set()),
        ("head", "auditor", set()),
        ("head", "administrator", set()),
        ("technician", "requester", set()),
        ("manager", "requester", set()),
        ("auditor", "requester", set()),
    ],
)
def test_who_manages_whom(council_id, role, theirs, expected):
    actor = factories.user(role, council_id=council_id)
    person = factories.user(theirs, council_id=council_id)

    assert rights(actor, person) == expected


@pytest.mark.parametrize("role", ["administrator", "head"])
def test_nobody_closes_or_raises_their_own_account(council_id, role):
    actor = factories.user(role, council_id=council_id)

    assert rights(actor, actor) == {"change"}


@pytest.mark.parametrize("role", ["manager", "auditor", "administrator"])
def test_a_head_keeps_off_whoever_will_have_a_role_above_his_own(council_id, role):
    head, person = (factories.user(one, council_id=council_id) for one in ("head", "requester"))
    acting(person, role, days=(5, 9))

    assert rights(head, person) == set()


def test_whoever_was_an_administrator_is_like_anybody(council_id):
    head, person = (factories.user(role, council_id=council_id) for role in ("head", "requester"))
    acting(person, "administrator", days=(-9, -5))

    assert rights(head, person) == NOT_ROLES


def test_a_password_is_no_key_to_another_council(council_id):
    actor = factories.user("administrator", council_id=council_id)
    person = factories.user(council_id=council_id)
    acting(person, "technician", days=(0, 9), council_id=factories.council().id)

    assert rights(actor, person) == ALL - {"reset_password"}


def test_nor_to_all_councils(council_id):
    actor = factories.user("administrator", council_id=council_id)
    person = factories.user(council_id=council_id)
    national(person, "auditor")

    assert rights(actor, person) == ALL - {"reset_password"}


def test_a_guest_from_another_council_gets_roles_here_and_nothing_else(council_id):
    actor, guest = factories.user("administrator", council_id=council_id), factories.user()
    acting(guest, "technician", days=(0, 9), council_id=council_id)

    assert rights(actor, guest) == {"grant"}
