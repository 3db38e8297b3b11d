"""Words of inspections: why a device needs maintenance, limits and findings."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from helpdesk.audit.labels import name_values
from helpdesk.checklists.labels import finding as finding
from helpdesk.checklists.labels import limits as limits
from helpdesk.equipment.labels import CONDITION
from helpdesk.infra import clock
from helpdesk.infra.i18n import day
from helpdesk.inspections.rules import Need, Reason

REASON = {
    Reason.FAILED: _l("Faults at the last inspection"),
    Reason.POOR: _l("Poor or unserviceable condition"),
    Reason.OVERDUE: _l("Inspection is overdue"),
    Reason.REPEATED: _l("Being repaired again for the same fault"),
}
VIEWS = {"all": lazy_pgettext("assets", "All"), **{str(key): said for key, said in REASON.items()}}

name_values("inspection", "condition", {str(key): said for key, said in CONDITION.items()})


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
