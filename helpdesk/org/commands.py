"""Public holidays, from the command line."""

import re
from typing import Any

import click
from flask.cli import AppGroup

from helpdesk.infra.access import the_program
from helpdesk.infra.transactions import transaction
from helpdesk.org import queries, rules, services
from helpdesk.org.imports import national_holidays
from helpdesk.org.models import Council

RANGE = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?")

holidays = AppGroup("holidays", help="Public holidays.")


class Years(click.ParamType[range]):
    """A year, or from one to another: 2031 or 2026..2031."""

    name = "years"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> range:
        found = RANGE.fullmatch(str(value))
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if first not in rules.YEARS or last not in rules.YEARS or first > last:
            self.fail(f"{value!r} is not like 2031 or 2026..2031", param, ctx)
        return range(first, last + 1)


@holidays.command("import")
@click.argument("years", type=Years())
@click.option("--council", "code", help="Code of the council; default: all of them.")
def import_years(years: range, code: str | None) -> None:
    """Add the national holidays of years that have none yet; what is there stays as it is."""
    days = national_holidays(years)
    for council_id, name in _councils(code):
        with transaction():
            added = services.add_missing_years(days, actor=the_program(council_id))
        click.echo(f"{name}: {added} holidays added")


def _councils(code: str | None) -> list[tuple[int, str]]:
    found: list[Council | None] = [queries.council_by_code(code)] if code else [*queries.councils()]
    named = [(one.id, one.code) for one in found if one is not None]
    if not named:
        raise click.ClickException("there is no such council")
    return named
