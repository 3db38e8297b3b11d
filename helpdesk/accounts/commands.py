"""People, from the command line."""

import click
from flask.cli import AppGroup

from helpdesk.accounts import queries, services
from helpdesk.accounts.models import User
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import council_by_code, first_council

user = AppGroup("user", help="People who sign in.")


def _found(username: str) -> User:
    found = queries.by_username(username)
    if found is None:
        raise click.ClickException(f"nobody signs in as {username!r}")
    return found


@user.command("add")
@click.argument("username")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, type=click.Choice([r.value for r in Role]))
@click.option("--council", "code", help="Code of the council; default: the first.")
def add(username: str, name: str, roles: tuple[str, ...], code: str | None) -> None:
    """Add a person and print a one-time password."""
    council = council_by_code(code) if code else first_council()
    if council is None:
        raise click.ClickException("there is no such council")
    actor, password = the_program(council.id), passwords.made_up()
    person = services.Person(username=username, name=name)
    with transaction():
        added = services.add_person(person, password=password, actor=actor)
        for role in roles or (Role.REQUESTER.value,):
            services.grant(added, Role(role), starts_on=clock.today(), actor=actor)
    click.echo(f"{username}: {password}")


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
