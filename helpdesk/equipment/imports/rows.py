"""One row of a sheet: what each cell says, or why it cannot be taken."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from helpdesk.core.text import normalise_code
from helpdesk.equipment.imports.lines import LONGEST, Line
from helpdesk.equipment.imports.words import Known
from helpdesk.equipment.rules import normalise_serial
from helpdesk.equipment.rules.imports import Column, Reason, RefusedCellError
from helpdesk.infra.spreadsheets import Cell, UnreadableError, as_amount, as_date, as_text

LONGEST_LIFE = 600  # months
EARLIEST = {
    Column.WARRANTY_ENDS_ON: Reason.BEFORE_PURCHASE,
    Column.IN_SERVICE_ON: Reason.BEFORE_PURCHASE,
}
NOT_IN_FUTURE = (Column.PURCHASED_ON, Column.RECEIVED_ON)


class Reader:
    """Reads the cells of a sheet by what their column says."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._readers: dict[Column, Callable[[Cell], object]] = {
            Column.ASSET_TAG: lambda cell: normalise_code(text(cell, 40)),
            Column.CATEGORY: lambda cell: known.category.find(text(cell)),
            Column.SERIAL_NUMBER: lambda cell: normalise_serial(text(cell)),
            Column.GAMIS_NUMBER: lambda cell: normalise_code(text(cell, 40)),
            Column.DEPARTMENT: lambda cell: known.department.find(text(cell, 200)),
            Column.LOCATION: lambda cell: known.location.find(text(cell, 400)),
            Column.CUSTODIAN: lambda cell: known.custodian.find(text(cell, 200)),
            Column.STATUS: lambda cell: known.status.find(text(cell)),
            Column.CONDITION: lambda cell: known.condition.find(text(cell)),
            Column.OWNERSHIP: lambda cell: known.ownership.find(text(cell)),
            Column.FUNDING_SOURCE: lambda cell: known.funding_source.find(text(cell)),
            Column.PURCHASE_COST: as_amount,
            Column.SALVAGE_VALUE: as_amount,
            Column.LIFE_MONTHS: whole,
            Column.PURCHASED_ON: as_date,
            Column.RECEIVED_ON: as_date,
            Column.IN_SERVICE_ON: as_date,
            Column.WARRANTY_ENDS_ON: as_date,
            Column.SUPPLIER: lambda cell: known.supplier.find(text(cell, 120)),
        }

    def read(self, line: Line) -> None:
        """Take what the filled cells say, and note what they should not."""
        for column, cell in line.cells.items():
            try:
                if as_text(cell):
                    line.values[column] = self._readers.get(column, text)(cell)
            except RefusedCellError as refusal:
                line.refuse(column, refusal.reason, refusal.said)
            except UnreadableError as refusal:
                line.refuse(column, Reason(refusal.reason))

    def read_state(self, cells: dict[Column, Cell]) -> None:
        """Where only one column tells of a state, it may be of what the device is worth."""
        cell = cells.get(Column.STATUS)
        if Column.CONDITION in cells or cell is None:
            return
        try:
            self._known.status.find(as_text(cell))
        except (RefusedCellError, UnreadableError):
            if self._is_condition(cell):
                cells[Column.CONDITION] = cells.pop(Column.STATUS)

    def _is_condition(self, cell: Cell) -> bool:
        try:
            self._known.condition.find(as_text(cell))
        except (RefusedCellError, UnreadableError):
            return False
        return True


def text(cell: Cell, most: int = LONGEST) -> str:
    words = as_text(cell)
    if len(words) > most:
        raise RefusedCellError(Reason.TOO_LONG, str(most))
    return words


def whole(cell: Cell) -> int:
    amount = as_amount(cell)
    if amount is None or amount != int(amount) or not 0 < amount <= LONGEST_LIFE:
        raise RefusedCellError(Reason.WHOLE, str(LONGEST_LIFE))
    return int(amount)


def contradictions(values: Mapping[str, object], *, today: date) -> Iterator[tuple[Column, Reason]]:
    """Name each column that does not fit the others, or today."""
    for column in NOT_IN_FUTURE:
        if _is_before(today, values.get(column)):
            yield column, Reason.FUTURE
    for column, reason in EARLIEST.items():
        if _is_before(values.get(column), values.get(Column.PURCHASED_ON)):
            yield column, reason
    cost, salvage = values.get(Column.PURCHASE_COST), values.get(Column.SALVAGE_VALUE)
    if isinstance(cost, Decimal) and isinstance(salvage, Decimal) and salvage > cost:
        yield Column.SALVAGE_VALUE, Reason.OVER_COST


def _is_before(one: object, other: object) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other
