"""Changing departments and places; the caller commits."""

from datetime import date
from typing import TypeVar

from sqlalchemy import select

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org import queries
from helpdesk.org.models import Department, Location
from helpdesk.org.rules import (
    ClosedAboveError,
    CodeTakenError,
    DepartmentKind,
    LocationKind,
    NotATreeError,
)

Part = TypeVar("Part", Department, Location)


def add_department(
    *, code: str, kind: DepartmentKind, name_sw: str, name_en: str, starts_on: date, actor: Actor
) -> Department:
    _check_code(Department, code, actor=actor)
    department = Department(
        council_id=actor.council_id,
        code=code,
        kind=kind,
        name_sw=name_sw,
        name_en=name_en,
        starts_on=starts_on,
    )
    db.session.add(department)
    record(actor, "department.add", department, {"code": [None, code], "name": [None, name_sw]})
    db.session.flush()
    return department


def change_department(department: Department, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(department, **wanted)
    if not changes:
        return
    if "code" in changes:
        _check_code(Department, str(wanted["code"]), actor=actor)
    _apply(department, changes)
    record(actor, "department.change", department, changes)
    db.session.flush()


def close_department(
    department: Department, *, ends_on: date, successor: Department | None, actor: Actor
) -> None:
    """Set its last day, and what comes after it; whatever it did stays under its name."""
    department.ends_on, department.successor = ends_on, successor
    after = {"ends_on": [None, ends_on], "successor": [None, successor and successor.name_sw]}
    record(actor, "department.close", department, after)
    db.session.flush()


def reopen_department(department: Department, *, actor: Actor) -> None:
    before = {"ends_on": [department.ends_on, None]}
    department.ends_on, department.successor = None, None
    record(actor, "department.reopen", department, before)
    db.session.flush()


def add_location(
    *,
    code: str,
    kind: LocationKind,
    name: str,
    actor: Actor,
    parent_id: int | None = None,
    ward: str = "",
) -> Location:
    _check_code(Location, code, actor=actor)
    location = Location(
        council_id=actor.council_id,
        code=code,
        kind=kind,
        name=name,
        parent_id=parent_id,
        ward=ward,
    )
    db.session.add(location)
    record(actor, "location.add", location, {"code": [None, code], "name": [None, name]})
    db.session.flush()
    return location


def change_location(location: Location, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(location, **wanted)
    if not changes:
        return
    if "code" in changes:
        _check_code(Location, str(wanted["code"]), actor=actor)
    said = dict(changes)
    if pair := said.pop("parent_id", None):
        parent = db.session.get(Location, pair[1]) if pair[1] else None
        _check_tree(location, parent)
        said["parent"] = [location.parent and location.parent.name, parent and parent.name]
    _apply(location, changes)
    record(actor, "location.change", location, said)
    db.session.flush()


def deactivate(location: Location, *, actor: Actor) -> None:
    """Close a place and all that lies in it: they are no longer offered, nor forgotten."""
    for place in [location, *queries.open_places_in(location)]:
        place.is_active = False
        record(actor, "location.deactivate", place, {"is_active": [True, False]})
    db.session.flush()


def activate(location: Location, *, actor: Actor) -> None:
    if location.parent is not None and not location.parent.is_active:
        raise ClosedAboveError
    location.is_active = True
    record(actor, "location.activate", location, {"is_active": [False, True]})
    db.session.flush()


def _check_code(kind: type[Part], code: str, *, actor: Actor) -> None:
    same = select(kind.id).where(kind.council_id == actor.council_id, kind.code == code)
    if db.session.scalar(same) is not None:
        raise CodeTakenError


def _check_tree(location: Location, above: Location | None) -> None:
    while above is not None:
        if above.id == location.id:
            raise NotATreeError
        above = above.parent


def _apply(thing: object, changes: dict[str, list[object]]) -> None:
    for name, (_before, after) in changes.items():
        setattr(thing, name, after)
