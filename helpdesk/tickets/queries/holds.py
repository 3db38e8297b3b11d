"""What keeps a ticket where it is until something else is finished; features above declare it."""

from collections.abc import Callable

from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status

Hold = Callable[[Ticket, Status], bool]
_holds: list[Hold] = []


def hold(check: Hold) -> Hold:
    """Let `check` be asked whether a ticket may not yet come to a state."""
    _holds.append(check)
    return check


def is_held(ticket: Ticket, goal: Status) -> bool:
    """Tell whether a ticket may not yet come to that state; whatever else, it may be cancelled."""
    return goal is not Status.CANCELLED and any(check(ticket, goal) for check in _holds)
