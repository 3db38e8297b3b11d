"""Reading data corrections; whoever may see the ticket may see its record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries import history, subject_names
from helpdesk.core.text import search_words
from helpdesk.infra.access import Actor, Role, can, the_program
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.kinds import permissions
from helpdesk.kinds.models import Approval, DataCorrection
from helpdesk.kinds.queries.approvals import approvals_of, approvers, managers_of
from helpdesk.kinds.rules import Act, ApprovalStatus, ErrorCause, Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import visible_to as tickets_visible_to
from helpdesk.tickets.rules import Status

CORRECTION_VIEWS = (
    "open",
    "asked",
    "approved",
    "done",
    "to_verify",
    "verified",
    "rejected",
    "all",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFilters:
    """What a list is narrowed to; `view` is one of CORRECTION_VIEWS."""

    view: str = "open"
    text: str = ""
    system_id: int | None = None
    department_id: int | None = None
    cause: ErrorCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAct:
    """What somebody did to a correction, when, and what he wrote."""

    act: Act
    by: str
    at: datetime
    note: str


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
        .where(*_views(actor)[filters.view], *_conditions(filters))
        .options(
            whole.joinedload(Ticket.requester),
            whole.joinedload(Ticket.at_department),
            joinedload(DataCorrection.system),
            joinedload(DataCorrection.done_by),
            joinedload(DataCorrection.verified_by),
        )
    )


def _views(actor: Actor) -> dict[str, tuple[ColumnElement[bool], ...]]:
    is_on = Ticket.status != Status.CANCELLED
    ended = DataCorrection.stage.in_((Stage.VERIFIED, Stage.REJECTED))
    at = {stage: (DataCorrection.stage == stage, is_on) for stage in Stage}
    return {
        "open": (is_on, ~ended),
        "asked": at[Stage.ASKED],
        "approved": at[Stage.APPROVED],
        "done": at[Stage.DONE],
        "to_verify": (*at[Stage.DONE], *_for_me(actor)),
        "verified": at[Stage.VERIFIED],
        "rejected": (DataCorrection.stage == Stage.REJECTED,),
        "all": (true(),),
    }


def _for_me(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Say of a correction whether its verification waits for this person.

    Whoever approved it has had a part in it already, and a director has heads of departments.
    """
    if not can(actor, permissions.VERIFY):
        return (false(),)
    mine = Ticket.requester_id == actor.id
    theirs = Ticket.at_department_id.in_(actor.department_ids)
    party = true() if can(actor, permissions.WORK) else or_(mine, theirs)
    own = or_(Approval.decided_by_id == actor.id, Approval.acting_for_id == actor.id)
    decided = select(Approval.ticket_id).where(Approval.status == ApprovalStatus.APPROVED, own)
    is_anothers = DataCorrection.done_by_id.is_distinct_from(actor.id)
    return party, is_anothers, DataCorrection.ticket_id.not_in(decided)


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
    views = _views(actor)
    columns = [func.count().filter(*conditions).label(name) for name, conditions in views.items()]
    found = corrections_visible_to(actor)
    row = db.session.execute(found.with_only_columns(*columns, maintain_column_froms=True)).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


def count_to_verify(actor: Actor) -> int:
    found = corrections_visible_to(actor).where(*_views(actor)["to_verify"])
    return db.session.scalar(found.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def verifiers_of(made: DataCorrection) -> list[User]:
    """Return whom to tell that a correction waits to be verified: nobody who had a part in it.

    The director is told only where nobody else can verify.
    """
    ticket, program = made.ticket, the_program(made.ticket.council_id)
    heads, directors = managers_of(ticket)
    officers = people_with(program, Role.TECHNICIAN, Role.HEAD)
    parties = approvers(approvals_of(ticket)) | {made.done_by_id}

    def able(people: Sequence[User | None]) -> list[User]:
        known = {one.id: one for one in people if one is not None and one.id not in parties}
        return [one for one in known.values() if _may_verify(one, ticket)]

    return able([ticket.requester, *heads, *officers]) or able(directors)


def _may_verify(person: User, ticket: Ticket) -> bool:
    return permissions.may_verify(as_actor(person, council_id=ticket.council_id), ticket)


def acts_of(made: DataCorrection) -> list[CorrectionAct]:
    """Return who made, verified and sent it back, first to last: the log keeps every round."""
    entries = history(made.__tablename__, made.id)
    acts = {f"{made.__tablename__}.{act}": act for act in Act}
    return [_act(one, acts[one.action]) for one in entries if one.action in acts]


def _act(entry: AuditEntry, act: Act) -> CorrectionAct:
    changes = json.loads(entry.changes)
    _before, note = changes.get("done_note" if act is Act.DO else "verified_note", (None, None))
    return CorrectionAct(act=act, by=entry.actor_name, at=entry.at, note=note or "")


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
