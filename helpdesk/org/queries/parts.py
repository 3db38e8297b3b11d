"""Trees and pickers of departments and places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.org.models import Department, Location


@dataclass(frozen=True, slots=True)
class Place:
    """A location and how deep it lies in the tree."""

    location: Location
    depth: int


def departments_visible_to(actor: Actor) -> Select[Department]:
    return select(Department).where(Department.council_id == actor.council_id)


def visible_to(actor: Actor) -> Select[Location]:
    return select(Location).where(Location.council_id == actor.council_id)


def department_or_404(department_id: int, *, actor: Actor) -> Department:
    return found_or_404(departments_visible_to(actor).where(Department.id == department_id))


def location_or_404(location_id: int, *, actor: Actor) -> Location:
    return found_or_404(visible_to(actor).where(Location.id == location_id))


def departments(actor: Actor, *, on: date | None = None) -> Sequence[Department]:
    """Return the departments that exist on a day (today's), or all that ever were."""
    if on is not None:
        return db.session.scalars(_departments_on(actor), {"day": on}).all()
    found = departments_visible_to(actor).order_by(Department.name_sw)
    return db.session.scalars(found).all()


@lru_cache  # nothing but the actor decides
def _departments_on(actor: Actor) -> Select[Department]:
    here = departments_visible_to(actor).where(_exists_on(bindparam("day")))
    return here.order_by(Department.name_sw)


def departments_in(state: str, *, actor: Actor) -> Select[Department]:
    """Return those that are "open" today, "closed", or "all"; the caller sorts and pages them."""
    found = departments_visible_to(actor).options(joinedload(Department.successor))
    if state == "all":
        return found
    if state == "closed":
        return found.where(Department.ends_on < clock.today())
    return found.where(or_(Department.ends_on.is_(None), Department.ends_on >= clock.today()))


def _exists_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    not_ended = or_(Department.ends_on.is_(None), Department.ends_on >= day)
    return and_(Department.starts_on <= day, not_ended)


def department_choices(actor: Actor) -> list[tuple[int, str]]:
    current = departments(actor, on=clock.today())
    return [(one.id, one.name_en if actor.language == "en" else one.name_sw) for one in current]


def places(actor: Actor, *, all_of_them: bool = False) -> list[Place]:
    """Return the tree from its top, each place right before what lies in it."""
    found = visible_to(actor).order_by(Location.name)
    rows = db.session.scalars(found if all_of_them else found.where(Location.is_active)).all()
    return _below(None, 0, _by_parent(rows))


def sites_in(state: str, *, actor: Actor) -> Select[Location]:
    """Return the tops of the tree that are "open", "closed" or "all", with what lies in them."""
    return _in_state(visible_to(actor).where(Location.parent_id.is_(None)), state)


def places_named(text: str, state: str, *, actor: Actor) -> Select[Location]:
    """Return the places whose name, code or ward has `text` in it."""
    fields = (Location.name, Location.code, Location.ward)
    has_text = or_(*(field.icontains(text, autoescape=True) for field in fields))
    return _in_state(visible_to(actor).where(has_text), state)


def _in_state(found: Select[Location], state: str) -> Select[Location]:
    return found if state == "all" else found.where(Location.is_active.is_(state != "closed"))


def trees(tops: Sequence[Location], state: str, *, actor: Actor) -> list[Place]:
    """Return these places, each right before what lies in it, in one statement."""
    below = _in_state(visible_to(actor).order_by(Location.name), state)
    children = _by_parent(db.session.scalars(below))
    return [place for top in tops for place in (Place(top, 0), *_below(top.id, 1, children))]


def open_places_in(location: Location) -> list[Location]:
    """Return all open places that lie in one, however deep."""
    of_council = select(Location).where(Location.council_id == location.council_id)
    children = _by_parent(db.session.scalars(of_council.where(Location.is_active)))
    return [place.location for place in _below(location.id, 0, children)]


def location_choices(actor: Actor) -> list[tuple[int, str]]:
    return [(p.location.id, "\u2003" * p.depth + p.location.name) for p in places(actor)]


@subject_names("department")
def department_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Department).where(Department.id.in_(ids)))
    return {row.id: named(row) for row in rows}


@subject_names("location")
def location_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Location.id, Location.name).where(Location.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _by_parent(rows: Iterable[Location]) -> dict[int | None, list[Location]]:
    children: dict[int | None, list[Location]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return children


def _below(
    parent: int | None, depth: int, children: dict[int | None, list[Location]]
) -> list[Place]:
    tree: list[Place] = []
    for child in children.get(parent, ()):
        tree += [Place(child, depth), *_below(child.id, depth + 1, children)]
    return tree
