"""Names of acts and of what they changed, for whoever reads the log."""

from collections.abc import Mapping
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from helpdesk.audit.rules import Area

Value = TypeVar("Value", bound=str)

AREAS: dict[str, LazyString] = {
    Area.ACCOUNT: _l("People and sign-in"),
    Area.COUNCIL: _l("Council"),
    Area.LETTERHEAD: _l("Letterhead"),
    Area.HOLIDAY: _l("Public holidays"),
    Area.DEPARTMENT: _l("Departments and units"),
    Area.LOCATION: _l("Places of work"),
    Area.ASSET: _l("Equipment"),
    Area.ASSET_MODEL: _l("Makes and models"),
    Area.ASSET_CATEGORY: _l("Kinds of equipment"),
    Area.TICKET: _l("Requests"),
    Area.TICKET_CATEGORY: _l("Kinds of requests"),
    Area.WORK_ORDER: _l("Repairs"),
    Area.LABOUR_RATE: _l("Labour rates"),
    Area.STORE: _l("Stores"),
    Area.PART: _l("Spare parts"),
    Area.STOCK: _l("Stock"),
    Area.ATTACHMENT: _l("Attachments"),
}
ACTIONS = {
    "account.activate": _l("Account reopened"),
    "account.add": _l("Person registered"),
    "account.change": _l("Details of a person changed"),
    "account.change_password": _l("Own password changed"),
    "account.deactivate": _l("Account closed"),
    "account.end_grant": _l("Role ended"),
    "account.end_sessions": _l("Signed out everywhere else"),
    "account.grant": _l("Role given"),
    "account.reset_password": _l("One-time password given"),
    "account.set_language": _l("Language chosen"),
    "account.sign_in": _l("Signed in"),
    "account.sign_out": _l("Signed out"),
    "account.switch_council": _l("Went to another council"),
    "asset.change": _l("Details of a device changed"),
    "asset.condition": _l("Condition of a device recorded"),
    "asset.move": _l("Device moved or handed over"),
    "asset.register": _l("Device registered"),
    "asset_category.add": _l("Kind of equipment added"),
    "asset_model.add": _l("Make and model added"),
    "attachment.add": _l("File attached"),
    "council.found": _l("Council set up"),
    "department.add": _l("Department added"),
    "department.change": _l("Department changed"),
    "department.close": _l("Department closed"),
    "department.reopen": _l("Department reopened"),
    "holiday.add": _l("Public holiday added"),
    "labour_rate.set": _l("Labour rate set"),
    "letterhead.add": _l("Letterhead added"),
    "location.activate": _l("Place reopened"),
    "location.add": _l("Place added"),
    "location.change": _l("Place changed"),
    "location.deactivate": _l("Place closed"),
    "part.add": _l("Spare part added"),
    "part.change": _l("Spare part changed"),
    "stock.adjustment": _l("Stock corrected"),
    "stock.issue": _l("Stock issued"),
    "stock.receipt": _l("Stock received"),
    "stock.return": _l("Stock returned"),
    "store.add": _l("Store added"),
    "ticket.assigned": _l("Request assigned"),
    "ticket.cancelled": _l("Request cancelled"),
    "ticket.closed": _l("Request closed"),
    "ticket.in_progress": _l("Request taken up"),
    "ticket.new": _l("Request put back among the new ones"),
    "ticket.note": _l("Internal note written"),
    "ticket.open": _l("Request raised"),
    "ticket.reply": _l("Reply written"),
    "ticket.resolved": _l("Request resolved"),
    "ticket.waiting": _l("Request put on hold"),
    "ticket_category.add": _l("Kind of request added"),
    "work_order.cost": _l("Cost of a repair recorded"),
    "work_order.open": _l("Repair begun"),
    "work_order.return_part": _l("Spare part returned to the store"),
}
# Where the second word is the status that a thing came to.
MOVES: dict[str, LazyString] = {
    "asset": _l("Status of a device changed"),
    "work_order": _l("Status of a repair changed"),
}
FIELDS = {
    "asset_tag": _l("Asset number"),
    "assignee": _l("ICT officer"),
    "cash_cost": _l("Cost"),
    "category": _l("Equipment type"),
    "code": _l("Code"),
    "condition": _l("Condition"),
    "council": _l("Council"),
    "criticality": _l("Who stops when it stops?"),
    "custodian": _l("Custodian"),
    "day": _l("Date"),
    "department": _l("Department or unit"),
    "email": _l("E-mail"),
    "ends_on": _l("Last day"),
    "file": _l("File"),
    "fits": _l("Which devices it fits"),
    "funding_source": _l("Source of funds"),
    "gamis_number": _l("GAMIS number"),
    "hold_reason": _l("What it waits for"),
    "hourly_rate": _l("Pay for an hour"),
    "in_service_on": _l("In use since"),
    "is_active": _l("In use"),
    "job_title": _l("Job title"),
    "kind": _l("Type"),
    "language": _l("Language"),
    "location": _l("Place of work"),
    "manufacturer": _l("Manufacturer"),
    "model": _l("Model"),
    "name": _l("Name"),
    "name_en": _l("Name in English"),
    "name_sw": _l("Name in Swahili"),
    "ownership": _l("Owner"),
    "parent": _l("Lies in"),
    "part": _l("Spare part"),
    "phone": _l("Telephone"),
    "purchase_cost": _l("Purchase cost"),
    "purchased_on": _l("Purchase date"),
    "quantity": _l("Quantity"),
    "reference": _l("Number"),
    "reorder_point": _l("Buy more when this many are left"),
    "role": _l("Role"),
    "serial_number": _l("Serial number"),
    "starts_on": _l("First day"),
    "status": _l("Status"),
    "successor": _l("Successor"),
    "unit_cost": _l("Unit cost"),
    "username": _l("User name"),
    "ward": _l("Ward"),
    "warranty_ends_on": _l("Last day of the warranty"),
}
_values: dict[tuple[str, str], dict[str, LazyString | str]] = {}


def name_values(subject_type: str, field: str, words: Mapping[Value, LazyString | str]) -> None:
    """Declare the words for what may stand in a field of a table, such as a status."""
    _values[subject_type, field] = {str(value): word for value, word in words.items()}


def value_name(subject_type: str, field: str, value: str) -> str | None:
    word = _values.get((subject_type, field), {}).get(value)
    return None if word is None else str(word)


def action_name(action: str) -> str:
    area = action.partition(".")[0]
    return str(ACTIONS.get(action) or MOVES.get(area) or AREAS.get(area, action))
