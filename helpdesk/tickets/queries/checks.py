"""Checklists of a council, and the checks on a ticket."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import Ticket, TicketCheck, TicketChecklist

OF_TICKET = (
    select(TicketCheck)
    .where(TicketCheck.ticket_id == bindparam("ticket_id"))
    .options(joinedload(TicketCheck.done_by))
    .order_by(TicketCheck.position)
)


def checklists_visible_to(actor: Actor) -> Select[TicketChecklist]:
    return select(TicketChecklist).where(TicketChecklist.council_id == actor.council_id)


def checklists(actor: Actor) -> Sequence[TicketChecklist]:
    """Return every list, those in use first."""
    order = TicketChecklist.is_active.desc(), TicketChecklist.name_sw
    return db.session.scalars(checklists_visible_to(actor).order_by(*order)).all()


def checklists_in_use(actor: Actor) -> Sequence[TicketChecklist]:
    in_use = checklists_visible_to(actor).where(TicketChecklist.is_active)
    return db.session.scalars(in_use.order_by(TicketChecklist.name_sw)).all()


def checklist_or_404(checklist_id: int, *, actor: Actor) -> TicketChecklist:
    return found_or_404(checklists_visible_to(actor).where(TicketChecklist.id == checklist_id))


def is_named(name_sw: str, *, actor: Actor, besides: TicketChecklist | None = None) -> bool:
    """Tell whether another list of the council has this name."""
    named = checklists_visible_to(actor).where(TicketChecklist.name_sw == name_sw)
    if besides is not None:
        named = named.where(TicketChecklist.id != besides.id)
    return db.session.scalars(named).first() is not None


def checks_on(ticket: Ticket) -> Sequence[TicketCheck]:
    """Return the checks on a ticket in their order."""
    return db.session.scalars(OF_TICKET, {"ticket_id": ticket.id}).all()
