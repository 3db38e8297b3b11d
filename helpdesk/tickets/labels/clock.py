"""The words for impact and urgency, for the clock of a ticket, and for what happens next."""

from datetime import timedelta
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from helpdesk.infra.i18n import moment
from helpdesk.tickets.labels.tickets import PRIORITY, WAITING_FOR
from helpdesk.tickets.rules import (
    ClockEvent,
    Line,
    Priority,
    SlaEventKind,
    WaitingFor,
    targets_of,
)


class Person(Protocol):
    name: str


class Told(ClockEvent, Protocol):
    """What the words for an event need of it."""

    priority: Priority | None
    waiting_for: WaitingFor | None

    is_of_guest: bool

    @property
    def by(self) -> Person | None: ...


IMPACT = {
    1: _l("The whole council, or a service to the public"),
    2: _l("A department, ward or facility, or a paper with a deadline"),
    3: _l("One person"),
}
URGENCY = {
    1: _l("It cannot wait: work has stopped, or the deadline is today"),
    2: _l("There is another way, but it is slow or costly"),
    3: _l("It can wait"),
}


def time_said(time: timedelta) -> str:
    """Say working time to the minute: 3 hours and 20 minutes; a day has no length here."""
    minutes = int(time.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    of_hours = ngettext("%(num)d hour", "%(num)d hours", hours)
    of_rest = ngettext("%(num)d minute", "%(num)d minutes", rest)
    if hours and rest:
        return str(_("%(hours)s and %(minutes)s", hours=of_hours, minutes=of_rest))
    return str(of_hours if hours else of_rest)


def who(event: Told, *, guest: str) -> str:
    """Name whoever did it; `guest` is what somebody without an account called himself."""
    if event.is_of_guest:
        return guest
    return event.by.name if event.by else str(_("The system"))


def happened(line: Line[Told]) -> str:
    """Say in a sentence what a line of the clock tells."""
    event = line.event
    if event.kind in _PROMISES:
        return _promised(line)
    if event.kind is SlaEventKind.PAUSE and event.waiting_for:
        return str(_("The clock was paused: %(why)s.", why=WAITING_FOR[event.waiting_for]))
    if event.kind is SlaEventKind.WARN:
        return str(_("Warning: %(percent)d%% of the time was used.", percent=event.percent or 0))
    if event.kind is SlaEventKind.ANSWER and event.response_due_at:
        return str(_("First answer; it was due by %(due)s.", due=moment(event.response_due_at)))
    return str(_HAPPENED[event.kind])


_PROMISES = frozenset({SlaEventKind.START, SlaEventKind.RETARGET})
_HAPPENED = {
    SlaEventKind.ANSWER: _l("First answer."),
    SlaEventKind.PAUSE: _l("The clock was paused."),
    SlaEventKind.RESUME: _l("The clock went on."),
    SlaEventKind.REMIND: _l("The requester was reminded that we wait for an answer."),
    SlaEventKind.STOP: _l("The clock was stopped."),
}


def _promised(line: Line[Told]) -> str:
    event, now = line.event, targets_of(line.event)
    priority = PRIORITY[event.priority] if event.priority else ""
    if event.kind is SlaEventKind.START:
        return str(
            _(
                "The clock started. Priority: %(priority)s. Answer within %(respond)s, "
                "solution within %(resolve)s.",
                priority=priority,
                respond=time_said(now.respond),
                resolve=time_said(now.resolve),
            )
        )
    return str(
        _(
            "Counted anew from the beginning. Priority: %(priority)s. Solution within %(new)s "
            "instead of %(old)s.",
            priority=priority,
            new=time_said(now.resolve),
            old=time_said(line.before.resolve),
        )
    )
