"""Sheets to take away: one to fill in, and the rows of another that have to be put right."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _

from helpdesk.equipment import labels, queries
from helpdesk.equipment.imports import details
from helpdesk.equipment.imports.planning import Sheet
from helpdesk.equipment.rules import Condition, Status
from helpdesk.equipment.rules.imports import AT_IMPORT, Column, Problem
from helpdesk.infra.access import Actor
from helpdesk.infra.i18n import named
from helpdesk.infra.spreadsheets import Cell, Page
from helpdesk.org import queries as org

MOST_PLACES = 1000


def template(actor: Actor, *, today: date) -> list[Page]:
    """A sheet with our headings and two examples, and what may be written on a second one."""
    headings = [str(words) for words in labels.IMPORT_COLUMNS.values()]
    headings += details.headings(details.asked(actor).fields)
    examples = [[example.get(column) for column in Column] for example in _examples(actor, today)]
    return [Page(_("Equipment"), headings, examples), _words(actor, today)]


def _examples(actor: Actor, today: date) -> Iterable[dict[Column, Cell]]:
    """Real words of this council; the numbers are plainly made up."""
    kinds = {one.code: named(one) for one in queries.categories(actor)}
    kind = next(iter(kinds.values()), "")
    parts, places = org.departments(actor, on=today), org.places(actor)
    where = {
        Column.DEPARTMENT: named(parts[0]) if parts else "",
        Column.LOCATION: labels.place(places[0].location) if places else "",
    }
    yield {
        Column.CATEGORY: kinds.get("PR", kind),
        Column.MANUFACTURER: "HP",
        Column.MODEL: "LaserJet Pro M404dn",
        Column.SERIAL_NUMBER: _("EXAMPLE-1"),
        **where,
        Column.CONDITION: str(labels.CONDITION[Condition.GOOD]),
        Column.PURCHASE_COST: 1_250_000,
        Column.PURCHASED_ON: date(2025, 7, 1),
    }
    yield {
        Column.CATEGORY: kinds.get("LT", kind),
        Column.MANUFACTURER: "Dell",
        Column.MODEL: "Latitude 5440",
        Column.SERIAL_NUMBER: _("EXAMPLE-2"),
        **where,
        Column.STATUS: str(labels.STATUS[Status.IN_STORE]),
    }


def _words(actor: Actor, today: date) -> Page:
    lists: dict[Column, Sequence[str]] = {
        Column.CATEGORY: [named(one) for one in queries.categories(actor)],
        Column.DEPARTMENT: [named(one) for one in org.departments(actor, on=today)],
        Column.LOCATION: [labels.place(one.location) for one in org.places(actor)[:MOST_PLACES]],
        Column.STATUS: [str(labels.STATUS[one]) for one in labels.STATUS if one in AT_IMPORT],
        Column.CONDITION: list(map(str, labels.CONDITION.values())),
        Column.OWNERSHIP: list(map(str, labels.OWNERSHIP.values())),
        Column.FUNDING_SOURCE: list(map(str, labels.FUNDING_SOURCE.values())),
    }
    longest = max(map(len, lists.values()))
    rows = [
        [words[at] if at < len(words) else None for words in lists.values()]
        for at in range(longest)
    ]
    headings = [str(labels.IMPORT_COLUMNS[column]) for column in lists]
    return Page(_("Words you may write"), headings, rows)


def problem_rows(sheet: Sheet, problems: Iterable[Problem]) -> Page:
    """The rows that were left out as they came, with what is wrong beside them."""
    wrong: dict[int, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.row, []).append(problem)
    headings = [str(cell) for cell in sheet.rows[sheet.header.row]]
    width = max([len(headings), *(len(sheet.rows[row - 1]) for row in wrong)])
    headings += [""] * (width - len(headings))
    rows = [
        [*_padded(sheet.rows[row - 1], width), row, " ".join(map(labels.problem, found))]
        for row, found in wrong.items()
    ]
    return Page(_("Rows left out"), [*headings, _("Row in the file"), _("What is wrong")], rows)


def _padded(row: Sequence[Cell], width: int) -> list[Cell]:
    return [*row, *[""] * (width - len(row))]
