"""What keeps a ticket as it is until something else is finished; features above declare it."""

from collections.abc import Callable

from helpdesk.tickets.models import Category, Ticket
from helpdesk.tickets.rules import Held, Kind, Status

Hold = Callable[[Ticket, Status], Held | None]
Settled = Callable[[Ticket], bool]
_holds: list[Hold] = []
_settled: list[Settled] = []


def hold(check: Hold) -> Hold:
    """Let `check` be asked why a ticket may not yet come to a state."""
    _holds.append(check)
    return check


def settles_kind(check: Settled) -> Settled:
    """Let `check` be asked whether a ticket is of its kind whatever its category says."""
    _settled.append(check)
    return check


def why_held(ticket: Ticket, goal: Status) -> Held | None:
    """Say why a ticket may not yet come to that state; whatever else, it may be cancelled."""
    if goal is Status.CANCELLED:
        return None
    return next((why for check in _holds if (why := check(ticket, goal))), None)


def is_held(ticket: Ticket, goal: Status) -> bool:
    return why_held(ticket, goal) is not None


def kind_in(ticket: Ticket, category: Category | None) -> Kind:
    """Return what a ticket is once an officer puts it into a category; a form settles it."""
    return ticket.kind if category is None or is_of_a_kind(ticket) else category.kind


def is_of_a_kind(ticket: Ticket) -> bool:
    """Tell whether something else than its category says what a ticket is."""
    return any(check(ticket) for check in _settled)


def waits_for_approval(ticket: Ticket) -> bool:
    """Tell whether others decide on its form before an officer goes on with it."""
    return why_held(ticket, Status.IN_PROGRESS) is Held.APPROVAL_PENDING
