"""What templates need to show a report on a page: see components/report.html."""

from flask import Flask
from markupsafe import Markup

from helpdesk.infra.documents.cells import empty_words, shown, shown_rows, shown_totals
from helpdesk.infra.documents.charts import is_empty
from helpdesk.infra.documents.model import Block, Figure
from helpdesk.infra.documents.svg import svg
from helpdesk.infra.documents.tables import figure_table


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        block_kind=block_kind,
        cell=shown,
        empty_words=empty_words,
        figure_table=figure_table,
        shown_rows=shown_rows,
        shown_totals=shown_totals,
    )
    app.jinja_env.tests["empty_figure"] = is_empty
    app.jinja_env.globals["figure_svg"] = figure_svg


def block_kind(block: Block) -> str:
    """Return `paragraph`, `table`, `tiles`, `facts` or `figure`."""
    return type(block).__name__.lower()


def figure_svg(figure: Figure, prefix: str) -> Markup:
    return Markup(svg(figure, prefix))  # every text in it went through html.escape
