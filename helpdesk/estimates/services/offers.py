"""Writing to the price book, and taking its prices into a draft; the caller commits."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.text import fold
from helpdesk.estimates import rules
from helpdesk.estimates.models import Estimate, EstimateLine, PriceEntry
from helpdesk.estimates.queries.offers import comparison
from helpdesk.estimates.rules import Offer, Origin, PriceSource, State
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A price that somebody asked for, without VAT."""

    item: str
    unit: str
    unit_price: Decimal
    source: PriceSource
    priced_on: date
    part_id: int | None = None
    is_cap: bool = False
    supplier: str = ""
    reference: str = ""
    valid_until: date | None = None


def add_price(asked: Asked, *, by: User, actor: Actor, now: datetime) -> PriceEntry:
    said = {name: getattr(asked, name) for name in Asked.__dataclass_fields__}
    made = PriceEntry(
        council_id=actor.council_id,
        item_key=fold(asked.item),
        recorded_by=by,
        recorded_at=now,
        withdrawn_why="",
        **said,
    )
    db.session.add(made)
    db.session.flush()
    record(actor, "price_entry.add", made, {"unit_price": [None, made.unit_price]}, at=now)
    return made


def withdraw_price(price: PriceEntry, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take a price out of the book; estimates submitted before keep showing it."""
    if price.withdrawn_at is not None:
        raise rules.WithdrawnError
    price.withdrawn_at, price.withdrawn_why = now, reason
    record(actor, "price_entry.withdraw", price, {"note": [None, reason]}, at=now)
    db.session.flush()


def take_lowest(estimate: Estimate, *, by: User, actor: Actor, now: datetime) -> int:
    """Give each line of a draft the lowest price that holds; return how many lines changed."""
    rules.check_step(estimate.state, State.SUBMITTED)
    before, taken = estimate.total, 0
    known = comparison(estimate, actor=actor, now=now)
    for line, one in zip(estimate.cash_lines, known, strict=True):
        if one.lowest is not None and line.unit_price != one.lowest.unit_price:
            _take(line, one.lowest)
            taken += 1
    estimate.hands = sorted({*estimate.hands, by.id})
    estimate.total = estimate.totals.total
    flag_modified(estimate, "total")
    record(actor, "estimate.change", estimate, {"total": [before, estimate.total]}, at=now)
    db.session.flush()
    return taken


def note_caps(estimate: Estimate, *, actor: Actor, now: datetime) -> None:
    """Write down with each line the price cap that the book knows today."""
    known = comparison(estimate, actor=actor, now=now)
    for line, one in zip(estimate.cash_lines, known, strict=True):
        line.price_cap = one.cap


def _take(line: EstimateLine, offer: Offer) -> None:
    price = rules.price_of(offer)
    line.unit_price, line.price_source = price.unit_price, price.source
    line.priced_on, line.price_note = price.priced_on, price.note
    if line.origin is not Origin.MANUAL:
        line.reason = line.reason or line.price_note or offer.item
