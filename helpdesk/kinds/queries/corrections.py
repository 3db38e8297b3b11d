"""Reading data corrections; whoever may see the ticket may see its record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import contains_eager, joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.core.text import search_words
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import ErrorCause, Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import visible_to as tickets_visible_to
from helpdesk.tickets.rules import Status

CORRECTION_VIEWS = ("open", "asked", "approved", "done", "verified", "rejected", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFilters:
    """What a list is narrowed to; `view` is one of CORRECTION_VIEWS."""

    view: str = "open"
    text: str = ""
    system_id: int | None = None
    department_id: int | None = None
    cause: ErrorCause | None = None


def corrections_visible_to(actor: Actor) -> Select[DataCorrection]:
    seen = tickets_visible_to(actor).with_only_columns(Ticket.id)
    return (
        select(DataCorrection).join(DataCorrection.ticket).where(DataCorrection.ticket_id.in_(seen))
    )


def corrections(actor: Actor, filters: CorrectionFilters) -> Select[DataCorrection]:
    """Return the corrections of a list; the caller sorts and pages them."""
    whole = contains_eager(DataCorrection.ticket)
    return (
        corrections_visible_to(actor)
        .where(*_views()[filters.view], *_conditions(filters))
        .options(
            whole.joinedload(Ticket.requester),
            whole.joinedload(Ticket.at_department),
            joinedload(DataCorrection.system),
            joinedload(DataCorrection.done_by),
            joinedload(DataCorrection.verified_by),
        )
    )


def _views() -> dict[str, tuple[ColumnElement[bool], ...]]:
    is_on = Ticket.status != Status.CANCELLED
    ended = DataCorrection.stage.in_((Stage.VERIFIED, Stage.REJECTED))
    at = {stage: (DataCorrection.stage == stage, is_on) for stage in Stage}
    return {
        "open": (is_on, ~ended),
        "asked": at[Stage.ASKED],
        "approved": at[Stage.APPROVED],
        "done": at[Stage.DONE],
        "verified": at[Stage.VERIFIED],
        "rejected": (DataCorrection.stage == Stage.REJECTED,),
        "all": (true(),),
    }


def _conditions(filters: CorrectionFilters) -> list[ColumnElement[bool]]:
    exact = {
        DataCorrection.system_id: filters.system_id,
        Ticket.at_department_id: filters.department_id,
        DataCorrection.cause: filters.cause,
    }
    found = [column == value for column, value in exact.items() if value is not None]
    words = search_words(filters.text)
    return found + [Ticket.search_text.contains(word, autoescape=True) for word in words]


def count_corrections(actor: Actor) -> dict[str, int]:
    """Count every view in one statement."""
    views = _views()
    columns = [func.count().filter(*conditions).label(name) for name, conditions in views.items()]
    found = corrections_visible_to(actor)
    row = db.session.execute(found.with_only_columns(*columns, maintain_column_froms=True)).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


def correction_or_404(correction_id: int, *, actor: Actor) -> DataCorrection:
    found = corrections_visible_to(actor).where(DataCorrection.id == correction_id)
    ticket = contains_eager(DataCorrection.ticket)
    return found_or_404(
        held(found, DataCorrection).options(
            ticket.joinedload(Ticket.requester),
            ticket.joinedload(Ticket.at_department),
            joinedload(DataCorrection.system),
        )
    )


def correction_of(ticket: Ticket) -> DataCorrection | None:
    return db.session.scalars(
        select(DataCorrection)
        .where(DataCorrection.ticket_id == ticket.id)
        .options(
            joinedload(DataCorrection.system),
            joinedload(DataCorrection.done_by),
            joinedload(DataCorrection.verified_by),
        )
    ).one_or_none()


@subject_names("data_correction")
def correction_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(
        select(DataCorrection.id, Ticket.reference)
        .join(DataCorrection.ticket)
        .where(DataCorrection.id.in_(ids))
    )
    return {row.id: row.reference for row in rows}
