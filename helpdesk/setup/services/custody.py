"""Papers of hand-overs in the sample council, one of each kind; the caller commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.core.local_time import local_date
from helpdesk.custody import services as custody
from helpdesk.custody.models import Handover
from helpdesk.custody.rules import Kind
from helpdesk.equipment.models import Asset, AssetStatusChange, Movement
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.vendors import queries as vendors
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.services import Details, add

QUIET = timedelta(days=90)  # that nothing happened to a device
WORKSHOP = "Karakana ya Vifaa vya Ofisi Rujewa"
DEVICES = 5
SHOWN = "mtumishi"  # who looks at the sample as staff


def hand_out(program: Actor, *, now: datetime) -> None:
    """Let one device each be transferred, lent, sent out and given back, and holders confirm."""
    officers, staff = people_with(program, Role.TECHNICIAN), people_with(program, Role.REQUESTER)
    staff = sorted(staff, key=lambda one: not one.username.endswith(SHOWN))
    devices = _quiet(program, staff[2:], now - QUIET)
    if not officers or len(devices) < DEVICES:
        return
    by, day = officers[0], timedelta(days=1)
    accepted = _to(staff[0], devices[0], Kind.TRANSFER, by=by, at=now - 40 * day)
    custody.accept(accepted, actor=as_actor(staff[0]), now=now - 39 * day)
    _to(staff[0], devices[1], Kind.TRANSFER, by=by, at=now - day)
    _to(staff[1], devices[2], Kind.LOAN, by=by, at=now - 30 * day, days=14)
    _to_workshop(devices[3], by=by, at=now - 5 * day)
    _to(None, devices[4], Kind.RETURN, by=by, at=now - 2 * day)
    _confirm(program, staff[1], now=now)


def _quiet(program: Actor, holders: Sequence[User], since: datetime) -> Sequence[Asset]:
    """Return devices in somebody's hands to which nothing happened lately, first ones first."""
    moved = exists().where(Movement.asset_id == Asset.id, Movement.at > since)
    changed = exists().where(AssetStatusChange.asset_id == Asset.id, AssetStatusChange.at > since)
    in_hands = (
        Asset.status == Status.IN_SERVICE,
        Asset.custodian_id.in_([one.id for one in holders]),
    )
    return db.session.scalars(
        select(Asset)
        .where(Asset.council_id == program.council_id, *in_hands, ~moved, ~changed)
        .order_by(Asset.id)
        .limit(DEVICES)
    ).all()


def _to(
    person: User | None,
    asset: Asset,
    kind: Kind,
    *,
    by: User,
    at: datetime,
    days: int | None = None,
) -> Handover:
    to = Whereabouts(location=asset.location, department=asset.department, custodian=person)
    due_on = local_date(at + timedelta(days=days)) if days else None
    paper = custody.Paper(kind=kind, to=to, due_on=due_on)
    given = [custody.Given(asset, asset.condition, "Waya wa umeme")]
    return custody.hand_over(paper, given, by=by, actor=as_actor(by), now=at)


def _to_workshop(asset: Asset, *, by: User, at: datetime) -> None:
    paper = custody.Paper(
        kind=Kind.REPAIR_BENCH,
        workshop=workshop(as_actor(by)),
        carried_by=by.name,
        due_on=local_date(at + timedelta(days=14)),
        reason="Ubao mkuu unahitaji kuunganishwa upya",
    )
    given = [custody.Given(asset, asset.condition)]
    custody.hand_over(paper, given, by=by, actor=as_actor(by), now=at)


def workshop(actor: Actor) -> Vendor:
    """Return the workshop that repairs for the council, entered at first need."""
    known = vendors.find(WORKSHOP, actor=actor)
    details = Details(name=WORKSHOP, phone="+255754000201", address="Rujewa", is_workshop=True)
    return known or add(details, actor=actor)


def _confirm(program: Actor, person: User, *, now: datetime) -> None:
    """Let one member of staff have confirmed this year what he holds."""
    own = Asset.council_id == program.council_id, Asset.custodian_id == person.id
    held = db.session.scalars(select(Asset).where(*own).order_by(Asset.id)).all()
    custody.confirm(held, holder=person, actor=as_actor(person), now=now)
