"""What a report holds, whatever it is printed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | date | datetime | None
"""None is what does not apply. Numbers that nobody adds up (a year, a code) are str."""

Number: TypeAlias = int | Decimal
MOST_SERIES = 4  # the eye tells no more colours apart, on paper even fewer


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    share: int = 1
    numeric: bool = False
    in_band: bool = False  # on paper its words stand above the rows already
    shaded: bool = False  # what stands in it stands on grey, so that a calendar is seen at a glance


@dataclass(frozen=True, slots=True)
class Band:
    """So many rows of a table that belong together, by a name above and perhaps sums below."""

    title: str
    rows: int
    totals: Sequence[Cell] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; the first total that is None is printed as the word "Total".

    Where there are bands, each row lies in one of them. `codes` are addresses, one for each row:
    on paper a QR code in the first column leads there.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = None
    empty: str = ""
    caption: str = ""
    bands: Sequence[Band] = ()
    codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: Cell
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    tiles: Sequence[Tile]


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies one thing: its tag, its place, its price."""

    facts: Sequence[tuple[str, Cell]]


class FigureKind(StrEnum):
    BARS = "bars"
    STACKED_BARS = "stacked_bars"
    PARETO = "pareto"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    values: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Figure:
    """Values to be drawn; a Pareto figure has one series and puts the greatest first.

    `rest` is the category that stays last however great it is: all others together.
    """

    title: str
    kind: FigureKind
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    rest: str = ""

    def __post_init__(self) -> None:
        most = 1 if self.kind is FigureKind.PARETO else MOST_SERIES
        if len(self.series) > most:
            raise ValueError(f"a figure of {self.kind} shows at most {most} series")
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("each series of a figure has one value for each category")
        if self.kind is FigureKind.PARETO and self.series:
            self._put_the_greatest_first()

    def _put_the_greatest_first(self) -> None:
        (series,) = self.series
        pairs = sorted(
            zip(self.categories, series.values, strict=True),
            key=lambda pair: (pair[0] == self.rest, -pair[1]),
        )
        object.__setattr__(self, "categories", [category for category, _ in pairs])
        object.__setattr__(self, "series", [Series(series.label, [value for _, value in pairs])])


Block: TypeAlias = Paragraph | Table | Tiles | Facts | Figure


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: Sequence[Block]
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the lines below each other, the contacts (region, P.O. box, …) at the left."""

    lines: tuple[str, ...]
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: "Prepared by" and the office that does.

    A paper that stays in the house bears no stamp. What the program knows of whoever signed is
    printed: name, job title and day; what it does not know is left to the hand. Whoever confirmed
    in the program is `confirmed`, in words.
    """

    heading: str
    office: str
    is_stamped: bool = True
    name: str = ""
    job_title: str = ""
    day: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    letterhead: Letterhead
    title: str
    period: str
    made_at: datetime
    made_by: str
    sections: Sequence[Section]
    reference: str = ""
    signatures: Sequence[Signature] = ()
    language: str = "sw"
    landscape: bool = False
    is_list: bool = False  # one table, that spreadsheets shall filter and other programs read
    watermark: str = ""  # a word across every page of paper: this is a draft
    link: str = ""  # where the record lives; on paper a QR code leads back to it
