"""Working out anew what tickets keep of their clocks; the caller commits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from sqlalchemy import BindParameter, ColumnElement, bindparam, update

from helpdesk.infra.db import db
from helpdesk.org.queries import calendar_of
from helpdesk.tickets import queries, rules
from helpdesk.tickets.models import Ticket

KEPT = tuple(field.name for field in fields(rules.Dues))


def rebuild_open(council_id: int) -> int:
    """Bring every clock that has not ended to the calendar of now; say how many were moved."""
    return _rebuild(council_id, Ticket.status.in_(rules.OPEN))


def rebuild_all(council_id: int) -> int:
    """Work out every clock from its events; say how many tickets kept something else."""
    return _rebuild(council_id)


def _rebuild(council_id: int, *conditions: ColumnElement[bool]) -> int:
    db.session.flush()
    calendar, moved = calendar_of(council_id), 0
    for batch in queries.clocks(Ticket.council_id == council_id, *conditions):
        found = [(clock, rules.dues(clock.events, calendar)) for clock in batch]
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
