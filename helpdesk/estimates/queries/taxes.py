"""Reading the rates of value added tax."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from helpdesk.audit.queries import subject_names
from helpdesk.estimates import permissions
from helpdesk.estimates.models import TaxRate
from helpdesk.estimates.queries.reading import holders
from helpdesk.estimates.rules import Office
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404


def rates_of(actor: Actor) -> Sequence[TaxRate]:
    """Return all rates that the council knows, by kind and the newest first."""
    in_order = _own(actor).order_by(TaxRate.code, TaxRate.valid_from.desc())
    return db.session.scalars(in_order).all()


def rate_or_404(rate_id: int, *, actor: Actor) -> TaxRate:
    return found_or_404(_own(actor).where(TaxRate.id == rate_id))


def _own(actor: Actor) -> Select[TaxRate]:
    return select(TaxRate).where(TaxRate.council_id == actor.council_id)


def keeps_rates(actor: Actor) -> bool:
    """Tell whether somebody may change rates: the head of the unit, and the treasurer."""
    if not can(actor, permissions.TAXES):
        return False
    found = holders(actor)
    return actor.id in found[Office.HEAD_OF_ICT] | found[Office.TREASURER]


@subject_names("tax_rate")
def rate_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(TaxRate).where(TaxRate.id.in_(ids)))
    return {one.id: f"{one.percent:.2f}%" for one in rows}
