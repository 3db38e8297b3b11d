"""Reports from the command line."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.documents.formats import Format, print_as
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.reporting import UnknownSubjectError, Wanted, report_kinds
from helpdesk.org.models import Council
from helpdesk.org.queries import council_by_code, first_council


@click.command("report")
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="Name the reports, one a line, and end.")
@click.option("--period", help="2025-26, 2025-26-Q1 or 2025-26-07; default: this quarter.")
@click.option("--asset", default="", help="Asset tag, for a report on one device.")
@click.option("--council", "code", help="Code of the council; default: the first.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="sw", show_default=True)
@click.option("--format", "form", type=click.Choice([f.value for f in Format]), default="pdf")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def report(  # noqa: PLR0913  # one for each option
    *,
    name: str | None,
    listed: bool,
    period: str | None,
    asset: str,
    code: str | None,
    lang: str,
    form: str,
    out: Path | None,
) -> None:
    """Print a report of the catalogue into a file."""
    if listed:
        click.echo("\n".join(report_kinds()))
        return
    if name not in report_kinds() or out is None:
        raise click.UsageError("name one of `helpdesk report --list`, and --out FILE")
    wanted = Wanted(period=_period(period), asset_tag=asset, made_at=clock.now())
    try:
        with force_locale(lang):
            made = report_kinds()[name].make(the_program(_council(code).id), wanted)
    except UnknownSubjectError:
        raise click.ClickException(f"there is no device {asset!r}") from None
    _write(out, print_as(made, form).content)
    click.echo(f"{out}: {out.stat().st_size:,} bytes")


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from None


def _period(slug: str | None) -> Period:
    try:
        period = Period.parse(slug) if slug else Period.quarter_of(clock.today())
    except BadPeriodError:
        raise click.BadParameter(
            f"{slug!r} is not like 2025-26, 2025-26-Q1 or 2025-26-07"
        ) from None
    if period.starts_at > clock.now():
        raise click.BadParameter(f"{slug} has not begun yet")
    return period


def _council(code: str | None) -> Council:
    council = council_by_code(code) if code else first_council()
    if council is None:
        raise click.ClickException("there is no such council")
    return council
