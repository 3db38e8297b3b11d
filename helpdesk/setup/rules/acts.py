"""What can happen in the sample council, each act with its moment and whoever did it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from helpdesk.equipment.rules import Status
from helpdesk.setup.rules.devices import Device
from helpdesk.setup.rules.values import Quantity, Repair
from helpdesk.tickets.rules import Cause, Hardship, WaitingFor
from helpdesk.workorders.rules import HoldReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Act):
    device: Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Act):
    device: int
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated(Act):
    """A device came into another state."""

    device: int
    status: Status
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Act):
    part: str
    quantity: Decimal
    unit_cost: Decimal
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAct(Act):
    ticket: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(TicketAct):
    story: int
    category: str
    subject: str
    description: str
    hardship: Hardship
    device: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(TicketAct):
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(TicketAct):
    """Somebody began to work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied(TicketAct):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(TicketAct):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited(TicketAct):
    waiting_for: WaitingFor
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(TicketAct):
    """What it waited for has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(TicketAct):
    """Consumables went from the store to whoever asked for them."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(TicketAct):
    cause: Cause
    resolution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(TicketAct):
    """Its requester agreed; or nobody did, and the program closed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(TicketAct):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benched(TicketAct):
    """A job began and waits for something."""

    device: int
    repair: Repair
    hold_reason: HoldReason
    down_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    amount: Decimal
    paid_to: str
    paper: str
    is_of_workshop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired(Act):
    """A job is done: that of a ticket, benched or not, or one that nobody had asked for before."""

    ticket: int | None
    device: int
    repair: Repair
    down_from: datetime
    minutes: int
    bill: Bill | None
