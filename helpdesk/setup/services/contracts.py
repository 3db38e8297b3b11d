"""Support contracts and licences of the sample council; the caller commits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.contracts import services as contracts
from helpdesk.contracts.models import Contract
from helpdesk.contracts.rules import LicenceKind
from helpdesk.contracts.services import Right, Terms
from helpdesk.core.local_time import local_date
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.queries import visible_to
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.setup.services.custody import workshop

SERVED = ("SV", "SW", "RT", "PR")  # kinds of devices that the contract covers
MOST = 6
KEY = "SAMPLE-00000-00000-00000"


def sign_contracts(program: Actor, *, now: datetime) -> None:
    """Let a contract end and be renewed, and let officers give licences out."""
    officers = people_with(program, Role.TECHNICIAN)
    if not officers:
        return
    today, by = local_date(now), as_actor(officers[0])
    old = _contract("AMC-2024/031", today - timedelta(days=400), by)
    _contract("AMC-2025/044", old.ends_on + timedelta(days=1), by, follows=old)
    devices = _devices(program, ("PC", "LT"))
    _protection(today, devices, officers, now)


def _contract(number: str, begins_on: date, by: Actor, follows: Contract | None = None) -> Contract:
    terms = Terms(
        number=number,
        vendor_id=workshop(by).id,
        begins_on=begins_on,
        ends_on=begins_on + timedelta(days=364),
        covers_parts=True,
        covers_onsite=True,
        response_hours=24,
        annual_cost=Decimal(4_800_000),
    )
    tags = [one.asset_tag for one in _devices(by, SERVED)]
    return contracts.add_contract(terms, tags, actor=by, follows=follows)


def _devices(actor: Actor, codes: Sequence[str]) -> Sequence[Asset]:
    used = visible_to(actor).join(Asset.category).where(AssetCategory.code.in_(codes))
    in_use = used.where(Asset.status == Status.IN_SERVICE).order_by(Asset.id).limit(MOST)
    return db.session.scalars(in_use).all()


def _protection(
    today: date, devices: Sequence[Asset], officers: Sequence[User], now: datetime
) -> None:
    by = as_actor(officers[0])
    antivirus = Right(
        name="Kinga dhidi ya virusi",
        kind=LicenceKind.SUBSCRIPTION,
        begins_on=today - timedelta(days=340),
        ends_on=today + timedelta(days=25),
        seats=25,
        key=KEY,
        cost=Decimal(1_250_000),
    )
    licence = contracts.add_licence(antivirus, actor=by)
    holders: list[Asset | User] = [*devices, officers[0]]
    for holder in holders:
        contracts.give(licence, holder, actor=by, now=now - timedelta(days=200))
    drawing = Right(
        name="Programu ya michoro", kind=LicenceKind.PERPETUAL, begins_on=today, seats=2
    )
    contracts.add_licence(drawing, actor=by)
    everybody = Right(name="Mfumo wa ofisi", kind=LicenceKind.SITE, begins_on=today)
    contracts.add_licence(everybody, actor=by)
