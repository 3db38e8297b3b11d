"""A report on a page, by components/report.html, and as a file to take away."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, Response
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from helpdesk.infra.documents.cells import (
    banded,
    column_places,
    empty_words,
    local,
    shown,
    shown_rows,
    shown_sums,
    shown_totals,
)
from helpdesk.infra.documents.charts import is_empty
from helpdesk.infra.documents.formats import Format, print_as
from helpdesk.infra.documents.model import Block, Figure, Report
from helpdesk.infra.documents.svg import svg
from helpdesk.infra.documents.tables import figure_table
from helpdesk.infra.events import announce


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        block_kind=block_kind,
        cell=shown,
        empty_words=empty_words,
        figure_table=figure_table,
        banded=banded,
        column_places=column_places,
        shown_rows=shown_rows,
        shown_sums=shown_sums,
        shown_totals=shown_totals,
    )
    app.jinja_env.tests["empty_figure"] = is_empty
    app.jinja_env.globals["figure_svg"] = figure_svg


def block_kind(block: Block) -> str:
    """Return `paragraph`, `table`, `tiles`, `facts` or `figure`."""
    return type(block).__name__.lower()


def figure_svg(figure: Figure, prefix: str) -> Markup:
    return Markup(svg(figure, prefix))  # every text in it went through html.escape


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Somebody took a file of the council's data away."""

    title: str
    reference: str
    form: str


def as_file(report: Report, form: str) -> Response:
    """Answer with a report as one of `Format`; in any other form there is none."""
    if form not in set(Format):
        raise NotFound
    printed = print_as(report, form)
    announce(TakenAway(report.title, report.reference, form))
    answer = Response(printed.content, mimetype=printed.mimetype)
    name = quote(f"{_name(report)}.{printed.extension}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _name(report: Report) -> str:
    """Say what it is, of what and of which day, as every system lets a file be called."""
    parts = (report.title, report.reference, f"{local(report.made_at):%Y-%m-%d}")
    return " ".join(part for part in parts if part).replace("/", "-")
