"""Who and what the journeys are about: a printer, its spare parts, and three people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.infra import clock
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.stock import services as stock
from helpdesk.workorders.models import LabourRate
from tests import factories
from tests.pages import save

SUBJECT = "Printa ya ofisi ya Fedha haichapishi"
PARTS = {"ROLLER": Decimal(45_000), "FUSER": Decimal(280_000)}
MINUTES = 90
HOURLY_RATE = Decimal(6_000)
BILL = Decimal(60_000)
PAID = 2 * PARTS["ROLLER"] + PARTS["FUSER"] + BILL
SPENT = PAID + HOURLY_RATE * MINUTES / 60


@dataclass(frozen=True)
class Cast:
    staff: User
    officer: User
    director: User
    printer: Asset


def cast() -> Cast:
    """Make them all, in a council whose store has nine of each part."""
    council_id = factories.council(code="MBR", name_sw="Halmashauri ya Wilaya ya Mbarali").id
    staff = factories.user(council_id=council_id, name="Neema Mwakyusa")
    made = Cast(
        staff=staff,
        officer=factories.user("technician", council_id=council_id, name="Baraka Sanga"),
        director=factories.user("manager", council_id=council_id, name="Rehema Kisanga"),
        printer=_printer(staff),
    )
    _stock(council_id)
    since = datetime(2022, 7, 1, tzinfo=UTC)
    db.session.add(LabourRate(council_id=council_id, starts_at=since, hourly_rate=HOURLY_RATE))
    save()
    return made


def _printer(custodian: User) -> Asset:
    actor = the_program(custodian.council_id)
    assert custodian.location is not None
    assert custodian.department is not None
    names = {"code": "PR", "name_sw": "Printa", "name_en": "Printer"}
    category = factories.saved(AssetCategory(council_id=custodian.council_id, **names))
    model = equipment.add_model(
        category,
        manufacturer="HP",
        name="LaserJet Pro 4003dn",
        actor=actor,
        replacement_cost=Decimal(1_450_000),
    )
    facts = equipment.Facts(model=model, serial_number="VNC3K12345", purchased_on=date(2024, 7, 1))
    to = equipment.Whereabouts(
        location=custodian.location, department=custodian.department, custodian=custodian
    )
    return equipment.register(facts, to, actor=actor, now=clock.now())


def _stock(council_id: int) -> None:
    actor, now = the_program(council_id), clock.now()
    store = stock.add_store(code="GHL", name_sw="Ghala la TEHAMA", name_en="ICT store", actor=actor)
    for code, price in PARTS.items():
        details = stock.PartDetails(
            code=code, name_sw=f"{code} ya printa", name_en=f"Printer {code}", unit="pcs"
        )
        stock.receive(
            store,
            stock.add_part(details, actor=actor),
            quantity=Decimal(9),
            unit_cost=price,
            reference="DN 1",
            actor=actor,
            now=now,
        )
