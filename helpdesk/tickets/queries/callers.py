"""Who somebody is that calls or is named, and what he has open."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import joinedload

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.core.text import normalise_name, search_words
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries.tickets import LIST, visible_to
from helpdesk.tickets.rules import OPEN, Status

MOST_NAMESAKES = 6
MOST_CALLERS = 12
LOCAL_DIGITS = 9  # of a telephone number, without 0 or +255


def colleagues_called(text: str, *, actor: Actor) -> Sequence[User]:
    """Return whom a name may mean: the one who is called just so, or all with these words."""
    name = _printable(text)
    people = accounts.visible_to(actor).where(User.is_active)
    for word in name.split():
        people = people.where(User.name.icontains(word, autoescape=True))
    found = db.session.scalars(
        people.options(joinedload(User.department)).order_by(User.name, User.id).limit(99)
    ).all()
    exact = [one for one in found if one.name.casefold() == name.casefold()]
    return exact or found[:MOST_NAMESAKES]


def callers(text: str, *, actor: Actor, most: int = MOST_CALLERS + 1) -> Sequence[User]:
    """Return people whose name or telephone has this in it; one too many tells that more have."""
    name = _printable(text)
    people = accounts.matching(actor, name).where(User.is_active)
    just_so = User.name.icontains(name, autoescape=True)
    found = db.session.scalars(people.order_by(just_so.desc(), User.name, User.id).limit(most))
    everybody = found.all()
    return [one for one in everybody if name.casefold() in one.name.casefold()] or everybody


def unfinished_of_guests(text: str, *, actor: Actor, most: int = 10) -> Sequence[Ticket]:
    """Return what guests with this name or telephone wait for, newest first."""
    words = search_words(text)
    digits = re.sub(r"\D", "", text)
    if len(digits) >= LOCAL_DIGITS:
        words = [digits[-LOCAL_DIGITS:]]
    if not words:
        return ()
    said = (Ticket.search_text.contains(word, autoescape=True) for word in words)
    return db.session.scalars(
        visible_to(actor)
        .where(Ticket.requester_id.is_(None), Ticket.status.in_([*OPEN, Status.RESOLVED]), *said)
        .options(*LIST)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(most)
    ).all()


def caller_or_none(user_id: int, *, actor: Actor) -> User | None:
    wanted = accounts.visible_to(actor).where(User.id == user_id, User.is_active)
    whole = joinedload(User.department), joinedload(User.location)
    return db.session.scalars(wanted.options(*whole)).one_or_none()


def unfinished_of(person: User, *, actor: Actor, most: int = 10) -> Sequence[Ticket]:
    """Return what a caller waits for, newest first."""
    return db.session.scalars(
        visible_to(actor)
        .where(Ticket.requester_id == person.id, Ticket.status.in_([*OPEN, Status.RESOLVED]))
        .options(*LIST)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(most)
    ).all()


def devices_of(person: User, *, actor: Actor, most: int = 20) -> Sequence[Asset]:
    """Return what a caller holds, for he mostly calls about one of these."""
    held = equipment.visible_to(actor).where(
        Asset.custodian_id == person.id, Asset.status.not_in(GONE)
    )
    named = joinedload(Asset.model), joinedload(Asset.category)
    return db.session.scalars(held.options(*named).order_by(Asset.asset_tag).limit(most)).all()


def _printable(text: str) -> str:
    """Leave out signs that no name has and no database takes."""
    return normalise_name("".join(sign if sign.isprintable() else " " for sign in text))
