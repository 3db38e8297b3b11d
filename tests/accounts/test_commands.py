"""People from the command line."""

import re

import pytest

from helpdesk.accounts import queries
from helpdesk.accounts.services import check_password
from helpdesk.infra import clock
from helpdesk.infra.access import Role
from helpdesk.infra.db import db
from tests import factories
from tests.pages import save

SAID = re.compile(r"(\S+): ([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})\n")


@pytest.fixture
def asha(app):
    person = factories.user(name="Asha")
    save()
    return person


def password_in(output):
    found = SAID.fullmatch(output)
    assert found, output
    return found[2]


def roles_of(username):
    db.session.expire_all()
    user = queries.by_username(username)
    assert user is not None
    return queries.as_actor(user).roles


def run(app, *words):
    return app.test_cli_runner().invoke(args=["user", *words])


def test_a_person_is_added_with_a_one_time_password(app, asha):
    said = run(app, "add", "m.kuu", "--name", "Mkuu", "--role", "head", "--role", "technician")

    user = check_password("m.kuu", password_in(said.output), address="", now=clock.now())
    assert user.must_change_password
    assert roles_of("m.kuu") == {Role.HEAD, Role.TECHNICIAN}


def test_without_a_role_a_person_may_ask_for_help(app, asha):
    run(app, "add", "mtumishi", "--name", "Mtumishi")

    assert roles_of("mtumishi") == {Role.REQUESTER}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "asha!", "--name", "Asha"], "3 to 40 letters"),
        (["add", "asha", "--name", "Asha", "--council", "XX"], "no such council"),
        (["reset-password", "nobody"], "nobody signs in as 'nobody'"),
        (["deactivate", "nobody"], "nobody signs in as 'nobody'"),
        (["grant", "nobody", "head"], "nobody signs in as 'nobody'"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(app, asha, words, complaint):
    said = run(app, *words)

    assert said.exit_code == 1
    assert complaint in said.output
    assert said.output.count("\n") == 1


def test_a_name_that_is_taken_is_refused(app, asha):
    said = run(app, "add", asha.username, "--name", "Mwingine")

    assert (said.exit_code, "already signs in" in said.output) == (1, True)


def test_a_password_is_reset(app, asha):
    said = run(app, "reset-password", asha.username.upper())

    password = password_in(said.output)
    db.session.expire_all()
    assert check_password(asha.username, password, address="", now=clock.now()) is asha


def test_an_account_is_closed(app, asha):
    run(app, "deactivate", asha.username)

    db.session.expire_all()
    assert not asha.is_active


def test_a_role_is_given_in_another_council_until_a_day(app, asha):
    council = factories.council(code="CHU")
    save()

    run(app, "grant", asha.username, "technician", "--council", "CHU", "--until", "2999-06-30")
    again = run(app, "grant", asha.username, "technician", "--council", "CHU")
    late = run(app, "grant", asha.username, "head", "--until", "2020-01-01")

    db.session.expire_all()
    (grant,) = (grant for grant in asha.grants if grant.council_id == council.id)
    assert (grant.role, grant.ends_on.year) == (Role.TECHNICIAN, 2999)
    assert (again.exit_code, late.exit_code) == (1, 1)
