"""One row on its way into the register: what it says, which device it is, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from helpdesk.equipment.rules.imports import Column, NewModel, Problem, Reason
from helpdesk.infra.spreadsheets import Cell, UnreadableError, as_text

Cells = Mapping[Column, Cell]
Values = dict[Column, object]
LONGEST = 60
Asset = Row[Any]  # the columns that an import compares


@dataclass(slots=True)
class Line:
    row: int
    cells: Cells
    values: Values
    problems: list[Problem] = field(default_factory=list)
    model: int | NewModel | None = None
    asset: Asset | None = None
    category_id: int | None = None
    details: dict[str, str] = field(default_factory=dict)

    @property
    def tag(self) -> object:
        return self.values.get(Column.ASSET_TAG)

    @property
    def serial(self) -> object:
        return self.values.get(Column.SERIAL_NUMBER)

    @property
    def gamis(self) -> object:
        return self.values.get(Column.GAMIS_NUMBER)

    def refuse(self, column: Column | None, reason: Reason, said: str = "") -> None:
        """Note what is wrong; of one cell the first fault is enough."""
        if column is not None and any(problem.column == column for problem in self.problems):
            return
        value = shown(self.cells.get(column, "")) if column is not None else ""
        self.problems.append(Problem(self.row, column, reason, value, said))


def shown(cell: Cell) -> str:
    """Return the cell as a person finds it again in the sheet."""
    try:
        return as_text(cell)[:LONGEST]
    except UnreadableError:
        return str(cell)[:LONGEST]
