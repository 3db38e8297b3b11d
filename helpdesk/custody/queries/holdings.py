"""What somebody holds, and who has not said so this year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody.models import Clearance, HoldingConfirmed, HoldingDenied
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN

MOST = 500  # holders in one list


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Somebody who has not said this year that he holds so many devices."""

    person: User
    devices: int


def held_or_404(asset_id: int, *, actor: Actor) -> Asset:
    """Return a device in the actor's own hands."""
    own = select(Asset).where(Asset.council_id == actor.council_id, Asset.id == asset_id)
    mine = own.where(Asset.custodian_id == actor.id, Asset.status.not_in(GONE))
    return found_or_404(mine.options(*equipment.WHOLE))


def holdings_of(person: User, *, actor: Actor) -> Sequence[Asset]:
    """Return what a person has in hands, also what was lent to him."""
    own = Asset.council_id == actor.council_id, Asset.custodian_id == person.id
    wanted = select(Asset).where(*own, Asset.status.not_in(GONE)).options(*equipment.WHOLE)
    return db.session.scalars(wanted.order_by(Asset.asset_tag)).unique().all()


def confirmed_ids(actor: Actor, *, today: date) -> frozenset[int]:
    """Return the devices that the actor said this fiscal year to hold."""
    year = FiscalYear.containing(today).slug
    own = HoldingConfirmed.user_id == actor.id, HoldingConfirmed.fiscal_year == year
    return frozenset(db.session.scalars(select(HoldingConfirmed.asset_id).where(*own)))


def denied(actor: Actor) -> Mapping[int, Ticket]:
    """Return by device the open requests in which the actor said that it is not his."""
    rows = db.session.scalars(
        select(HoldingDenied)
        .join(HoldingDenied.ticket)
        .where(HoldingDenied.user_id == actor.id, Ticket.status.in_(OPEN))
        .options(joinedload(HoldingDenied.ticket))
        .order_by(HoldingDenied.id)
    )
    return {row.asset_id: row.ticket for row in rows}


def unconfirmed(actor: Actor, *, today: date) -> Select[*tuple[User, int]]:
    """Return who holds a device of which he has said nothing this year, with how many those are."""
    year = FiscalYear.containing(today).slug
    said = exists().where(
        HoldingConfirmed.asset_id == Asset.id,
        HoldingConfirmed.user_id == Asset.custodian_id,
        HoldingConfirmed.fiscal_year == year,
    )
    held = equipment.visible_to(actor).where(Asset.status.not_in(GONE), ~said)
    counts = held.with_only_columns(Asset.custodian_id, func.count(Asset.id).label("devices"))
    by_holder = counts.group_by(Asset.custodian_id).subquery()
    return (
        select(User, by_holder.c.devices)
        .join(by_holder, by_holder.c.custodian_id == User.id)
        .options(joinedload(User.department))
        .order_by(User.name, User.id)
        .limit(MOST)
    )


def clearance_of(person: User, *, actor: Actor) -> Clearance | None:
    """Return the last certificate of a person."""
    known = select(Clearance).where(
        Clearance.council_id == actor.council_id, Clearance.person_id == person.id
    )
    return db.session.scalars(known.order_by(Clearance.id.desc()).limit(1)).one_or_none()


@subject_names("clearance")
def clearance_numbers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Clearance.id, Clearance.number).where(Clearance.id.in_(ids)))
    return {row.id: row.number for row in rows}
