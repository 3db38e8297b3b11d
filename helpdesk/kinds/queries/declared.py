"""Reading what was said on declared forms; every statement starts at the tickets one may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from helpdesk.core.text import search_words
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds.labels.declared import Declared
from helpdesk.kinds.labels.steps import DECLARED, EVERY
from helpdesk.kinds.models.records import RECORDS, KindRecord
from helpdesk.kinds.models.steps import KindStep
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFilters:
    """What narrows the list of one kind; `exact` is by column."""

    text: str = ""
    is_open: bool | None = None
    exact: Mapping[str, object] = field(default_factory=dict)


def declared_record(ticket: Ticket) -> KindRecord | None:
    """Return what was said on a ticket's form, if it has one; whoever sees the one sees both."""
    if ticket.kind not in DECLARED:
        return None
    model = RECORDS[ticket.kind]
    return db.session.scalars(select(model).where(model.ticket_id == ticket.id)).one_or_none()


def declared_or_404(ticket_id: int, *, actor: Actor) -> tuple[KindRecord, Declared]:
    """Return a form to whoever may see its ticket; two who fill it in at once come in turn."""
    ticket = tickets.get_or_404(ticket_id, actor=actor)
    model: type[KindRecord] = RECORDS[ticket.kind if ticket.kind in DECLARED else EVERY[0].kind]
    record = found_or_404(held(select(model).where(model.ticket_id == ticket.id), model))
    return record, DECLARED[ticket.kind]


def steps_of(ticket: Ticket) -> Mapping[str, KindStep]:
    """Return the steps that were taken, by name, with who took them."""
    taken = select(KindStep).where(KindStep.ticket_id == ticket.id)
    return {one.name: one for one in db.session.scalars(taken.options(joinedload(KindStep.by)))}


def forms_of(kind: Kind, actor: Actor, filters: FormFilters) -> Select[Any]:
    """Return the forms of a kind with their tickets; the caller sorts and pages them."""
    model: Any = RECORDS[kind]
    seen = tickets.visible_to(actor).with_only_columns(Ticket.id)
    people = joinedload(Ticket.requester), joinedload(Ticket.assignee)
    found = (
        select(model)
        .join(model.ticket)
        .where(model.ticket_id.in_(seen), *_conditions(model, filters))
        .options(contains_eager(model.ticket).options(*people))
    )
    return found.options(joinedload(model.system)) if hasattr(model, "system") else found


def _conditions(model: Any, filters: FormFilters) -> list[ColumnElement[bool]]:
    found = [getattr(model, name) == value for name, value in filters.exact.items()]
    if filters.is_open is not None:
        is_open = Ticket.status.in_(OPEN)
        found.append(is_open if filters.is_open else ~is_open)
    words = search_words(filters.text)
    return found + [Ticket.search_text.contains(word, autoescape=True) for word in words]
