"""Reading the log, as far as somebody may know of what it is about."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, and_, false, func, or_, select

from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries.secrets import is_hidden, names_hidden
from helpdesk.audit.rules import MAKINGS
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


def visible_to(actor: Actor) -> Select[AuditEntry]:
    """All of the council, but what is about something secret or names it."""
    return select(AuditEntry).where(
        AuditEntry.council_id == actor.council_id,
        ~is_hidden(actor, AuditEntry.subject_type, AuditEntry.subject_id),
        ~names_hidden(actor, AuditEntry.changes),
    )


def matching(actor: Actor, *, action: str = "", person: str = "") -> Select[AuditEntry]:
    entries = visible_to(actor)
    if action:
        entries = entries.where(AuditEntry.action.startswith(action, autoescape=True))
    if person:
        entries = entries.where(AuditEntry.actor_name.icontains(person, autoescape=True))
    return entries


def history(subject_type: str, subject_id: int, *, most: int = 200) -> Sequence[AuditEntry]:
    """Return what was done to one thing, oldest first; whoever may see it may see this."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == subject_type, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id)
        .limit(most)
    ).all()


def since_version(subject_type: str, subject_id: int, version: int) -> Sequence[AuditEntry]:
    """Return what was done to a thing by saves that began at `version` or later.

    Its making, which may be the first entry, changed nothing that anybody had seen.
    """
    return since_versions(subject_type, {subject_id: version})


def since_versions(subject_type: str, versions: Mapping[int, int]) -> Sequence[AuditEntry]:
    """Return the same of several things of a type in one statement, by the versions seen."""
    of_type = AuditEntry.subject_type == subject_type
    about = AuditEntry.subject_id.in_(versions)
    first = select(func.min(AuditEntry.id)).where(of_type, about).group_by(AuditEntry.subject_id)
    is_making = or_(*map(AuditEntry.action.endswith, MAKINGS))
    newer = (
        and_(AuditEntry.subject_id == subject_id, AuditEntry.subject_version >= version)
        for subject_id, version in versions.items()
    )
    return db.session.scalars(
        select(AuditEntry)
        .where(of_type, or_(false(), *newer))
        .where(~and_(AuditEntry.id.in_(first), is_making))
        .order_by(AuditEntry.id)
        .limit(200)
    ).all()
