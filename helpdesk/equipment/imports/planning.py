"""What a sheet would do to the register: which rows are new, changed, the same or wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk.equipment.imports.details import Asked, asked, columns, read_details
from helpdesk.equipment.imports.lines import Asset, Line, shown
from helpdesk.equipment.imports.matching import Matcher
from helpdesk.equipment.imports.naming import name_model
from helpdesk.equipment.imports.rows import Reader, contradictions
from helpdesk.equipment.imports.words import Known
from helpdesk.equipment.models import CategoryField
from helpdesk.equipment.queries.imports import COMPARED
from helpdesk.equipment.rules import GONE, IN_USE, Condition, Status
from helpdesk.equipment.rules.imports import (
    AT_IMPORT,
    LOOKED_AT,
    WHEREABOUTS,
    Column,
    Header,
    NewModel,
    NoHeadingsError,
    Plan,
    PlannedRow,
    Reason,
    find_header,
    heading_key,
)
from helpdesk.infra.access import Actor
from helpdesk.infra.spreadsheets import Cell, read

OF_MODEL = frozenset({Column.MODEL, Column.MANUFACTURER, Column.CATEGORY})
NEEDED = (Column.DEPARTMENT, Column.LOCATION)
SUMS = frozenset({"jumla", "jumla kuu", "jumla ndogo", "total", "grand total", "sub total"})
EXAMPLE = re.compile("(EXAMPLE|MFANO)-[0-9]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file that has devices, and where its headings are."""

    rows: Sequence[Sequence[Cell]]
    header: Header


def sheet_in(content: bytes) -> Sheet:
    """Return the first sheet that has headings; refuse what cannot be read."""
    for table in read(content):
        header = find_header([[shown(cell) for cell in row] for row in table[:LOOKED_AT]])
        if header is not None:
            return Sheet(table, header)
    raise NoHeadingsError


def planned(sheet: Sheet, *, actor: Actor, today: date) -> Plan:
    """Compare every row with the register; nothing is written."""
    planner = _Planner(Known(actor, today), today)
    known = asked(actor)
    meant = _details(sheet, known)
    headings = sheet.rows[sheet.header.row]
    taken = {shown(headings[place]) for place in meant}
    planner.plan.unused = [name for name in sheet.header.unused if name not in taken]
    for number, row in enumerate(sheet.rows[sheet.header.row + 1 :], start=sheet.header.row + 2):
        cells = {column: row[at] for column, at in sheet.header.columns.items() if at < len(row)}
        if any(map(shown, cells.values())) and not _is_sum(row) and not _is_example(cells):
            line = planner.line(cells, number)
            further = {at: row[at] for at in meant if at < len(row)}
            read_details(line, further, meant, known)
            planner.sort(line)
    return planner.plan


def _details(sheet: Sheet, known: Asked) -> dict[int, list[CategoryField]]:
    """Return the columns that are none of ours, but answer what the council asks besides."""
    headings = [shown(cell) for cell in sheet.rows[sheet.header.row]]
    used = set(sheet.header.columns.values())
    found = columns(headings, known)
    return {place: fields for place, fields in found.items() if place not in used}


def _is_sum(row: Sequence[Cell]) -> bool:
    """Tell the line below a list that adds it up."""
    first = next(filter(None, map(shown, row)), "")
    return heading_key(first) in SUMS


def _is_example(cells: Mapping[Column, Cell]) -> bool:
    """Tell the rows that our own empty sheet begins with."""
    return bool(EXAMPLE.fullmatch(shown(cells.get(Column.SERIAL_NUMBER, ""))))


class _Planner:
    """Goes down the rows, and sorts them."""

    def __init__(self, known: Known, today: date) -> None:
        self.plan = Plan()
        self._known, self._today = known, today
        self._reader, self._matcher = Reader(known), Matcher(known)

    def line(self, cells: dict[Column, Cell], row: int) -> Line:
        """Read a row, and find its model and device."""
        line = Line(row, cells, {})
        self._reader.read_state(cells)
        self._reader.read(line)
        name_model(line, self._known)
        self._matcher.match(line)
        line.category_id = self._category_of(line)
        return line

    def _category_of(self, line: Line) -> int | None:
        if isinstance(line.model, int):
            return self._known.models[line.model].category_id
        if line.model is not None:
            return line.model.category_id
        return line.asset.category_id if line.asset is not None else None

    def sort(self, line: Line) -> None:
        """Put the row among those that are new, changed, the same or wrong."""
        if line.asset is None:
            _check_new(line)
            self._check_open(line)
        else:
            _check_known(line, line.asset)
        self._check_sense(line)
        self._check_custodian(line)
        if line.problems:
            self.plan.problems += line.problems
        else:
            self._add(line)

    def _check_custodian(self, line: Line) -> None:
        """Who has left may keep what he has in the register, and gets nothing new."""
        custodian = line.values.get(Column.CUSTODIAN)
        has_it = line.asset is not None and line.asset.custodian_id == custodian
        if custodian in self._known.left and not has_it:
            line.refuse(Column.CUSTODIAN, Reason.UNKNOWN)

    def _check_open(self, line: Line) -> None:
        category = self._known.categories.get(line.category_id or 0)
        if category is not None and not category.is_active:
            line.refuse(Column.CATEGORY, Reason.RETIRED)

    def _check_sense(self, line: Line) -> None:
        values: dict[str, object] = {name: getattr(line.asset, name, None) for name in COMPARED}
        values.update(line.values.items())
        for column, reason in contradictions(values, today=self._today):
            if {column, Column.PURCHASED_ON} & line.values.keys():  # else it was so before
                line.refuse(column, reason)

    def _add(self, line: Line) -> None:
        values: dict[str, object] = {column.value: said for column, said in line.values.items()}
        if isinstance(line.model, int):
            model = self._known.models[line.model]
            values |= {Column.MODEL: model.id, Column.CATEGORY: model.category_id}
        fresh = line.model if isinstance(line.model, NewModel) else None
        if fresh is not None:
            fresh = self.plan.models.setdefault(fresh.key, fresh)
        if line.details:
            values["details"] = {**(line.asset.details if line.asset else {}), **line.details}
        if line.asset is None:
            values.setdefault(Column.CONDITION, Condition.GOOD)
            self.plan.new.append(PlannedRow(line.row, values, model=fresh))
        else:
            self._compare(PlannedRow(line.row, values, line.asset.id, fresh), line.asset)

    def _compare(self, planned: PlannedRow, asset: Asset) -> None:
        """Keep only what differs; a row that says nothing new is the same."""
        changes = {name: v for name, v in planned.values.items() if getattr(asset, name) != v}
        if changes or planned.model:
            row = PlannedRow(planned.row, changes, asset.id, planned.model)
            self.plan.changed.append(row)
        else:
            self.plan.same += 1


def _check_new(line: Line) -> None:
    if line.model is None and not OF_MODEL & {problem.column for problem in line.problems}:
        line.refuse(Column.MODEL, Reason.MISSING)
    for column in NEEDED:
        if column not in line.values:
            line.refuse(column, Reason.MISSING)
    status = line.values.get(Column.STATUS)
    if status is not None and status not in AT_IMPORT:
        line.refuse(Column.STATUS, Reason.NOT_AT_IMPORT)


def _check_known(line: Line, asset: Asset) -> None:
    if asset.status in GONE:
        line.refuse(None, Reason.GONE, asset.asset_tag)
    elif asset.status is Status.LOST_STOLEN and _is_moved(line, asset):
        line.refuse(None, Reason.LOST, asset.asset_tag)
    elif asset.must_be_installed and line.values.get(Column.STATUS) in IN_USE:
        line.refuse(Column.STATUS, Reason.NOT_INSTALLED)
    elif line.values.get(Column.STATUS, asset.status) != asset.status:
        line.refuse(Column.STATUS, Reason.STATUS_BY_HAND)


def _is_moved(line: Line, asset: Asset) -> bool:
    said = ((name, line.values[name]) for name in WHEREABOUTS if name in line.values)
    return any(getattr(asset, name.value) != value for name, value in said)
