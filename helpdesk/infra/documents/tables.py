"""Every block as a plain table, for spreadsheets and for those who cannot see a chart."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.infra.documents.model import (
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    FigureKind,
    Number,
    Paragraph,
    Report,
    Table,
    Tiles,
)

NO_HEADING = Column("")


def as_table(block: Block) -> Table:
    match block:
        case Table():
            return block
        case Paragraph(text):
            return Table([NO_HEADING], [(text,)])
        case Tiles(tiles):
            return Table([NO_HEADING] * 3, [(tile.label, tile.value, tile.note) for tile in tiles])
        case Facts(facts):
            return Table([NO_HEADING] * 2, facts)
        case Figure():
            return figure_table(block)


def list_table(report: Report) -> tuple[Table, Sequence[Sequence[Cell]]]:
    """Return the table of a list, and what narrows it, line by line."""
    (section,) = report.sections
    *chosen, table = map(as_table, section.blocks)
    return table, [row for facts in chosen for row in facts.rows]


def figure_table(figure: Figure) -> Table:
    """Return the values behind a figure, a row for each category."""
    named = zip(figure.categories, *(series.values for series in figure.series), strict=True)
    columns = [
        Column(pgettext("figure", "Item"), share=2),
        *(_column(s.label, figure) for s in figure.series),
    ]
    rows: Sequence[Sequence[Cell]] = list(named)
    if figure.kind is FigureKind.PARETO and figure.series:
        columns.append(Column(_("Cumulative percentage"), numeric=True))
        shares = cumulative_percentages(figure.series[0].values)
        rows = [(*row, f"{share}%") for row, share in zip(rows, shares, strict=True)]
    return Table(columns, rows, caption=figure.title)


def cumulative_percentages(values: Sequence[Number]) -> list[int]:
    total = sum(values)
    if total <= 0:
        return [0] * len(values)
    return [round(100 * sum(values[: n + 1]) / total) for n in range(len(values))]


def _column(label: str, figure: Figure) -> Column:
    is_said = figure.unit in ("", label)
    return Column(label if is_said else f"{label} ({figure.unit})", numeric=True)
