"""Asking for the correction of data, and ending it; the caller commits."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.rules import TICKET_CAUSES, ErrorCause
from helpdesk.kinds.services.opening import (
    OFFICE_LANGUAGE,
    KindFacts,
    attach_form,
    fitting,
    open_kind,
)
from helpdesk.kinds.services.working import verify
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFacts:
    """A wrong value and the right one; the reference is how the system calls the record."""

    system: System
    record_reference: str
    field_name: str
    value_before: str
    value_after: str
    reason: str
    cause: ErrorCause


def ask_correction(
    facts: CorrectionFacts, *, requester: User, actor: Actor, now: datetime
) -> DataCorrection:
    made: list[DataCorrection] = []
    asked = _asked(facts, made)
    open_kind(Kind.DATA_CORRECTION, asked, requester=requester, actor=actor, now=now)
    return _noted(made[0], facts, actor=actor, now=now)


def attach_correction(
    facts: CorrectionFacts, *, ticket: Ticket, actor: Actor, now: datetime
) -> DataCorrection:
    """Give a request the form that it was made without."""
    made: list[DataCorrection] = []
    attach_form(ticket, _asked(facts, made), actor=actor, now=now)
    return _noted(made[0], facts, actor=actor, now=now)


def _asked(facts: CorrectionFacts, made: list[DataCorrection]) -> KindFacts:
    def of(ticket: Ticket) -> DataCorrection:
        made.append(_record(facts, ticket))
        return made[0]

    return KindFacts(
        subject=_subject(facts), record=of, description=facts.reason, system_id=facts.system.id
    )


def _noted(
    correction: DataCorrection, facts: CorrectionFacts, *, actor: Actor, now: datetime
) -> DataCorrection:
    values = {"value_before": [None, facts.value_before], "value_after": [None, facts.value_after]}
    record(actor, "data_correction.ask", correction, values, at=now)
    return correction


def _record(facts: CorrectionFacts, ticket: Ticket) -> DataCorrection:
    return DataCorrection(
        ticket=ticket,
        system=facts.system,
        record_reference=facts.record_reference,
        field_name=facts.field_name,
        value_before=facts.value_before,
        value_after=facts.value_after,
        reason=facts.reason,
        cause=facts.cause,
    )


def _subject(facts: CorrectionFacts) -> str:
    """Name the record without a word of the program: its readers have languages of their own."""
    return fitting(f"{facts.system.acronym}: {facts.record_reference}, {facts.field_name}")


def verify_correction(
    correction: DataCorrection, note: str, *, actor: Actor, now: datetime
) -> None:
    """Say that the right value stands there now, and let the ticket end with that."""
    requester, doer = correction.ticket.requester, correction.done_by
    with force_locale(requester.language if requester else OFFICE_LANGUAGE):
        words = _(
            "The data was corrected by %(doer)s and verified by %(name)s.",
            doer=doer.name if doer else "–",
            name=actor.name,
        )
    cause = TICKET_CAUSES[correction.cause]
    verify(correction, note, cause=cause, words=words, actor=actor, now=now)
