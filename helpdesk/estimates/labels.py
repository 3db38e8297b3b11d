"""Names of states, offices, sources and acts; Swahili agrees with makisio (ya-)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.estimates.rules import (
    Offer,
    Office,
    Origin,
    PriceSource,
    State,
    StepState,
    TaxCode,
    View,
)
from helpdesk.infra.i18n import number, spoken

STATE = {
    State.DRAFT: lazy_pgettext("estimate", "Draft"),
    State.SUBMITTED: lazy_pgettext("estimate", "Under review"),
    State.RETURNED: lazy_pgettext("estimate", "Returned for changes"),
    State.APPROVED: lazy_pgettext("estimate", "Approved"),
    State.SUPERSEDED: lazy_pgettext("estimate", "Replaced by a newer edition"),
    State.CANCELLED: lazy_pgettext("estimate", "Cancelled"),
}
LOOKS = {
    State.DRAFT: "wait",
    State.SUBMITTED: "prog",
    State.RETURNED: "late",
    State.APPROVED: "done",
    State.SUPERSEDED: "shut",
    State.CANCELLED: "shut",
}
VIEWS = {
    View.ALL: lazy_pgettext("estimates", "All"),
    View.DRAFTS: lazy_pgettext("estimates", "Being written"),
    View.WAITING: lazy_pgettext("estimates", "Under review"),
    View.APPROVED: lazy_pgettext("estimates", "Approved"),
}
OFFICE = {
    Office.HEAD_OF_ICT: _l("Head of the ICT unit"),
    Office.PROCUREMENT: _l("Head of procurement"),
    Office.TREASURER: _l("Treasurer"),
    Office.DIRECTOR: lazy_pgettext("estimate", "Director"),
}
SAYS = {
    Office.HEAD_OF_ICT: lazy_pgettext("estimate", "Checked by"),
    Office.PROCUREMENT: lazy_pgettext("estimate", "Recommended by"),
    Office.TREASURER: lazy_pgettext("estimate", "Funds confirmed by"),
    Office.DIRECTOR: lazy_pgettext("estimate", "Approved by"),
}
STEP = {
    StepState.LATER: _l("Its turn comes later"),
    StepState.PENDING: _l("Waits for this decision"),
    StepState.AGREED: _l("Agreed"),
    StepState.RETURNED: _l("Sent back"),
    StepState.LEFT_OUT: _l("Left out: nobody else holds this office"),
}
PRICE_SOURCE = {
    PriceSource.LAST_PURCHASE: _l("Last purchase"),
    PriceSource.QUOTATION: _l("Quotation"),
    PriceSource.FRAMEWORK: _l("Framework contract"),
    PriceSource.MARKET_SURVEY: _l("Market survey"),
    PriceSource.OFFICER: _l("Estimated by the officer"),
    PriceSource.REPAIRS: _l("Repairs of the last years"),
}
ORIGIN = {
    Origin.MANUAL: _l("Written by an officer"),
    Origin.STOCK: _l("Parts that run out"),
    Origin.REPLACEMENT: _l("Devices to be replaced"),
    Origin.FAILURES: _l("Faults of three years"),
    Origin.PLANS: _l("Preventive plan of the year"),
    Origin.REQUISITIONS: _l("Approved requests"),
}
TAX = {
    TaxCode.STANDARD: lazy_pgettext("tax", "Standard"),
    TaxCode.REDUCED: lazy_pgettext("tax", "Reduced"),
    TaxCode.ZERO: lazy_pgettext("tax", "Zero rate"),
    TaxCode.NOT_REGISTERED: lazy_pgettext("tax", "Supplier without VAT registration"),
}
PREPARED_IT = _l("You wrote or submitted this estimate, so somebody else decides on it.")
DECIDED_BEFORE = _l("You have decided an earlier step, so somebody else decides this one.")
NOT_YOUR_STEP = _l("The step that is due now is decided by another office.")
NOT_APPROVED = _l("Only the approved edition of an estimate is spent from. Open that one.")
TAKEN_BACK = _l("This payment was taken back before.")
NO_RATE = _l("No rate of value added tax of this kind is in use today. Choose another one.")
WITHDRAWN = _l("This price was taken out of the book before.")

name_values("estimate", "state", STATE)
name_values("estimate", "tax_code", TAX)

UNSAID = {"reserved": "0", "awaited": "0"}
"""What older lines do not say yet."""
BASIS = {
    Origin.MANUAL: _l("Written by an officer."),
    Origin.STOCK: _l(
        "Held %(held)s, kept for others %(reserved)s, on order %(awaited)s, to be ordered at "
        "%(point)s, used %(use)s a month: %(order)s reach that point and last three months more."
    ),
    Origin.REPLACEMENT: _l(
        "%(devices)s devices have to be replaced by %(year)s, %(overdue)s of them overdue or worn "
        "out; the price of today."
    ),
    Origin.FAILURES: _l(
        "%(failures)s repairs in %(device_years)s device-years; %(fleet)s devices next year make "
        "%(expected)s repairs at %(median)s each (the middle of %(priced)s repairs)."
    ),
    Origin.PLANS: _l(
        "%(visits)s visits of the year, %(quantity)s a visit with a chance of %(chance)s."
    ),
    Origin.REQUISITIONS: _l(
        "Approved and not issued yet: %(numbers)s. Asked for %(asked)s, in the stores %(held)s."
    ),
}
JOURNEY = {
    "fuel": _l("%(visits)s journeys of the year, %(km)s km there and back, at %(rate)s a km."),
    "days": _l("%(visits)s journeys of the year, one day each, at %(rate)s a day."),
}
FEW = _l("Few figures: fewer than five repairs.")
CHANGED = _l("Changed from %(quantity)s × %(price)s: %(reason)s")


class Founded(Protocol):
    """A line, as far as its number has a reason."""

    @property
    def origin(self) -> Origin: ...
    @property
    def basis(self) -> Mapping[str, Any]: ...
    @property
    def reason(self) -> str: ...


class Worded(Protocol):
    """A line, as far as it has words."""

    def said(self, column: str, language: str, /) -> str: ...


class Coded(Protocol):
    """An estimate, as far as it has a budget line."""

    def code_named(self, language: str) -> str: ...


def basis_said(line: Founded) -> str | None:
    """Say why a line has its number, in words that can be reckoned after; None is not known."""
    if line.origin is Origin.MANUAL:
        return line.reason or None
    numbers = {**UNSAID, **line.basis["numbers"]}
    sentence = JOURNEY.get(numbers.get("journey", ""), BASIS[line.origin])
    said = [str(sentence) % numbers]
    if line.basis.get("is_few"):
        said.append(str(FEW))
    if line.reason:
        drawn = line.basis["drawn"]
        said.append(str(CHANGED) % {**drawn, "reason": line.reason})
    return " ".join(said)


class OfPart(Protocol):
    """A line, as far as it is for a part of the store."""

    @property
    def id(self) -> int: ...
    @property
    def part_id(self) -> int | None: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def quantity(self) -> Decimal: ...


def also_said(line: OfPart, lines: Iterable[OfPart]) -> str | None:
    """Say where else the same part stands, so that nobody buys it twice; repairs name no parts."""
    if line.part_id is None:
        return None
    others = [one for one in lines if one.part_id == line.part_id and one.id != line.id]
    if not others:
        return None
    where = ", ".join(f"{ORIGIN[one.origin]} {number(one.quantity)}" for one in others)
    return str(_("The same part also stands in: %(where)s.", where=where))


def said(line: Worded, column: str) -> str:
    """Return the item, the section or the unit of a line in that language."""
    return line.said(column, spoken())


def code_said(estimate: Coded) -> str:
    return estimate.code_named(spoken())


SOURCE = {
    "part": _l("Spare part"),
    "asset": _l("Device"),
    "work_order": _l("Repair"),
    "maintenance_plan": _l("Preventive plan"),
    "year_plan": _l("Plan of a year"),
    "requisition": _l("Requisition"),
}


CAP = _l("price cap")


def offered_by(price: Offer) -> str:
    """Say where a price is from: its kind, whose it is and by which paper."""
    said = [str(PRICE_SOURCE[price.source]), price.supplier, price.reference]
    return ", ".join(filter(None, [*said, str(CAP) if price.is_cap else ""]))
