"""A spreadsheet of devices: its columns by whatever heading, what is planned, and what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from helpdesk.core.text import fold
from helpdesk.equipment.rules.register import Status

LOOKED_AT = 40  # rows in which the headings have to be
FEWEST = 2  # headings that make a row of them
AS_CLOSE_AS = 0.86
NEAR = 0.7  # names that are suggested
MOST_SUGGESTED = 300  # unknown names of one file that a near one is sought for: that takes long
SIGNS = re.compile(r"[^\w]+|_")


class ImportState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    UNDONE = "undone"


class Column(StrEnum):
    """What a sheet may say of a device; the values are its own columns, as far as it has them."""

    ASSET_TAG = "asset_tag"
    CATEGORY = "category_id"
    MANUFACTURER = "manufacturer"
    MODEL = "model_id"
    SERIAL_NUMBER = "serial_number"
    GAMIS_NUMBER = "gamis_number"
    DEPARTMENT = "department_id"
    LOCATION = "location_id"
    CUSTODIAN = "custodian_id"
    STATUS = "status"
    CONDITION = "condition"
    OWNERSHIP = "ownership"
    FUNDING_SOURCE = "funding_source"
    FUNDING_CODE = "funding_code"
    PURCHASE_COST = "purchase_cost"
    SALVAGE_VALUE = "salvage_value"
    LIFE_MONTHS = "life_months"
    PURCHASED_ON = "purchased_on"
    RECEIVED_ON = "received_on"
    IN_SERVICE_ON = "in_service_on"
    WARRANTY_ENDS_ON = "warranty_ends_on"
    SUPPLIER = "supplier_id"
    ORDER_NUMBER = "order_number"
    DELIVERY_NOTE = "delivery_note"


IDENTIFYING = frozenset({Column.ASSET_TAG, Column.SERIAL_NUMBER, Column.GAMIS_NUMBER, Column.MODEL})
WHEREABOUTS = (Column.LOCATION, Column.DEPARTMENT, Column.CUSTODIAN)
AT_IMPORT = frozenset(
    {
        Status.IN_SERVICE,
        Status.IN_STORE,
        Status.UNDER_REPAIR,
        Status.IDLE,
        Status.SURPLUS,
        Status.UNSERVICEABLE,
        Status.LOST_STOLEN,
    }
)
HEADINGS: dict[Column, str] = {
    Column.ASSET_TAG: (
        "asset number|asset no|asset tag|asset code|asset id|tag|tag number|inventory number|code|"
        "namba ya mali|namba ya kifaa|namba|namba ya usajili|na ya mali|no ya kifaa|lebo"
    ),
    Column.CATEGORY: (
        "equipment type|type|category|kind|asset type|type of equipment|device|item|description|"
        "aina ya kifaa|aina|kundi|aina ya mali|kifaa|maelezo ya kifaa|jina la kifaa"
    ),
    Column.MANUFACTURER: "manufacturer|make|brand|maker|mtengenezaji|chapa|kampuni",
    Column.MODEL: (
        "model|name of the model|model name|model no|model number|make and model|"
        "modeli|jina la modeli|namba ya modeli|toleo"
    ),
    Column.SERIAL_NUMBER: (
        "serial number|serial no|serial|sn|s n|serial num|serial no s n|"
        "namba ya mfululizo s n|namba ya mfululizo|namba ya siri|mfululizo|namba ya kiwandani"
    ),
    Column.GAMIS_NUMBER: "gamis number|gamis no|gamis|namba ya gamis|gamis id|gamis code",
    Column.DEPARTMENT: (
        "department or unit|department|dept|unit|division|section|user department|"
        "idara au kitengo|idara|kitengo|divisheni|idara kitengo|sehemu"
    ),
    Column.LOCATION: (
        "place|location|site|room|office|building|place of work|station|"
        "mahali|eneo|ofisi|chumba|kituo|mahali kilipo|kituo cha kazi|mahali pa kazi|jengo"
    ),
    Column.CUSTODIAN: (
        "custodian|user|holder|assigned to|responsible officer|staff|name of user|owner name|"
        "aliyekabidhiwa|mtumiaji|mtumishi|msimamizi|jina la mtumiaji|anayetumia"
    ),
    Column.STATUS: "status|state|hali|matumizi|hali ya matumizi",
    Column.CONDITION: (
        "condition|physical condition|working condition|hali ya kifaa|ubora|hali ya ubora"
    ),
    Column.OWNERSHIP: "owner|ownership|owned by|mmiliki|umiliki",
    Column.FUNDING_SOURCE: (
        "source of funds|source of fund|funding source|funding|fund|chanzo cha fedha|fedha|mfadhili"
    ),
    Column.FUNDING_CODE: (
        "funding code|gfs code|code of the funds|kasma ya fedha|kasma|kifungu|namba ya kasma"
    ),
    Column.PURCHASE_COST: (
        "purchase cost|cost tzs|cost|price|purchase price|value|amount|unit cost|unit price|"
        "bei ya ununuzi|gharama tzs|gharama|bei|thamani|gharama ya ununuzi|bei tzs"
    ),
    Column.SALVAGE_VALUE: "salvage value|residual value|scrap value|thamani ya masalia",
    Column.LIFE_MONTHS: (
        "useful life in months|useful life months|life months|useful life|life in months|"
        "maisha ya kifaa kwa miezi|umri wa matumizi kwa miezi|umri wa matumizi miezi|"
        "umri wa matumizi"
    ),
    Column.PURCHASED_ON: (
        "purchase date|bought|date of purchase|date purchased|bought on|acquisition date|"
        "tarehe ya ununuzi|kilinunuliwa|tarehe ya kununua|tarehe kilipo nunuliwa"
    ),
    Column.RECEIVED_ON: (
        "date received|received on|received|date of receipt|tarehe ya kupokea|"
        "tarehe ya mapokezi|kilipokelewa|tarehe kilipopokelewa"
    ),
    Column.IN_SERVICE_ON: (
        "in use since|in service since|date in use|kinatumika tangu|tarehe ya kuanza kutumika"
    ),
    Column.WARRANTY_ENDS_ON: (
        "last day of the warranty|warranty until|warranty end|warranty expiry|warranty|"
        "siku ya mwisho ya dhamana|dhamana hadi|mwisho wa dhamana|dhamana"
    ),
    Column.SUPPLIER: "supplier|vendor|bought from|msambazaji|muuzaji|mzabuni|mgavi",
    Column.ORDER_NUMBER: (
        "order number|order number lpo|order no|lpo number|lpo no|lpo|po number|"
        "namba ya lpo|namba ya oda|namba ya hati ya ununuzi"
    ),
    Column.DELIVERY_NOTE: (
        "delivery note|delivery note number|dn number|hati ya mapokezi|"
        "hati ya kuletea bidhaa|hati ya kufikisha vifaa|namba ya hati ya mapokezi|"
        "hati ya usafirishaji"
    ),
}


class Reason(StrEnum):
    """What is wrong with a cell, or with a row; `Problem.said` fills the gap of some."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    UNKNOWN_NEAR = "unknown_near"
    AMBIGUOUS = "ambiguous"
    DATE = "date"
    AMOUNT = "amount"
    WHOLE = "whole"
    FAULT = "fault"
    UNPRINTABLE = "unprintable"
    TOO_LONG = "too_long"
    FUTURE = "future"
    BEFORE_PURCHASE = "before_purchase"
    OVER_COST = "over_cost"
    DOUBLE = "double"
    TAKEN = "taken"
    OTHER_MODEL = "other_model"
    OTHER_CATEGORY = "other_category"
    STATUS_BY_HAND = "status_by_hand"
    NOT_INSTALLED = "not_installed"
    NOT_AT_IMPORT = "not_at_import"
    GONE = "gone"
    LOST = "lost"
    RETIRED = "retired"
    FIELD_NOT_ASKED = "field_not_asked"
    FIELD_NUMBER = "field_number"
    FIELD_DATE = "field_date"
    FIELD_YES_NO = "field_yes_no"
    FIELD_CHOICE = "field_choice"
    FIELD_TEXT = "field_text"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is left out: `row` as the spreadsheet numbers it, `value` as it stands there."""

    row: int
    column: Column | None
    reason: Reason
    value: str = ""
    said: str = ""


class RefusedCellError(ValueError):
    """A cell that will not do."""

    def __init__(self, reason: Reason, said: str = "") -> None:
        super().__init__(reason)
        self.reason, self.said = reason, said


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings are (counted from 0), which column says what, and which say nothing."""

    row: int
    columns: Mapping[Column, int]
    unused: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class NewModel:
    """A make and model that comes into the register with its first device."""

    category_id: int
    manufacturer: str
    name: str

    @property
    def key(self) -> str:
        return fold(f"{self.manufacturer} {self.name}")


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One device to enter, or the columns of one to change; `values` are by its own columns."""

    row: int
    values: Mapping[str, object]
    asset_id: int | None = None
    model: NewModel | None = None


@dataclass(slots=True)
class Plan:
    """What an import would do, and what it would leave out."""

    new: list[PlannedRow] = field(default_factory=list)
    changed: list[PlannedRow] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    models: dict[str, NewModel] = field(default_factory=dict)
    unused: Sequence[str] = ()

    @property
    def wrong(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def mark(self) -> str:
        """Tell one outcome from another, for whoever confirms what was shown."""
        counts = (len(self.new), len(self.changed), self.same, self.wrong, len(self.models))
        return "-".join(map(str, counts))


class NoHeadingsError(Exception):
    """No sheet of the file has a row of headings that we know."""


class ImportOverError(Exception):
    """What waits no more cannot be confirmed, and what was not done cannot be undone."""


def heading_key(text: str) -> str:
    return " ".join(SIGNS.sub(" ", fold(text)).split())


KNOWN = {key: column for column, names in HEADINGS.items() for key in names.split("|")}
VAGUE = frozenset(
    {"s n", "sn", "namba", "code", "description", "item", "device", "kifaa", "sehemu"}
)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the row that has the most headings we know, or None where no row is one."""
    found = [_header(number, rows) for number in range(len(rows[:LOOKED_AT]))]
    best = max(found, key=lambda header: len(header.columns), default=None)
    if best is None or len(best.columns) < FEWEST or not IDENTIFYING & best.columns.keys():
        return None
    return best


def _header(number: int, rows: Sequence[Sequence[str]]) -> Header:
    row, below = rows[number], rows[number + 1] if number + 1 < len(rows) else ()
    columns: dict[Column, int] = {}
    for place, column in _recognised(row, below):
        columns.setdefault(column, place)
    used = set(columns.values())
    unused = [name for place, name in enumerate(row) if name and place not in used]
    return Header(number, columns, tuple(unused))


def _recognised(row: Sequence[str], below: Sequence[str]) -> Iterator[tuple[int, Column]]:
    """Go through the headings: those written as we write them, then near ones, then vague ones."""
    keys = [(place, heading_key(name)) for place, name in enumerate(row) if name]
    exact = [(place, key) for place, key in keys if key in KNOWN]
    yield from ((place, KNOWN[key]) for place, key in exact if key not in VAGUE)
    for place, key in keys:
        near = get_close_matches(key, KNOWN, n=1, cutoff=AS_CLOSE_AS) if len(key) > 3 else []
        if key not in KNOWN and near:
            yield place, KNOWN[near[0]]
    for place, key in exact:
        is_count = list(below[place : place + 1]) == ["1"]  # 1, 2, 3 down the sheet
        if key in VAGUE and not is_count:
            yield place, KNOWN[key]
