"""Reading faults and the corrections of data, as far as their reports care."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import corrections_visible_to
from helpdesk.reports.rules import AGAIN, Incident
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import visible_to
from helpdesk.tickets.rules import Kind, Status


def incidents(actor: Actor, period: Period) -> list[Incident]:
    """Return the faults that touch a period, and those shortly before, for they may come back."""
    since = period.starts_at - AGAIN
    found = visible_to(actor).where(
        Ticket.kind == Kind.INCIDENT,
        Ticket.opened_at < period.ends_at,
        or_(Ticket.opened_at >= since, *_lasting(period.starts_at)),
        Ticket.merged_into_id.is_(None),
        Ticket.parent_id.is_(None),
        Ticket.status != Status.CANCELLED,
    )
    rows = db.session.scalars(found.order_by(Ticket.id)).all()
    parts = _parts(actor, period)
    return [_incident(row, parts.get(row.id, 0)) for row in rows]


def _lasting(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return Ticket.resolved_at.is_(None), Ticket.resolved_at >= moment


def _parts(actor: Actor, period: Period) -> Mapping[int, int]:
    """Count the reports of each outage."""
    parts = visible_to(actor).where(
        Ticket.parent_id.is_not(None), Ticket.opened_at < period.ends_at
    )
    counted = parts.group_by(Ticket.parent_id).with_only_columns(Ticket.parent_id, func.count())
    return {row[0] or 0: row[1] for row in db.session.execute(counted)}


def _incident(ticket: Ticket, parts: int) -> Incident:
    return Incident(
        id=ticket.id,
        reference=ticket.reference,
        subject=ticket.subject,
        system_id=ticket.system_id,
        asset_id=ticket.asset_id,
        category_id=ticket.category_id,
        department_id=ticket.at_department_id,
        hardship=ticket.hardship,
        is_outage=ticket.is_outage,
        cause=ticket.cause,
        began_at=ticket.happened_at or ticket.opened_at,
        opened_at=ticket.opened_at,
        resolved_at=ticket.resolved_at,
        reports=1 + parts,
    )


def system_names(actor: Actor) -> dict[int, str]:
    rows = select(System.id, System.acronym).where(System.council_id == actor.council_id)
    return {row.id: row.acronym for row in db.session.execute(rows)}


def asset_names(actor: Actor, ids: set[int]) -> dict[int, str]:
    rows = select(Asset).where(Asset.council_id == actor.council_id, Asset.id.in_(ids))
    found = db.session.scalars(rows.options(joinedload(Asset.model)))
    return {row.id: f"{row.model.full_name}, {row.asset_tag}" for row in found.unique()}


def data_corrections(actor: Actor, period: Period) -> Sequence[DataCorrection]:
    """Return the corrections that were asked for in a period, the oldest first."""
    within = Ticket.opened_at >= period.starts_at, Ticket.opened_at < period.ends_at
    found = corrections_visible_to(actor).where(*within)
    return db.session.scalars(
        found.options(
            joinedload(DataCorrection.ticket), joinedload(DataCorrection.system)
        ).order_by(Ticket.opened_at, DataCorrection.id)
    ).all()
