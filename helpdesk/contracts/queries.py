"""Reading contracts and licences; every statement starts at `contracts_of` or `licences_of`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload, selectinload

from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.contracts.models import Contract, ContractAsset, Licence, LicenceSeat
from helpdesk.contracts.rules import Term, horizon
from helpdesk.core.text import normalise_code
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.vendors.models import Vendor

DEVICE = joinedload(LicenceSeat.asset).joinedload(Asset.model)


def contracts_of(actor: Actor) -> Select[Contract]:
    mine = select(Contract).where(Contract.council_id == actor.council_id)
    return mine.join(Contract.vendor).options(contains_eager(Contract.vendor))


def licences_of(actor: Actor) -> Select[Licence]:
    mine = select(Licence).where(Licence.council_id == actor.council_id)
    return mine.outerjoin(Licence.vendor).options(contains_eager(Licence.vendor))


@subject_names("contract")
def contract_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Contract.id, Contract.number).where(Contract.id.in_(ids)))
    return {row.id: row.number for row in rows}


@subject_names("licence")
def licence_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Licence.id, Licence.name).where(Licence.id.in_(ids)))
    return {row.id: row.name for row in rows}


def contract_or_404(contract_id: int, *, actor: Actor) -> Contract:
    covered = selectinload(Contract.cover).joinedload(ContractAsset.asset).joinedload(Asset.model)
    whole = (covered, joinedload(Contract.follows))
    wanted = contracts_of(actor).where(Contract.id == contract_id).options(*whole)
    return found_or_404(held(wanted, Contract))


def licence_or_404(licence_id: int, *, actor: Actor) -> Licence:
    return found_or_404(held(licences_of(actor).where(Licence.id == licence_id), Licence))


def contracts(actor: Actor, text: str, term: Term | None, *, today: date) -> Select[Contract]:
    """Return those in such a state whose number or firm has these letters."""
    words = or_(_has(Contract.number, text), _has(Vendor.name, text))
    days = _in_term(Contract.begins_on, Contract.ends_on, term, today)
    return contracts_of(actor).where(words, *days)


def licences(actor: Actor, text: str, term: Term | None, *, today: date) -> Select[Licence]:
    """Return those in such a state whose program or firm has these letters."""
    words = or_(_has(Licence.name, text), _has(Vendor.name, text))
    days = _in_term(Licence.begins_on, Licence.ends_on, term, today)
    return licences_of(actor).where(words, *days)


def _has(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    return func.lower(func.coalesce(column, "")).contains(text.strip().lower(), autoescape=True)


def _in_term(
    begins_on: InstrumentedAttribute[date],
    ends_on: InstrumentedAttribute[date] | InstrumentedAttribute[date | None],
    term: Term | None,
    today: date,
) -> tuple[ColumnElement[bool], ...]:
    """Say of two columns what `rules.term` says of two days."""
    soon = horizon(today)[1]
    begun = begins_on <= today
    wanted: Mapping[Term, tuple[ColumnElement[bool], ...]] = {
        Term.COMING: (begins_on > today,),
        Term.IN_FORCE: (begun, or_(ends_on.is_(None), ends_on > soon)),
        Term.ENDING: (begun, ends_on.between(today, soon)),
        Term.ENDED: (begun, ends_on < today),
    }
    return wanted[term] if term else ()


def find_number(number: str, *, actor: Actor) -> Contract | None:
    same = func.lower(Contract.number) == number.lower()
    return db.session.scalars(contracts_of(actor).where(same)).first()


def is_renewed(contract: Contract) -> bool:
    follower = select(Contract.id).where(Contract.follows_id == contract.id)
    return db.session.scalar(select(follower.exists())) is True


def devices_called(tags: Sequence[str], *, actor: Actor) -> dict[str, Asset]:
    """Return by its number each device that is there to be covered."""
    wanted = [normalise_code(tag) for tag in tags]
    there = equipment.visible_to(actor).where(Asset.asset_tag.in_(wanted), ~Asset.status.in_(GONE))
    return {one.asset_tag: one for one in db.session.scalars(there)}


def open_seats(licence: Licence) -> Select[LicenceSeat]:
    mine = select(LicenceSeat).where(LicenceSeat.licence_id == licence.id)
    return mine.where(LicenceSeat.taken_at.is_(None)).options(DEVICE, joinedload(LicenceSeat.user))


def used(licence: Licence) -> int:
    return used_of([licence.id]).get(licence.id, 0)


def used_of(licence_ids: Sequence[int]) -> dict[int, int]:
    """Count the users of some licences in one statement."""
    counted = (
        select(LicenceSeat.licence_id, func.count())
        .where(LicenceSeat.licence_id.in_(licence_ids), LicenceSeat.taken_at.is_(None))
        .group_by(LicenceSeat.licence_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def seat_of(licence: Licence, holder: Asset | User) -> LicenceSeat | None:
    column = LicenceSeat.asset_id if isinstance(holder, Asset) else LicenceSeat.user_id
    return db.session.scalars(open_seats(licence).where(column == holder.id)).first()


def seat_or_404(licence: Licence, seat_id: int) -> LicenceSeat:
    mine = select(LicenceSeat).where(
        LicenceSeat.licence_id == licence.id, LicenceSeat.id == seat_id
    )
    return found_or_404(mine.options(DEVICE, joinedload(LicenceSeat.user)))


def contracts_on(asset: Asset, *, today: date) -> Sequence[Contract]:
    """Return what covers a device today, the longest first."""
    covering = contracts_of_council(asset.council_id).join(Contract.cover)
    today_within = and_(Contract.begins_on <= today, Contract.ends_on >= today)
    found = covering.where(ContractAsset.asset_id == asset.id, today_within)
    return db.session.scalars(found.order_by(Contract.ends_on.desc(), Contract.id)).all()


def contracts_of_council(council_id: int) -> Select[Contract]:
    mine = select(Contract).where(Contract.council_id == council_id)
    return mine.join(Contract.vendor).options(contains_eager(Contract.vendor))


def seats_of_asset(asset: Asset) -> Sequence[LicenceSeat]:
    mine = select(LicenceSeat).where(
        LicenceSeat.asset_id == asset.id, LicenceSeat.taken_at.is_(None)
    )
    ordered = mine.options(joinedload(LicenceSeat.licence)).order_by(LicenceSeat.id)
    return db.session.scalars(ordered).all()


def seats_of_person(person: User) -> Sequence[LicenceSeat]:
    mine = select(LicenceSeat).where(
        LicenceSeat.user_id == person.id, LicenceSeat.taken_at.is_(None)
    )
    ordered = mine.options(joinedload(LicenceSeat.licence)).order_by(LicenceSeat.id)
    return db.session.scalars(ordered).all()


def ending_contracts(council_id: int, *, today: date) -> Sequence[Contract]:
    """Return those whose end is near or just over, the earliest first, but what was renewed."""
    renewal = aliased(Contract)
    is_renewed = select(renewal.id).where(renewal.follows_id == Contract.id).exists()
    ending = contracts_of_council(council_id).where(
        Contract.ends_on.between(*horizon(today)), ~is_renewed
    )
    return db.session.scalars(ending.order_by(Contract.ends_on, Contract.id)).all()


def ending_licences(council_id: int, *, today: date) -> Sequence[Licence]:
    mine = select(Licence).where(Licence.council_id == council_id)
    ending = mine.where(Licence.ends_on.between(*horizon(today)))
    whole = ending.options(joinedload(Licence.vendor))
    return db.session.scalars(whole.order_by(Licence.ends_on, Licence.id)).all()


def _warranties(council_id: int, today: date) -> tuple[ColumnElement[bool], ...]:
    """Choose devices whose warranty ends; what has left the council needs none."""
    return (
        Asset.council_id == council_id,
        Asset.warranty_ends_on.between(*horizon(today)),
        ~Asset.status.in_(GONE),
    )


def ending_warranties(council_id: int, *, today: date) -> Sequence[Asset]:
    whole = (joinedload(Asset.model), joinedload(Asset.supplier), joinedload(Asset.department))
    ending = select(Asset).where(*_warranties(council_id, today)).options(*whole)
    return db.session.scalars(ending.order_by(Asset.warranty_ends_on, Asset.asset_tag)).all()


def warranty_days(council_id: int, *, today: date) -> Mapping[date, int]:
    """Count by its last day how many warranties end."""
    counted = (
        select(Asset.warranty_ends_on, func.count())
        .where(*_warranties(council_id, today))
        .group_by(Asset.warranty_ends_on)
        .order_by(Asset.warranty_ends_on)
    )
    return {day: number for day, number in db.session.execute(counted) if day is not None}


def warranty_tags(council_id: int, *, today: date) -> Mapping[date, Sequence[str]]:
    """Return by its last day which devices' warranties end."""
    ends = select(Asset.warranty_ends_on, Asset.asset_tag).where(*_warranties(council_id, today))
    found: defaultdict[date, list[str]] = defaultdict(list)
    for last, tag in db.session.execute(ends.order_by(Asset.warranty_ends_on, Asset.asset_tag)):
        if last is not None:
            found[last].append(tag)
    return found


def ending_soon(actor: Actor, *, today: date) -> int:
    """Count in one statement what ends within the longest of rules.STEPS."""
    last = horizon(today)[1]
    mine = actor.council_id
    contracts = select(func.count()).where(
        Contract.council_id == mine, Contract.ends_on.between(today, last)
    )
    licences = select(func.count()).where(
        Licence.council_id == mine, Licence.ends_on.between(today, last)
    )
    warranties = select(func.count()).where(
        *_warranties(mine, today), Asset.warranty_ends_on >= today
    )
    counts = (one.scalar_subquery() for one in (contracts, licences, warranties))
    return sum(db.session.execute(select(*counts)).one())
