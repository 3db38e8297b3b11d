"""The help desk, from the command line."""

import click
from flask.cli import AppGroup

from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council
from helpdesk.org.queries import council_by_code, councils
from helpdesk.tickets import services

tickets = AppGroup("tickets", help="Requests of the help desk.")


@tickets.command("rebuild-clocks")
@click.option("--council", "code", help="Code of the council; default: all of them.")
def rebuild_clocks(code: str | None) -> None:
    """Work out all due times from what happened; nothing should differ."""
    for council_id, name in _councils(code):
        with transaction():
            differed = services.rebuild_all(council_id)
        click.echo(f"{name}: {differed} tickets differed")


def _councils(code: str | None) -> list[tuple[int, str]]:
    found: list[Council | None] = [council_by_code(code)] if code else [*councils()]
    named = [(one.id, one.code) for one in found if one is not None]
    if not named:
        raise click.ClickException("there is no such council")
    return named
