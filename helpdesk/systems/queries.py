"""Reading the register of systems; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.core.synonyms import canonical
from helpdesk.core.text import search_words
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import named
from helpdesk.infra.transactions import held
from helpdesk.org.models import Department
from helpdesk.org.queries import departments
from helpdesk.systems.models import System, SystemUse
from helpdesk.systems.rules import State, guess_system

MOST_PEOPLE = 500  # suggested to who types a name
AMBIGUOUS = 5  # people whom one name may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a list; without a state it has all."""

    text: str = ""
    department_id: int | None = None
    state: State | None = State.IN_USE


def visible_to(actor: Actor) -> Select[System]:
    return select(System).where(System.council_id == actor.council_id)


@subject_names("system")
def system_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(System.id, System.acronym).where(System.id.in_(ids)))
    return {row.id: row.acronym for row in rows}


@subject_names("system_use")
def use_names(ids: Sequence[int]) -> Mapping[int, str]:
    uses = select(SystemUse).where(SystemUse.id.in_(ids))
    rows = db.session.scalars(
        uses.options(joinedload(SystemUse.system), joinedload(SystemUse.department))
    )
    return {use.id: f"{use.system.acronym}, {named(use.department)}" for use in rows}


def _whole(systems: Select[System]) -> Select[System]:
    """Return them with the departments that use them, in two statements more."""
    uses = selectinload(System.uses)
    return systems.options(
        uses.joinedload(SystemUse.department), uses.joinedload(SystemUse.champion)
    )


def system_or_404(system_id: int, *, actor: Actor) -> System:
    found = visible_to(actor).where(System.id == system_id)
    return found_or_404(_whole(held(found, System)))


def use_or_404(use_id: int, *, system: System) -> SystemUse:
    """Return the use of a system by a department, whether it has ended or not."""
    found = (
        select(SystemUse)
        .join(SystemUse.department)
        .where(SystemUse.id == use_id, SystemUse.system_id == system.id)
        .options(contains_eager(SystemUse.department))
    )
    return found_or_404(held(found, SystemUse))


def matching(actor: Actor, filters: Filters) -> Select[System]:
    """Return the systems that all words name, with who uses them; the caller sorts and pages."""
    found = _whole(visible_to(actor))
    if filters.state is not None:
        found = found.where(System.is_active.is_(filters.state is State.IN_USE))
    if filters.department_id is not None:
        open_use = SystemUse.ended_at.is_(None)
        used = System.uses.any(open_use & (SystemUse.department_id == filters.department_id))
        found = found.where(or_(System.is_for_all, used))
    for word in search_words(canonical(filters.text)):
        found = found.where(System.search_text.contains(word, autoescape=True))
    return found


def in_use(actor: Actor) -> Sequence[System]:
    """Return what a request may be about, by short name."""
    return db.session.scalars(_in_use(actor)).all()


@lru_cache  # nothing but the actor decides
def _in_use(actor: Actor) -> Select[System]:
    active = visible_to(actor).where(System.is_active)
    return active.order_by(System.acronym, System.id)


def find_in_use(system_id: int, *, actor: Actor) -> System | None:
    found = visible_to(actor).where(System.id == system_id, System.is_active)
    return db.session.scalars(found).one_or_none()


def choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the systems in use as a box offers them, to be found by either name."""
    return [(one.id, f"{one.acronym} – {one.full_name}") for one in in_use(actor)]


def guessed(text: str, *, actor: Actor) -> System | None:
    """Return the system that a text names, where that is sure."""
    return guess_system(text, in_use(actor))


def champion_of(system_id: int, *, department_id: int | None, actor: Actor) -> User | None:
    """Return whom colleagues in a department ask first about a system, in one statement."""
    champion = (
        accounts.visible_to(actor)
        .join(SystemUse, SystemUse.champion_id == User.id)
        .where(SystemUse.system_id == system_id, SystemUse.department_id == department_id)
        .where(SystemUse.ended_at.is_(None), User.is_active)
    )
    return db.session.scalars(champion).first()


def has_acronym(acronym: str, *, actor: Actor, without: int | None = None) -> bool:
    same = visible_to(actor).where(System.acronym == acronym, System.id != (without or 0))
    return db.session.scalar(same.with_only_columns(System.id)) is not None


def departments_without(system: System, *, actor: Actor) -> list[Department]:
    """Return the departments that the register does not yet name as users of a system."""
    named_already = {use.department_id for use in system.open_uses}
    return [one for one in departments(actor) if one.id not in named_already and not one.ends_on]


def people(actor: Actor) -> Sequence[User]:
    """Return who may be a champion, as suggestions to who types a name."""
    active = accounts.visible_to(actor).where(User.is_active).order_by(User.name)
    return db.session.scalars(active.limit(MOST_PEOPLE)).all()


def people_called(text: str, *, actor: Actor) -> Sequence[User]:
    """Return whom a typed name may mean; with a sign-in name in brackets it means that one."""
    _before, bracket, username = text.removesuffix(")").rpartition("(")
    of_that_name = accounts.visible_to(actor).where(User.username == username)
    found = of_that_name if bracket else accounts.matching(actor, text)
    active = found.where(User.is_active).order_by(User.name).limit(AMBIGUOUS)
    return db.session.scalars(active).all()
