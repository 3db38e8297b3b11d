"""Names of a device's statuses, conditions and owners; Swahili agrees with kifaa, vifaa."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from helpdesk.audit.labels import name_acts, name_values
from helpdesk.equipment.rules import (
    Condition,
    Criticality,
    FieldKind,
    FundingSource,
    Ownership,
    Status,
)
from helpdesk.equipment.rules.completeness import Gap
from helpdesk.equipment.rules.fields import NO, YES
from helpdesk.equipment.rules.imports import Column, ImportState, Problem, Reason
from helpdesk.equipment.rules.labels import Sheet
from helpdesk.equipment.rules.replacement import Cause
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
SHEET = {
    Sheet.A4_3X8: _l("A4 sheet, 3 × 8 labels of 70 × 37 mm"),
    Sheet.A4_2X7: _l("A4 sheet, 2 × 7 labels of 99.1 × 38.1 mm"),
    Sheet.TAPE_24: _l("Tape of 24 mm"),
    Sheet.TAPE_62: _l("Tape of 62 mm"),
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
HELD = _l("It is in somebody's hands. Take it back with a return paper, and it is in store.")
STORED = _l("What is in store is in nobody's hands: leave the custodian empty.")
NOT_INSTALLED = _l(
    "This device came with an order. Install it and hand it over first: open its page and choose"
    " “Install and hand over”."
)


def place(location: Location) -> str:
    """Spell a place from its top: site, building, room; what lies deeper is left to its name."""
    parent = location.parent
    above = [parent.parent, parent] if parent is not None else []
    return ", ".join(one.name for one in [*above, location] if one is not None)


FIELD_KIND = {
    FieldKind.TEXT: _l("In words"),
    FieldKind.NUMBER: _l("With a number"),
    FieldKind.CHOICE: _l("By choosing one of several answers"),
    FieldKind.DATE: _l("With a date"),
    FieldKind.YES_NO: _l("With yes or no"),
}
YES_OR_NO = {YES: _l("Yes"), NO: _l("No")}
name_values("category_field", "kind", FIELD_KIND)
name_values(
    "asset_category", "criticality", {str(value): said for value, said in CRITICALITY.items()}
)
name_acts(
    {
        "asset_category.change": _l("Kind of equipment changed"),
        "asset_category.add_field": _l("Detail of an equipment type added"),
        "asset_category.change_field": _l("Detail of an equipment type changed"),
    },
    {
        "details": _l("Further details"),
        "salvage_percent": _l("Salvage value in percent of the cost"),
        "group_code": _l("Asset group in the books and GAMIS"),
        "is_data_bearing": _l("It holds data that must be wiped before it leaves"),
        "is_serialised": _l("Each device has a serial number"),
        "choices": _l("Answers to choose from"),
        "unit": _l("Unit"),
        "position": _l("Its place in the order"),
        "is_required": _l("It must be answered"),
    },
)


def with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def answer(kind: FieldKind, unit: str, said: str) -> str:
    """Write the answer to a field as people do."""
    match kind:
        case FieldKind.YES_NO:
            return str(YES_OR_NO.get(said, said))
        case FieldKind.DATE:
            return f"{date.fromisoformat(said):%d/%m/%Y}"
        case _:
            return f"{said} {unit}".strip()


def indented(name: str, level: int) -> str:
    return "– " * level + name


IMPORT_COLUMNS = {
    Column.ASSET_TAG: _l("Asset number"),
    Column.CATEGORY: _l("Equipment type"),
    Column.MANUFACTURER: _l("Manufacturer"),
    Column.MODEL: _l("Model"),
    Column.SERIAL_NUMBER: _l("Serial number"),
    Column.GAMIS_NUMBER: _l("GAMIS number"),
    Column.DEPARTMENT: _l("Department or unit"),
    Column.LOCATION: _l("Place"),
    Column.CUSTODIAN: _l("Custodian"),
    Column.STATUS: _l("Status"),
    Column.CONDITION: _l("Condition"),
    Column.OWNERSHIP: _l("Owner"),
    Column.FUNDING_SOURCE: _l("Source of funds"),
    Column.FUNDING_CODE: _l("Code of the funds"),
    Column.PURCHASE_COST: _l("Purchase cost"),
    Column.SALVAGE_VALUE: _l("Salvage value"),
    Column.LIFE_MONTHS: _l("Useful life in months"),
    Column.PURCHASED_ON: _l("Purchase date"),
    Column.RECEIVED_ON: _l("Received on"),
    Column.IN_SERVICE_ON: lazy_pgettext("asset", "In use since"),
    Column.WARRANTY_ENDS_ON: _l("Last day of the warranty"),
    Column.SUPPLIER: _l("Supplier"),
    Column.ORDER_NUMBER: _l("Order number (LPO)"),
    Column.DELIVERY_NOTE: _l("Delivery note"),
}
IMPORT_STATE = {
    ImportState.WAITING: lazy_pgettext("import", "Not confirmed yet"),
    ImportState.DONE: lazy_pgettext("import", "Done"),
    ImportState.UNDONE: lazy_pgettext("import", "Undone"),
}
REASONS = {
    Reason.MISSING: _l("This must not be empty for a new device."),
    Reason.UNKNOWN: _l("Nothing here has this name."),
    Reason.UNKNOWN_NEAR: _l("Nothing here has this name. Did you mean “%(said)s”?"),
    Reason.AMBIGUOUS: _l(
        "More than one has this name. Write the sign-in name of the person, or the building "
        "before the room."
    ),
    Reason.DATE: _l("This is no date. Write day/month/year, for example 30/06/2026."),
    Reason.AMOUNT: _l("This is no amount. Write it in digits, for example 1,250,000."),
    Reason.WHOLE: _l("Write a whole number from 1 to %(said)s."),
    Reason.FAULT: _l("The formula in this cell has an error."),
    Reason.UNPRINTABLE: _l("This has characters that cannot be printed. Remove them."),
    Reason.TOO_LONG: _l("This text is longer than %(said)s characters."),
    Reason.FUTURE: _l("This date cannot be in the future."),
    Reason.BEFORE_PURCHASE: _l("This date cannot be before the purchase date."),
    Reason.OVER_COST: _l("The salvage value cannot be above the purchase cost."),
    Reason.DOUBLE: _l("The same device is already in row %(said)s."),
    Reason.TAKEN: _l("This number already belongs to equipment %(said)s."),
    Reason.OTHER_MODEL: _l(
        "This serial number is registered already (%(said)s). Write that asset number or model."
    ),
    Reason.OTHER_CATEGORY: _l("This model is registered as “%(said)s”."),
    Reason.STATUS_BY_HAND: _l(
        "The status of a registered device is changed on its own page. Leave this cell empty."
    ),
    Reason.NOT_INSTALLED: _l(
        "This device came with an order. It comes into use when it is installed and handed over."
    ),
    Reason.NOT_AT_IMPORT: _l("A device cannot come into the register with this status."),
    Reason.RETIRED: _l("New devices may no longer be of this type."),
    Reason.FIELD_NOT_ASKED: _l("“%(said)s” is not asked about devices of this type."),
    Reason.FIELD_NUMBER: _l("“%(said)s” is a number. Write it in digits."),
    Reason.FIELD_DATE: _l("“%(said)s” is a date. Write day/month/year."),
    Reason.FIELD_YES_NO: _l("“%(said)s” is answered with yes or no."),
    Reason.FIELD_CHOICE: _l("“%(said)s” has other answers. Choose one of those that are offered."),
    Reason.FIELD_TEXT: _l("“%(said)s” is too long, or has characters that cannot be printed."),
    Reason.GONE: _l("Equipment %(said)s has been taken off the register."),
    Reason.LOST: _l("Equipment %(said)s is being looked for. Say first that it was found again."),
}


def problem(one: Problem) -> str:
    """Say in words what is wrong with a cell, and how that is named which has it."""
    if one.column is None:
        return reason(one)
    value = f" ({one.value})" if one.value else ""
    return f"{IMPORT_COLUMNS[one.column]}{value}: {reason(one)}"


def reason(one: Problem) -> str:
    return str(REASONS[one.reason]).replace("%(said)s", one.said)


GAP = {
    Gap.COST: _l("Purchase cost"),
    Gap.PURCHASE_DATE: _l("Purchase date"),
    Gap.DEPRECIATION: _l("Accumulated depreciation"),
    Gap.BOOK_VALUE: _l("Net book value"),
    Gap.SUPPLIER: _l("Supplier"),
    Gap.LOCATION: _l("Place"),
    Gap.CODE: _l("GAMIS number"),
}
CAUSE = {
    Cause.ARREARS: _l("Arrears: its life ended before"),
    Cause.WORN: _l("Its condition is poor or unserviceable"),
    Cause.OUTLIVED: _l("Its life ends in that year"),
}
