"""Reading the price book; every statement starts at `prices_visible_to`."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.core.text import fold
from helpdesk.estimates import permissions
from helpdesk.estimates.models import Estimate, PriceEntry
from helpdesk.estimates.rules import Compared, compared, holding
from helpdesk.estimates.rules.prices import OLD
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404

MOST_OFFERED = 1000
IN_USE = PriceEntry.withdrawn_at.is_(None)


def prices_visible_to(actor: Actor) -> Select[PriceEntry]:
    own = select(PriceEntry).where(PriceEntry.council_id == actor.council_id)
    whole = own.options(joinedload(PriceEntry.recorded_by))
    return whole if can(actor, permissions.VIEW) else whole.where(false())


def prices_listed(actor: Actor) -> Select[PriceEntry]:
    return prices_visible_to(actor).where(IN_USE)


def book(actor: Actor, *, today: date) -> dict[int | str, list[PriceEntry]]:
    """Return the prices that can be counted on today, by the thing that they are of."""
    fresh = prices_listed(actor).where(PriceEntry.priced_on >= today - OLD)
    newest = PriceEntry.priced_on.desc(), PriceEntry.id.desc()
    return holding(db.session.scalars(fresh.order_by(*newest).limit(MOST_OFFERED)), today=today)


def price_or_404(price_id: int, *, actor: Actor) -> PriceEntry:
    return found_or_404(prices_visible_to(actor).where(PriceEntry.id == price_id))


def comparison(estimate: Estimate, *, actor: Actor, now: datetime) -> list[Compared]:
    """Hold each line against the offers known; those of what was submitted as they were then."""
    at = estimate.submitted_at or now
    lines = estimate.cash_lines
    known = prices_visible_to(actor).where(
        PriceEntry.recorded_at <= at,
        or_(IN_USE, PriceEntry.withdrawn_at > at),
        or_(
            PriceEntry.part_id.in_({line.part_id for line in lines if line.part_id}),
            PriceEntry.item_key.in_({fold(line.item) for line in lines}),
        ),
    )
    found = db.session.scalars(known.order_by(PriceEntry.id)).all()
    return compared(lines, found, today=clock.local_date(at))


@subject_names("price_entry")
def price_names(ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.scalars(select(PriceEntry).where(PriceEntry.id.in_(ids)))
    return {one.id: one.item for one in rows}
