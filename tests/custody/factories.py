"""Papers as officers make them."""

from datetime import date

from helpdesk.accounts.queries import as_actor
from helpdesk.custody import services
from helpdesk.custody.models import Handover
from helpdesk.custody.rules import LENT, TO_SOMEBODY, Kind
from helpdesk.equipment.services import Whereabouts
from helpdesk.vendors.models import Vendor
from tests.factories import MONDAY_MORNING, numbers, saved

IN_TWO_WEEKS = date(2026, 3, 16)


def workshop(council_id: int, **given) -> Vendor:
    made = {"name": f"Karakana {next(numbers)}", "is_workshop": True}
    return saved(Vendor(council_id=council_id, **{**made, **given}))


def paper(kind: Kind, *assets, by, to=None, now=MONDAY_MORNING, **said) -> Handover:
    """Hand devices to a person, or over a workshop's counter, or into the store."""
    first = assets[0]
    where = Whereabouts(
        location=first.location,
        department=first.department,
        custodian=to if kind in (*TO_SOMEBODY, Kind.RETURN) else None,
    )
    given = {
        "to": None if kind is Kind.REPAIR_BENCH else where,
        "due_on": IN_TWO_WEEKS if kind in LENT else None,
        "workshop": workshop(by.council_id) if kind is Kind.REPAIR_BENCH else None,
        **said,
    }
    return services.hand_over(
        services.Paper(kind=kind, **given),
        [services.Given(asset, asset.condition) for asset in assets],
        by=by,
        actor=as_actor(by),
        now=now,
    )
