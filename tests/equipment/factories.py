"""Devices as officers register them."""

from datetime import date, datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.equipment import services
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel, CategoryField
from helpdesk.equipment.rules import FieldKind, Status
from helpdesk.infra.access import Actor, the_program
from helpdesk.org.models import Department, Location
from tests import factories
from tests.factories import MONDAY_MORNING, numbers, saved


def category(council_id: int, **given) -> AssetCategory:
    made = {"code": f"K{next(numbers)}", "name_sw": "Printa", "name_en": "Printer"}
    return saved(AssetCategory(council_id=council_id, **{**made, **given}))


def model(council_id: int, *, of: AssetCategory | None = None, **given) -> AssetModel:
    made = {"manufacturer": "HP", "name": f"LaserJet {next(numbers)}"}
    return services.add_model(
        of or category(council_id), actor=the_program(council_id), **{**made, **given}
    )


def field(of: AssetCategory, **given) -> CategoryField:
    plain = {"name_sw": "Kumbukumbu", "name_en": "Memory", "kind": FieldKind.TEXT, "choices": []}
    return saved(CategoryField(category=of, **{**plain, **given}))


def whereabouts(
    council_id: int,
    *,
    location: Location | None = None,
    department: Department | None = None,
    custodian: User | None = None,
) -> services.Whereabouts:
    return services.Whereabouts(
        location=location or factories.location(council_id),
        department=department or factories.department(council_id),
        custodian=custodian,
    )


def asset(
    council_id: int | None = None,
    *,
    of: AssetModel | None = None,
    at: services.Whereabouts | None = None,
    status: Status = Status.IN_SERVICE,
    asset_tag: str = "",
    actor: Actor | None = None,
    now: datetime = MONDAY_MORNING,
    **facts,
) -> Asset:
    """A device of some council; what is not said of it is as plain as can be."""
    council_id = council_id or (of.council_id if of else factories.council().id)
    given = {"purchase_cost": Decimal(1_000_000), "purchased_on": date(2025, 7, 1), **facts}
    return services.register(
        services.Facts(model=of or model(council_id), **given),
        at or whereabouts(council_id),
        status=status,
        asset_tag=asset_tag,
        actor=actor or the_program(council_id),
        now=now,
    )
