"""Working out anew what tickets keep of their clocks; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from sqlalchemy import BindParameter, ColumnElement, bindparam, select, update

from helpdesk.infra.db import db
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import SlaEvent, Ticket
from helpdesk.tickets.services import clock

KEPT = tuple(field.name for field in fields(rules.Dues))


def rebuild_open(council_id: int) -> int:
    """Bring every clock that has not ended to the calendar of now; say how many were moved."""
    return _rebuild(council_id, Ticket.status.in_(rules.OPEN))


def rebuild_all(council_id: int) -> int:
    """Work out every clock from its events; say how many tickets kept something else."""
    time_what_ended(council_id)
    return _rebuild(council_id)


def time_what_ended(council_id: int) -> None:
    """Keep how long that took which ended before it was kept, by the calendar of now."""
    untimed = SlaEvent.kind.in_(rules.TIMED), SlaEvent.used_seconds.is_(None)
    ids = select(SlaEvent.ticket_id).where(*untimed)
    calendar = calendar_of(council_id)
    for batch in queries.clocks(Ticket.council_id == council_id, Ticket.id.in_(ids)):
        for one in batch:
            clock.time_events(one.events, calendar)
    db.session.flush()


def _rebuild(council_id: int, *conditions: ColumnElement[bool]) -> int:
    db.session.flush()
    calendar, moved = calendar_of(council_id), 0
    for batch in queries.clocks(Ticket.council_id == council_id, *conditions):
        found = [(one, rules.dues(one.events, calendar)) for one in batch]
        moved += _keep(
            [{"number": one.ticket_id, **asdict(due)} for one, due in found if due != one.kept]
        )
    return moved


def _keep(rows: Sequence[Mapping[str, object]]) -> int:
    """Write past the session, which would count versions: nobody's open form becomes stale."""
    if rows:
        wanted = update(Ticket).where(Ticket.id == bindparam("number"))
        new: dict[str, BindParameter[object]] = {name: bindparam(name) for name in KEPT}
        db.session.connection().execute(wanted.values(new), rows)
    for ticket in list(db.session):
        if isinstance(ticket, Ticket):
            db.session.expire(ticket, KEPT)
    return len(rows)
