"""Keeping the register of systems; the caller commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.core.synonyms import searchable
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Department
from helpdesk.systems import queries
from helpdesk.systems.models import System, SystemUse
from helpdesk.systems.rules import AcronymTakenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is said about a system when it is entered or changed."""

    acronym: str
    full_name: str
    other_names: str = ""
    owner: str = ""
    help_contact: str = ""
    purpose_sw: str = ""
    purpose_en: str = ""
    is_critical: bool = False
    is_for_all: bool = False


def add(details: Details, *, actor: Actor) -> System:
    if queries.has_acronym(details.acronym, actor=actor):
        raise AcronymTakenError(details.acronym)
    system = System(council_id=actor.council_id, is_active=True)
    _describe(system, details)
    db.session.add(system)
    db.session.flush()
    record(actor, "system.add", system, {"acronym": [None, system.acronym]})
    return system


def change(system: System, details: Details, *, actor: Actor) -> None:
    if queries.has_acronym(details.acronym, actor=actor, without=system.id):
        raise AcronymTakenError(details.acronym)
    changes = changes_of(system, **asdict(details))
    if changes:
        record(actor, "system.change", system, changes)
    _describe(system, details)
    db.session.flush()


def retire(system: System, *, actor: Actor) -> None:
    """Keep it for what was written about it, but offer it no more."""
    _set_active(system, False, act="system.retire", actor=actor)


def restore(system: System, *, actor: Actor) -> None:
    _set_active(system, True, act="system.restore", actor=actor)


def add_use(
    system: System, department: Department, *, champion: User | None, actor: Actor
) -> SystemUse:
    """Note that a department uses a system; one that had stopped is taken up again."""
    use = _former_use(system, department)
    if use is None:
        use = SystemUse(system=system, department=department)
    use.ended_at, use.champion = None, champion
    db.session.add(use)
    db.session.flush()
    record(actor, "system_use.add", use, {"champion": [None, _name(champion)]})
    return use


def name_champion(use: SystemUse, champion: User | None, *, actor: Actor) -> None:
    if champion is not use.champion:
        changes = {"champion": [_name(use.champion), _name(champion)]}
        record(actor, "system_use.change", use, changes)
    use.champion = champion
    db.session.flush()


def end_use(use: SystemUse, *, actor: Actor, now: datetime) -> None:
    """Take a department off the list, and keep who was its champion."""
    record(actor, "system_use.end", use, at=now)
    use.ended_at = now
    db.session.flush()


def resume_use(use: SystemUse, *, actor: Actor, now: datetime) -> None:
    record(actor, "system_use.resume", use, at=now)
    use.ended_at = None
    db.session.flush()


def _set_active(system: System, is_active: bool, *, act: str, actor: Actor) -> None:
    record(actor, act, system, {"is_active": [system.is_active, is_active]})
    system.is_active = is_active
    db.session.flush()


def _describe(system: System, details: Details) -> None:
    for name, value in asdict(details).items():
        setattr(system, name, value)
    names = (system.acronym, system.full_name, system.other_names)
    system.search_text = searchable(*names, system.owner, system.purpose_sw, system.purpose_en)


def _former_use(system: System, department: Department) -> SystemUse | None:
    """Return the use that ended, or one that somebody else has just added."""
    return next((use for use in system.uses if use.department_id == department.id), None)


def _name(person: User | None) -> str | None:
    return person.name if person else None
