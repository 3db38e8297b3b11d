"""Names of a device's statuses, conditions and owners; Swahili agrees with kifaa, vifaa."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from helpdesk.audit.labels import name_values
from helpdesk.equipment.rules import Condition, Criticality, FundingSource, Ownership, Status
from helpdesk.org.models import Location

STATUS = {
    Status.EXPECTED: lazy_pgettext("asset", "Expected"),
    Status.RECEIVED: lazy_pgettext("asset", "Received"),
    Status.ACCEPTED: lazy_pgettext("asset", "Accepted"),
    Status.REJECTED: lazy_pgettext("asset", "Rejected"),
    Status.IN_STORE: lazy_pgettext("asset", "In store"),
    Status.IN_SERVICE: lazy_pgettext("asset", "In use"),
    Status.UNDER_REPAIR: lazy_pgettext("asset", "Under repair"),
    Status.LOANED: lazy_pgettext("asset", "On loan"),
    Status.IDLE: lazy_pgettext("asset", "Idle"),
    Status.SURPLUS: lazy_pgettext("asset", "Surplus"),
    Status.UNSERVICEABLE: lazy_pgettext("asset", "Unserviceable"),
    Status.SURVEY: lazy_pgettext("asset", "Being surveyed"),
    Status.DISPOSAL_APPROVED: lazy_pgettext("asset", "Awaiting disposal"),
    Status.DISPOSED: lazy_pgettext("asset", "Disposed"),
    Status.LOST_STOLEN: lazy_pgettext("asset", "Lost or stolen"),
    Status.WRITTEN_OFF: lazy_pgettext("asset", "Written off"),
}
STATUS_PLURAL = {
    Status.EXPECTED: lazy_pgettext("assets", "Expected"),
    Status.RECEIVED: lazy_pgettext("assets", "Received"),
    Status.ACCEPTED: lazy_pgettext("assets", "Accepted"),
    Status.REJECTED: lazy_pgettext("assets", "Rejected"),
    Status.IN_STORE: lazy_pgettext("assets", "In store"),
    Status.IN_SERVICE: lazy_pgettext("assets", "In use"),
    Status.UNDER_REPAIR: lazy_pgettext("assets", "Under repair"),
    Status.LOANED: lazy_pgettext("assets", "On loan"),
    Status.IDLE: lazy_pgettext("assets", "Idle"),
    Status.SURPLUS: lazy_pgettext("assets", "Surplus"),
    Status.UNSERVICEABLE: lazy_pgettext("assets", "Unserviceable"),
    Status.SURVEY: lazy_pgettext("assets", "Being surveyed"),
    Status.DISPOSAL_APPROVED: lazy_pgettext("assets", "Awaiting disposal"),
    Status.DISPOSED: lazy_pgettext("assets", "Disposed"),
    Status.LOST_STOLEN: lazy_pgettext("assets", "Lost or stolen"),
    Status.WRITTEN_OFF: lazy_pgettext("assets", "Written off"),
}
CONDITION = {
    Condition.NEW: lazy_pgettext("condition", "New"),
    Condition.GOOD: lazy_pgettext("condition", "Good"),
    Condition.FAIR: lazy_pgettext("condition", "Fair"),
    Condition.POOR: lazy_pgettext("condition", "Poor"),
    Condition.UNSERVICEABLE: lazy_pgettext("condition", "Unserviceable"),
}
CRITICALITY = {
    Criticality.SERVICE: _l("The whole council or a public service"),
    Criticality.DEPARTMENT: _l("A department, ward or facility"),
    Criticality.PERSON: _l("One person"),
}
FUNDING_SOURCE = {
    FundingSource.OWN_SOURCE: _l("Own source revenue"),
    FundingSource.OTHER_CHARGES: _l("Government grant (OC)"),
    FundingSource.DEVELOPMENT_GRANT: _l("Development grant"),
    FundingSource.PROJECT: lazy_pgettext("funding", "Project"),
    FundingSource.DONOR: lazy_pgettext("funding", "Donor"),
}
OWNERSHIP = {
    Ownership.COUNCIL: lazy_pgettext("owner", "Council"),
    Ownership.CENTRAL_GOVERNMENT: lazy_pgettext("owner", "Central government"),
    Ownership.DONOR: lazy_pgettext("owner", "Donor"),
    Ownership.LEASED: lazy_pgettext("owner", "Leased"),
    Ownership.ON_LOAN: lazy_pgettext("owner", "On loan from another institution"),
}
VIEWS = {
    "all": lazy_pgettext("assets", "All"),
    "faulty": lazy_pgettext("assets", "Faulty"),
    "warranty": _l("Warranty ends within 60 days"),
    "unassigned": lazy_pgettext("assets", "Without a custodian"),
    "old": lazy_pgettext("assets", "Older than their useful life"),
    "gone": lazy_pgettext("assets", "Taken off the register"),
}

WORDS_IN_THE_LOG: dict[str, Mapping[Any, LazyString]] = {
    "status": STATUS,
    "condition": CONDITION,
    "criticality": CRITICALITY,
    "funding_source": FUNDING_SOURCE,
    "ownership": OWNERSHIP,
}
for field, words in WORDS_IN_THE_LOG.items():
    name_values("asset", field, {str(value): said for value, said in words.items()})


def place(location: Location) -> str:
    """Spell a place from its top: site, building, room; what lies deeper is left to its name."""
    parent = location.parent
    above = [parent.parent, parent] if parent is not None else []
    return ", ".join(one.name for one in [*above, location] if one is not None)
