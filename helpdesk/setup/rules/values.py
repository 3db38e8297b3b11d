"""What the files say that a council is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from helpdesk.checklists.rules import ItemKind, OnFail, Purpose
from helpdesk.core.local_time import ZONE
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.knowledge.rules import Topic
from helpdesk.org.rules import DayOff, DepartmentKind, LocationKind
from helpdesk.stock.rules import PartKind
from helpdesk.tickets.rules import Cause, Hardship, Kind
from helpdesk.workorders.rules import CauseCode, Problem, Remedy, Result

WHO_CAN_SIGN_IN = (
    *("mtumishi", "mtumishi2", "muda", "afisa", "afisa2", "mkuu", "mtunza"),
    *("mkurugenzi", "mhazina", "mkaguzi", "msimamizi"),
    *("jirani.mtumishi", "jirani.afisa", "jirani.mkurugenzi"),
)
EVERY_SIXTH = 6


DATA_BEARING = frozenset({"PC", "LT", "TB", "CP", "SRV", "POS"})  # codes of devices that hold data


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    code: str
    name_sw: str
    name_en: str
    region: str
    desk_phone: str = ""
    desk_room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What a council says of its own papers, line by line; what stands above it is shipped."""

    contacts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    username: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    starts_on: date
    parent_sw: str
    parent_en: str
    contacts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    code: str
    kind: DepartmentKind
    name_sw: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCategory:
    code: str
    kind: Kind
    name_sw: str
    name_en: str
    keywords: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyAnswer:
    title_sw: str
    title_en: str
    text_sw: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChecklist:
    """What to look at on a kind of request, in both languages item by item."""

    name_sw: str
    name_en: str
    items_sw: tuple[str, ...]
    items_en: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetCategory:
    code: str
    name_sw: str
    name_en: str
    icon: str
    life_months: int
    criticality: int
    warranty_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    topic: Topic
    title_sw: str
    problem_sw: str
    cause_sw: str
    solution_sw: str
    title_en: str
    problem_en: str
    cause_en: str
    solution_en: str
    keywords: str


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system, and the codes of the departments that use it where not all of them do."""

    acronym: str
    full_name: str
    other_names: str
    owner: str
    help_contact: str
    purpose_sw: str
    purpose_en: str
    is_critical: bool
    is_for_all: bool
    is_in_use: bool
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One thing to look at, and within which limits it is in order."""

    text_sw: str
    text_en: str
    kind: ItemKind
    least: Decimal | None
    most: Decimal | None
    unit: str
    is_mandatory: bool
    on_fail: OnFail
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What is looked at on devices of some kinds."""

    code: str
    kinds: tuple[str, ...]
    title_sw: str
    title_en: str
    items: tuple[CheckItem, ...]
    purpose: Purpose = Purpose.INSPECTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What the program ships for every council; what a later one adds, each gets too."""

    holidays: tuple[DayOff, ...]
    ticket_categories: tuple[TicketCategory, ...]
    ticket_checklists: tuple[TicketChecklist, ...]
    ready_answers: tuple[ReadyAnswer, ...]
    articles: tuple[Article, ...]
    systems: tuple[System, ...]
    checklists: tuple[Checklist, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What every council begins with, the sample one too."""

    council: Council
    letterheads: tuple[Letterhead, ...]
    departments: tuple[Department, ...]
    asset_categories: tuple[AssetCategory, ...]
    lists: Lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    code: str
    kind: LocationKind
    name: str
    type: str = ""
    ward: str = ""
    distance_km: int | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """So many devices of a category that go with an office, perhaps kept in another place."""

    category: str
    count: int = 1
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Somebody, known by office alone: no name of a real person is made up."""

    username: str
    name: str
    title: str
    department: str
    place: str
    role: str
    kits: tuple[Kit, ...]
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    category: str
    manufacturer: str
    name: str
    specification: str
    lowest_price: int
    highest_price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    code: str
    kind: PartKind
    name_sw: str
    name_en: str
    unit: str
    fits: str
    reorder_point: int
    lowest_price: int
    highest_price: int


@dataclass(frozen=True, slots=True)
class Quantity:
    part: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A repair as it once was, to be told again of other devices of its category."""

    number: int
    category: str
    models: str
    problem: Problem
    cause: CauseCode
    remedy: Remedy
    result: Result
    description: str
    resolution: str
    parts: tuple[Quantity, ...]
    bill: int
    workshop_bill: int
    labour_minutes: int
    downtime_days: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A request in somebody's own words, with whatever is known of who wrote them."""

    subject: str
    description: str
    department: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What people ask for again and again; `original` is how it was once asked."""

    number: int
    category: str
    hardship: Hardship
    telling: Telling
    original: Telling | None
    is_in_english: bool
    device: str
    departments: frozenset[str]
    at_headquarters: bool
    weight: int
    season: str
    repairs: tuple[int, ...]
    always_repaired: bool
    parts: tuple[Quantity, ...]
    cause: Cause
    resolution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Champion:
    """Who knows a system in a department, by title."""

    system: str
    department: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A whole council to be told about; `store` is where spare devices lie."""

    founding: Founding
    places: tuple[Place, ...]
    offices: tuple[Office, ...]
    models: tuple[Model, ...]
    parts: tuple[Part, ...]
    repairs: tuple[Repair, ...]
    stories: tuple[Story, ...]
    phrases: Mapping[str, tuple[str, ...]]
    champions: tuple[Champion, ...]
    store: str
    headquarters: str

    @property
    def calendar(self) -> WorkingCalendar:
        holidays = frozenset(holiday.day for holiday in self.founding.lists.holidays)
        return WorkingCalendar(holidays=holidays, zone=ZONE)

    def of_few(self) -> "Sample":
        """Return the same council with a sixth of its people, for whoever has no time."""
        known = [office for office in self.offices if office.is_known]
        others = [office for office in self.offices if not office.is_known]
        return replace(self, offices=(*known, *others[::EVERY_SIXTH]))

    def with_role(self, role: str) -> tuple[str, ...]:
        return tuple(office.username for office in self.offices if office.role == role)

    @property
    def known_requesters(self) -> tuple[str, ...]:
        """Those whose sign-in names are told to whoever looks around."""
        known = (office for office in self.offices if office.is_known)
        return tuple(office.username for office in known if office.role == "requester")
