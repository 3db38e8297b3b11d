"""What the sample council owns: devices by the office that they go with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from helpdesk.equipment.rules import Condition, FundingSource, Status, warranty_ends_on
from helpdesk.setup.rules.values import Kit, Model, Office, Sample

YEARS, YEAR_WEIGHTS = range(7), (10, 20, 22, 18, 14, 10, 6)
FUNDING = {
    FundingSource.OWN_SOURCE: 5,
    FundingSource.OTHER_CHARGES: 3,
    FundingSource.DEVELOPMENT_GRANT: 2,
    FundingSource.PROJECT: 1,
    FundingSource.DONOR: 1,
}
SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    number: int
    category: str
    model: Model
    serial: str
    holder: str
    department: str
    place: str
    status: Status
    condition: Condition
    funding: FundingSource
    cost: Decimal
    purchased_on: date
    in_service_on: date | None
    warranty_ends_on: date


def devices_of(sample: Sample, chance: Random, *, today: date) -> Iterator[Device]:
    """Give each office its kit, bought in the seven years before today."""
    shop = _Shop(sample, chance, today)
    kits = ((office, kit) for office in sample.offices for kit in office.kits)
    wanted = (pair for pair in kits for _count in range(pair[1].count))
    for number, (office, kit) in enumerate(wanted):
        yield shop.device(number, office, kit)


@dataclass(frozen=True, slots=True)
class _Shop:
    sample: Sample
    chance: Random
    today: date

    def device(self, number: int, office: Office, kit: Kit) -> Device:
        chance, place = self.chance, kit.place or office.place
        model = chance.choice([one for one in self.sample.models if one.category == kit.category])
        years = chance.choices(YEARS, YEAR_WEIGHTS)[0]
        purchased_on = self.today - timedelta(days=365 * years + chance.randrange(20, 365))
        spare = place == self.sample.store
        return Device(
            number=number,
            category=kit.category,
            model=model,
            serial="".join(chance.choices(SIGNS, k=10)),
            holder=office.username,
            department=office.department,
            place=place,
            status=Status.IN_STORE if spare else Status.IN_SERVICE,
            condition=Condition.NEW if spare else _condition(years),
            funding=chance.choices(list(FUNDING), list(FUNDING.values()))[0],
            cost=price(model.lowest_price, model.highest_price, chance, step=10_000),
            purchased_on=purchased_on,
            in_service_on=None if spare else purchased_on + timedelta(days=chance.randrange(3, 19)),
            warranty_ends_on=warranty_ends_on(purchased_on, self._warranty_months(kit.category)),
        )

    def _warranty_months(self, category: str) -> int:
        categories = self.sample.founding.asset_categories
        return next(one.warranty_months for one in categories if one.code == category)


def price(lowest: int, highest: int, chance: Random, *, step: int) -> Decimal:
    """Return a price as shops ask it: in round shillings."""
    return Decimal(max(step, chance.randint(lowest, highest) // step * step))


def _condition(years: int) -> Condition:
    if years == 0:
        return Condition.NEW
    if years <= 2:
        return Condition.GOOD
    return Condition.FAIR if years <= 4 else Condition.POOR
