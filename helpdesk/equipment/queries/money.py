"""What the books know of a device."""

from decimal import Decimal

from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Price


def price_of(asset: Asset) -> Price:
    """Return its price and life; what it does not say itself its category says."""
    cost, category = asset.purchase_cost, asset.category
    usual = (cost or Decimal(0)) * category.salvage_percent / 100
    return Price(
        cost=cost,
        salvage=usual if asset.salvage_value is None else asset.salvage_value,
        life_months=asset.life_months or category.life_months,
        began_on=asset.in_service_on or asset.purchased_on,
    )
