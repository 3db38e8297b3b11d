"""Contracts and licences as officers enter them."""

from datetime import date, timedelta

from helpdesk.contracts import services
from helpdesk.contracts.models import Contract, Licence
from helpdesk.contracts.rules import LicenceKind
from helpdesk.contracts.services import Right, Terms
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.services import Details, add
from tests.factories import numbers


def vendor(actor: Actor) -> Vendor:
    return add(Details(name=f"Karakana {next(numbers)}"), actor=actor)


def terms(actor: Actor, *, ends_on: date, **given) -> Terms:
    plain = {"number": f"AMC-{next(numbers)}", "begins_on": ends_on - timedelta(days=364)}
    made = vendor(actor).id if "vendor_id" not in given else 0
    return Terms(**{"vendor_id": made, "ends_on": ends_on, **plain, **given})


def contract(*assets: Asset, actor: Actor, ends_on: date, follows=None, **given) -> Contract:
    said = terms(actor, ends_on=ends_on, **given)
    tags = [one.asset_tag for one in assets]
    return services.add_contract(said, tags, actor=actor, follows=follows)


def licence(*, actor: Actor, seats: int | None = 3, **given) -> Licence:
    kind = LicenceKind.SUBSCRIPTION if seats else LicenceKind.SITE
    plain = {"name": f"Programu {next(numbers)}", "begins_on": date(2025, 7, 1)}
    return services.add_licence(Right(kind=kind, seats=seats, **{**plain, **given}), actor=actor)
