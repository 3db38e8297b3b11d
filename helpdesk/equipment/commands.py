"""Bringing spreadsheets in from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from helpdesk.equipment import imports, labels
from helpdesk.equipment.rules.imports import NoHeadingsError, Plan
from helpdesk.equipment.services import imports as services
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.spreadsheets import LARGEST, RefusedSheetError, words_of
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import council_by_code, first_council

brought = AppGroup("import", help="Bring spreadsheets in.")


@brought.command("assets")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be new, changed and wrong.")
@click.option("--council", "code", help="Code of the council; default: the first.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="sw", show_default=True)
def assets(*, file: Path, dry_run: bool, code: str | None, lang: str) -> None:
    """Enter or change the devices of FILE (CSV, XLSX, XLS, ODS); wrong rows are left out."""
    actor = the_program(_council_id(code))
    content = _content(file)
    with force_locale(lang), transaction():
        plan = _planned(content, actor)
        if not dry_run:
            batch = services.keep(content, name=file.name, actor=actor, now=clock.now())
            services.carry_out(batch, plan, actor=actor, now=clock.now())
        _tell(plan)


def _content(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(LARGEST + 1)


def _planned(content: bytes, actor: Actor) -> Plan:
    try:
        return imports.planned(imports.sheet_in(content), actor=actor, today=clock.today())
    except RefusedSheetError as refusal:
        raise click.ClickException(str(words_of(refusal.reason))) from None
    except NoHeadingsError:
        raise click.ClickException("no row of headings was found") from None


def _tell(plan: Plan) -> None:
    for problem in plan.problems:
        click.echo(f"{problem.row}: {labels.problem(problem)}")
    new, changed, wrong = len(plan.new), len(plan.changed), plan.wrong
    click.echo(f"{new} new, {changed} changed, {plan.same} the same, {wrong} wrong")


def _council_id(code: str | None) -> int:
    council = council_by_code(code) if code else first_council()
    if council is None:
        raise click.ClickException("there is no such council")
    return council.id
