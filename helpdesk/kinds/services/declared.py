"""Opening a request from its declared form, or giving it one; the caller commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.labels.declared import Declared
from helpdesk.kinds.models.access import AccessRequest
from helpdesk.kinds.models.records import RECORDS, KindRecord
from helpdesk.kinds.rules.access import Act
from helpdesk.kinds.rules.security import Severity
from helpdesk.kinds.services.access import check_not_held, note_what_is_removed
from helpdesk.kinds.services.opening import (
    OFFICE_LANGUAGE,
    KindFacts,
    attach_form,
    fitting,
    open_kind,
)
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship

WEIGHTS = {
    Severity.LOW: (Hardship.NUISANCE, 3),
    Severity.MEDIUM: (Hardship.SLOWED, 2),
    Severity.HIGH: (Hardship.STOPPED, 2),
    Severity.CRITICAL: (Hardship.EVERYONE_STOPPED, 1),
}  # how badly it stops people, and its impact at least: P4, P3, P2, P1


def open_declared(
    declared: Declared, values: Mapping[str, Any], *, requester: User, actor: Actor, now: datetime
) -> Ticket:
    """Open a request with what its form says; its subject is said by the form as well."""
    facts = _facts(declared, values)
    return open_kind(declared.kind, facts, requester=requester, actor=actor, now=now)


def attach_declared(
    declared: Declared, values: Mapping[str, Any], *, ticket: Ticket, actor: Actor, now: datetime
) -> None:
    """Give a request the form that it was made without."""
    attach_form(ticket, _facts(declared, values), actor=actor, now=now)


def _facts(declared: Declared, values: Mapping[str, Any]) -> KindFacts:
    def made(ticket: Ticket) -> KindRecord:
        record = RECORDS[declared.kind](ticket=ticket, **values)
        if isinstance(record, AccessRequest):
            check_not_held(record)
            note_what_is_removed(record)
        return record

    hardship, impact = WEIGHTS.get(values.get("severity"), (Hardship.SLOWED, None))  # type: ignore[arg-type]
    with force_locale(OFFICE_LANGUAGE):
        subject = _subject(declared, values)
    return KindFacts(
        subject=subject,
        record=made,
        description=str(values.get(declared.tells) or ""),
        hardship=hardship,
        impact=impact,
        system_id=values.get("system_id"),
    )


def _subject(declared: Declared, values: Mapping[str, Any]) -> str:
    """Name the kind, and in a few words what it is about."""
    value = values.get(declared.called)
    words = declared.parts[declared.called].choices.get(value, value)
    about = " ".join(str(words or "").split())
    system = db.session.get(System, values["system_id"]) if values.get("system_id") else None
    named = f"{about} ({system.acronym})" if system else about
    if values.get("act") is Act.REMOVE:
        return fitting(_("Take access away: %(name)s", name=named))
    return fitting(_("%(kind)s: %(about)s", kind=declared.title, about=named))
