"""Changing the council's parts; the caller commits."""

from datetime import date

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Department, Location
from helpdesk.org.rules import DepartmentKind, LocationKind, NotATreeError


def add_department(
    *, code: str, kind: DepartmentKind, name_sw: str, name_en: str, starts_on: date, actor: Actor
) -> Department:
    department = Department(
        council_id=actor.council_id,
        code=code,
        kind=kind,
        name_sw=name_sw,
        name_en=name_en,
        starts_on=starts_on,
    )
    db.session.add(department)
    record(actor, "department.add", department, {"code": code, "name": name_sw})
    db.session.flush()
    return department


def change_department(department: Department, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(department, **wanted)
    _apply(department, changes)
    record(actor, "department.change", department, changes)


def add_location(
    *,
    code: str,
    kind: LocationKind,
    name: str,
    actor: Actor,
    parent_id: int | None = None,
    ward: str = "",
) -> Location:
    location = Location(
        council_id=actor.council_id,
        code=code,
        kind=kind,
        name=name,
        parent_id=parent_id,
        ward=ward,
    )
    db.session.add(location)
    record(actor, "location.add", location, {"code": code, "name": name})
    db.session.flush()
    return location


def change_location(location: Location, *, actor: Actor, **wanted: object) -> None:
    changes = changes_of(location, **wanted)
    if "parent_id" in changes:
        _check_tree(location, wanted["parent_id"])
    _apply(location, changes)
    record(actor, "location.change", location, changes)


def _check_tree(location: Location, parent_id: object) -> None:
    above = db.session.get(Location, parent_id) if parent_id else None
    while above is not None:
        if above.id == location.id:
            raise NotATreeError
        above = above.parent


def _apply(thing: object, changes: dict[str, list[object]]) -> None:
    for name, (_before, after) in changes.items():
        setattr(thing, name, after)
