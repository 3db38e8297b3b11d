"""Which devices a replacement plan is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import joinedload

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.register import PLACE, Filters, chosen, visible_to
from helpdesk.equipment.rules import NOT_OWNED, Condition
from helpdesk.equipment.rules.replacement import CONDEMNED, REPLACED, Aged, Need, need_of
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


@dataclass(frozen=True, slots=True)
class Planned:
    """A device that is to be replaced, and when."""

    asset: Asset
    need: Need


@dataclass(frozen=True, slots=True)
class Plan:
    """The needs of three years; `undated` counts devices whose age nobody knows."""

    base: FiscalYear
    growth: Decimal
    needs: Sequence[Planned]
    undated: int

    @property
    def unpriced(self) -> int:
        return sum(one.need.cost is None for one in self.needs)


def replacement_plan(actor: Actor, filters: Filters, *, base: FiscalYear, growth: Decimal) -> Plan:
    worn_out = Asset.status.in_(CONDEMNED) & (Asset.condition == Condition.UNSERVICEABLE)
    found = visible_to(actor).where(
        Asset.status.in_(REPLACED) | worn_out, Asset.ownership.not_in(NOT_OWNED), *chosen(filters)
    )
    whole = (
        joinedload(Asset.model),
        joinedload(Asset.category),
        joinedload(Asset.department),
        PLACE,
    )
    assets = db.session.scalars(found.options(*whole).order_by(Asset.asset_tag)).all()
    pairs = [(asset, need_of(aged(asset), base, growth)) for asset in assets]
    needs = [Planned(asset, need) for asset, need in pairs if need]
    undated = sum(need is None and aged(asset).began_on is None for asset, need in pairs)
    return Plan(base, growth, sorted(needs, key=lambda one: one.need.year), undated)


def aged(asset: Asset) -> Aged:
    """See a device as a plan does; without a price of today what it cost once."""
    today = asset.model.replacement_cost
    return Aged(
        began_on=asset.in_service_on or asset.purchased_on,
        life_months=asset.life_months or asset.category.life_months,
        condition=asset.condition,
        price=asset.purchase_cost if today is None else today,
    )
