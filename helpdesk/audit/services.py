"""Writing the log: entries are collected with the change and chained just before its commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from helpdesk.audit.models import AuditEntry, AuditHead, hashed_fields
from helpdesk.audit.rules import FIRST, canonical, entry_hash
from helpdesk.infra import clock, origin
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.transactions import before_commit


class Subject(Protocol):
    """Whatever an act is about: any record with an id."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Noted:
    actor: Actor
    action: str
    subject: Subject
    version: int | None
    changes: Mapping[str, object]
    at: datetime


def record(
    actor: Actor,
    action: str,
    subject: Subject,
    changes: Mapping[str, object] | None = None,
    *,
    at: datetime | None = None,
) -> None:
    """Note an act such as "ticket.assign"; it is kept exactly when the transaction is.

    `changes` says field by field what became of it: `{"status": ["new", "assigned"]}`.
    """
    version = getattr(subject, "version", None)
    moment = (at or clock.now()).astimezone(UTC)
    noted = _Noted(actor, action, subject, version, changes or {}, moment)
    db.session.info.setdefault("audit", []).append(noted)


def changes_of(subject: object, **wanted: object) -> dict[str, list[object]]:
    """Compare a record with what it shall become, and return only what differs."""
    pairs = {name: [getattr(subject, name), value] for name, value in wanted.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@before_commit
def seal() -> None:
    """Chain what was noted, council by council; the last act before a commit."""
    noted: list[_Noted] = db.session.info.pop("audit", [])
    if not noted:
        return
    db.session.flush()
    by_council = sorted(noted, key=lambda act: act.actor.council_id)
    for council_id, acts in groupby(by_council, key=lambda act: act.actor.council_id):
        _chain(_locked_head(council_id), list(acts))
    db.session.flush()


def _locked_head(council_id: int) -> AuditHead:
    first = {"council_id": council_id, "sequence": 0, "hash": FIRST}
    db.session.execute(insert_into(AuditHead).values(**first).on_conflict_do_nothing())
    return db.session.scalars(
        select(AuditHead)
        .where(AuditHead.council_id == council_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _chain(head: AuditHead, acts: list[_Noted]) -> None:
    entries, sequence, last = [], head.sequence, head.hash
    for sequence, act in enumerate(acts, start=head.sequence + 1):
        entry = _entry(act) | {"council_id": head.council_id, "sequence": sequence}
        entry |= {"previous_hash": last, "hash": entry_hash(last, hashed_fields(entry))}
        last = entry["hash"]
        entries.append(entry)
    head.sequence, head.hash = sequence, last
    db.session.execute(insert(AuditEntry), entries)


def _entry(act: _Noted) -> dict[str, Any]:
    return {
        "at": act.at,
        "actor_id": act.actor.id,
        "actor_name": act.actor.name,
        "action": act.action,
        "subject_type": str(getattr(act.subject, "__tablename__", "")),
        "subject_id": act.subject.id,
        "subject_version": act.version,
        "changes": canonical(act.changes),
        "origin": origin.address(),
    }


@event.listens_for(Session, "after_rollback")
def _forget(current: Session) -> None:
    current.info.pop("audit", None)
