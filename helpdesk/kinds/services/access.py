"""Giving access and taking it away, and keeping the register of it; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.infra.i18n import day
from helpdesk.kinds.models.access import Access, AccessLine, AccessRequest
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.queries import access as queries
from helpdesk.kinds.rules import Refusal, RefusedError
from helpdesk.kinds.rules.access import Act, NothingToRemoveError
from helpdesk.kinds.services.opening import OFFICE_LANGUAGE, KindFacts, open_kind
from helpdesk.kinds.services.steps import with_effect
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An access that somebody had before the register began."""

    system: System
    person: User | None
    holder_name: str
    access_right: str
    starts_on: date
    ends_on: date | None = None


def enter(entry: Entry, *, actor: Actor) -> Access:
    """Put an access into the register for which there was no request.

    Raises RefusedError where it stands there already.
    """
    access = Access(
        council_id=actor.council_id,
        system_id=entry.system.id,
        person_id=entry.person.id if entry.person else None,
        holder_name=entry.holder_name,
        access_right=entry.access_right,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
    )
    check_not_held(access)
    _register(access, actor=actor)
    return access


def ask_removal(
    accesses: Sequence[Access],
    *,
    holder: User | None,
    reason: str,
    requester: User,
    actor: Actor,
    now: datetime,
) -> Ticket:
    """Make one request to take all of these away; those that one asked for already stay there.

    Nobody has to approve it: whoever left has left, and a review is a decision.
    """
    wanted = queries.chosen([one.id for one in accesses], actor=actor)
    if not wanted:
        raise NothingToRemoveError

    def asked(ticket: Ticket) -> AccessRequest:
        return AccessRequest(
            ticket=ticket,
            act=Act.REMOVE,
            person=holder,
            holder_name=holder.name if holder else "",
            reason=reason,
            lines=[AccessLine(access=one) for one in wanted],
        )

    who = holder.name if holder else ", ".join(sorted({one.system.acronym for one in wanted}))
    with force_locale(OFFICE_LANGUAGE):
        subject = _("Take access away: %(name)s", name=who)
    facts = KindFacts(subject=subject, record=asked, description=reason, is_approved=True)
    return open_kind(Kind.ACCESS_REQUEST, facts, requester=requester, actor=actor, now=now)


def check_not_held(asked: AccessRequest | Access) -> None:
    """Refuse to give what somebody has already; say since when, and by which request."""
    if isinstance(asked, AccessRequest) and asked.act is not Act.GIVE:
        return
    council_id = asked.ticket.council_id if isinstance(asked, AccessRequest) else asked.council_id
    held = queries.held_already(asked, actor=the_program(council_id))
    if held is not None:
        raise RefusedError(
            Refusal.HAS_ACCESS,
            name=held.holder_name,
            right=held.access_right,
            system=held.system.acronym,
            day=day(held.starts_on),
            paper=held.given_by.reference if held.given_by else _("Register of accesses"),
        )


def note_what_is_removed(asked: AccessRequest) -> None:
    """Find in the register what a request to take away is about, whoever asks.

    What nobody has registered has to be taken away all the same; its record says so.
    """
    if asked.act is Act.REMOVE and not asked.lines:
        everybody = the_program(asked.ticket.council_id)
        asked.lines = [AccessLine(access=one) for one in queries.same_right(asked, actor=everybody)]


def _carried_out(filled: KindRecord, actor: Actor) -> None:
    asked = cast(AccessRequest, filled)
    if asked.act is Act.REMOVE:
        note_what_is_removed(asked)  # it may have been registered since
        _end(asked, actor=actor)
    elif all(one.ended_by_id == asked.ticket_id for one in queries.lines_of(asked)):
        _give(asked, actor=actor)


def _taken_back(filled: KindRecord, actor: Actor) -> None:
    """Make the register what it was before; what had been given never was."""
    asked = cast(AccessRequest, filled)
    for access in queries.lines_of(asked):
        if asked.act is Act.REMOVE and access.ended_by_id == asked.ticket_id:
            access.ended_on, access.ended_by_id = None, None
            record(actor, "access.resume", access)
        elif asked.act is Act.GIVE:
            record(actor, "access.withdraw", access)
            access.ended_on, access.ended_by_id = access.starts_on, asked.ticket_id


def _give(asked: AccessRequest, *, actor: Actor) -> None:
    check_not_held(asked)  # another request may have given it since
    access = Access(
        council_id=asked.ticket.council_id,
        system_id=asked.system_id,
        person_id=asked.person_id,
        holder_name=asked.holder_name,
        access_right=asked.access_right,
        starts_on=max(filter(None, [asked.starts_on, asked.done_on])),
        ends_on=asked.ends_on,
        given_by_id=asked.ticket_id,
    )
    _register(access, actor=actor)
    asked.lines.append(AccessLine(access=access))


def _end(asked: AccessRequest, *, actor: Actor) -> None:
    for access in queries.lines_of(asked):
        if access.ended_on is None or access.ended_by_id == asked.ticket_id:
            record(actor, "access.end", access, {"ended_on": [access.ended_on, asked.done_on]})
            access.ended_on, access.ended_by_id = asked.done_on, asked.ticket_id
    db.session.flush()


def _register(access: Access, *, actor: Actor) -> None:
    db.session.add(access)
    db.session.flush()
    record(actor, "access.give", access, {"access_right": [None, access.access_right]})


with_effect(Kind.ACCESS_REQUEST, "carry-out", taken=_carried_out, taken_back=_taken_back)
