"""Words of inspections: why a device needs maintenance, limits and findings."""

from decimal import Decimal
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from helpdesk.audit.labels import name_values
from helpdesk.checklists.labels import OUTCOME
from helpdesk.checklists.rules import Outcome
from helpdesk.equipment.labels import CONDITION
from helpdesk.infra import clock
from helpdesk.infra.i18n import day, number
from helpdesk.inspections.rules import Need, Reason

REASON = {
    Reason.FAILED: _l("Faults at the last inspection"),
    Reason.POOR: _l("Poor or unserviceable condition"),
    Reason.OVERDUE: _l("Inspection is overdue"),
    Reason.REPEATED: _l("Being repaired again for the same fault"),
}
VIEWS = {"all": lazy_pgettext("assets", "All"), **{str(key): said for key, said in REASON.items()}}

name_values("inspection", "condition", {str(key): said for key, said in CONDITION.items()})


class Limited(Protocol):
    """An item or its copy."""

    least: Decimal | None
    most: Decimal | None
    unit: str


class Found(Protocol):
    """What was found at an item."""

    value: Decimal | None
    unit: str
    said: str
    outcome: Outcome


def limits(item: Limited) -> str:
    """Say between which values a reading is in order; nothing where all of them are."""
    least, most = spelled(item.least, item.unit), spelled(item.most, item.unit)
    if least and most:
        return str(_("%(least)s to %(most)s", least=least, most=most))
    if least:
        return str(_("at least %(least)s", least=least))
    return str(_("at most %(most)s", most=most)) if most else ""


def spelled(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit}".strip()


def finding(result: Found) -> str:
    """Say what was found, with the reading or the words behind it."""
    said = spelled(result.value, result.unit) or result.said
    outcome = str(OUTCOME[result.outcome])
    return f"{outcome}: {said}" if said else outcome


def why(reason: Reason, need: Need) -> str:
    """Spell one reason out, with the day, the count or the number that is behind it."""
    if reason is Reason.FAILED:
        said: str = ngettext(
            "The last inspection found %(num)d fault.",
            "The last inspection found %(num)d faults.",
            need.faults,
        )
        return said
    if reason is Reason.POOR:
        return str(_("Its condition is: %(condition)s.", condition=CONDITION[need.condition]))
    if reason is Reason.REPEATED:
        return str(_("Repair %(number)s is for the same fault as before.", number=need.order))
    return _overdue(need)


def _overdue(need: Need) -> str:
    since = day(clock.local_date(need.last_at or need.registered_at))
    often = ngettext(
        "It is inspected every %(num)d month.",
        "It is inspected every %(num)d months.",
        need.months,
    )
    if need.last_at is None:
        said = _("Never inspected since it was registered on %(day)s.", day=since)
    else:
        said = _("Not inspected since %(day)s.", day=since)
    return f"{said} {often}"
