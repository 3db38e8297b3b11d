"""People, from the command line."""

from datetime import datetime

import click
from flask.cli import AppGroup

from helpdesk.accounts import queries, rules, services
from helpdesk.accounts.models import User
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from helpdesk.org.queries import council_by_code, first_council

ROLES = click.Choice([role.value for role in Role])

user = AppGroup("user", help="People who sign in.")


def _found(username: str) -> User:
    found = queries.by_username(rules.clean_username(username))
    if found is None:
        raise click.ClickException(f"nobody signs in as {username!r}")
    return found


def _council(code: str | None) -> Council:
    council = council_by_code(code) if code else first_council()
    if council is None:
        raise click.ClickException("there is no such council")
    return council


@user.command("add")
@click.argument("username")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, type=ROLES)
@click.option("--council", "code", help="Code of the council; default: the first.")
def add(username: str, name: str, roles: tuple[str, ...], code: str | None) -> None:
    """Add a person and print a one-time password."""
    actor, password = the_program(_council(code).id), passwords.made_up()
    if not rules.USERNAME.fullmatch(rules.clean_username(username)):
        raise click.ClickException("a user name has 3 to 40 letters a to z, digits, dots, hyphens")
    person = services.Person(username=username, name=name)
    with transaction():
        try:
            added = services.add_person(person, password=password, actor=actor)
        except rules.NameTakenError:
            raise click.ClickException(f"somebody already signs in as {username!r}") from None
        for role in roles or (Role.REQUESTER.value,):
            services.grant(added, Role(role), starts_on=clock.today(), actor=actor)
    click.echo(f"{username}: {password}")


@user.command("grant")
@click.argument("username")
@click.argument("role", type=ROLES)
@click.option("--council", "code", help="Code of the council; default: the first.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day, such as 2027-06-30.")
def grant(username: str, role: str, code: str | None, until: datetime | None) -> None:
    """Give a person a role from today on, also in another council than their own."""
    actor, today = the_program(_council(code).id), clock.today()
    ends_on = until.date() if until else None
    if ends_on is not None and ends_on < today:
        raise click.ClickException("the last day has passed")
    with transaction():
        try:
            services.grant(
                _found(username), Role(role), starts_on=today, ends_on=ends_on, actor=actor
            )
        except rules.RoleHeldError:
            raise click.ClickException(f"{username} already has this role") from None
    click.echo(f"{username} is now {role}")


@user.command("reset-password")
@click.argument("username")
def reset_password(username: str) -> None:
    """Give a person a one-time password and print it."""
    with transaction():
        found = _found(username)
        program = the_program(found.council_id)
        password = services.reset_password(found, actor=program, now=clock.now())
    click.echo(f"{username}: {password}")


@user.command("deactivate")
@click.argument("username")
def deactivate(username: str) -> None:
    """End a person's sign-ins, now and in future."""
    with transaction():
        found = _found(username)
        services.deactivate(found, actor=the_program(found.council_id), now=clock.now())
    click.echo(f"{username} may no longer sign in")
