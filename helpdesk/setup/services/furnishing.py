"""Laying out the sample council before its history is played: places, things, people.

The caller commits.
"""

from datetime import date
from decimal import Decimal

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.core.local_time import start_of
from helpdesk.equipment import queries as equipment_queries
from helpdesk.equipment import services as equipment
from helpdesk.infra import passwords
from helpdesk.infra.access import Actor, Role
from helpdesk.org import queries as org_queries
from helpdesk.org import services as org
from helpdesk.setup.rules.values import Sample
from helpdesk.setup.services.buying import SUPPLIERS
from helpdesk.setup.services.champions import name_champions
from helpdesk.setup.services.founding import DEPARTMENTS_SINCE
from helpdesk.stock import services as stock
from helpdesk.stock.services import PartDetails
from helpdesk.vendors.services import Details
from helpdesk.vendors.services import add as add_vendor
from helpdesk.workorders import services as workorders

HOURLY_RATES = {date(2025, 7, 1): Decimal(6500), date(2026, 7, 1): Decimal(7000)}
DIRECTORS = "DED"  # the office whose manager manages the whole council


def furnish(sample: Sample, program: Actor) -> None:
    """Lay out the places, the models, the store and its shelves, and what an hour costs."""
    places: dict[str, int] = {}
    for place in sample.places:
        location = org.add_location(
            code=place.code,
            kind=place.kind,
            name=place.name,
            ward=place.ward,
            parent_id=places.get(place.parent),
            actor=program,
        )
        location.distance_km = place.distance_km
        places[place.code] = location.id
    _add_models(sample, program)
    stock.add_store(
        code="GH-01",
        name_sw="Stoo ya vifaa vya TEHAMA",
        name_en="ICT store",
        location_id=places.get(sample.store),
        actor=program,
    )
    _add_parts(sample, program)
    for name in SUPPLIERS:
        add_vendor(Details(name=name), actor=program)
    for day, rate in HOURLY_RATES.items():
        workorders.set_rate(hourly_rate=rate, starts_at=start_of(day), actor=program)


def _add_models(sample: Sample, program: Actor) -> None:
    categories = {one.code: one for one in equipment_queries.categories(program)}
    for model in sample.models:
        equipment.add_model(
            categories[model.category],
            manufacturer=model.manufacturer,
            name=model.name,
            specification=model.specification,
            replacement_cost=Decimal(model.highest_price),
            actor=program,
        )


def _add_parts(sample: Sample, program: Actor) -> None:
    for part in sample.parts:
        details = PartDetails(
            code=part.code,
            kind=part.kind,
            name_sw=part.name_sw,
            name_en=part.name_en,
            unit=part.unit,
            fits=part.fits,
            reorder_point=Decimal(part.reorder_point),
        )
        stock.add_part(details, actor=program)


def enrol(sample: Sample, password: str, program: Actor) -> None:
    """Add the people with one password for all, and name the champions of the systems."""
    departments = {one.code: one.id for one in org_queries.departments(program)}
    places = {one.location.code: one.location.id for one in org_queries.places(program)}
    people: dict[tuple[str, str], User] = {}
    password_hash = passwords.hashed(password)  # once, since it is slow on purpose
    for office in sample.offices:
        person = accounts.Person(
            username=office.username,
            name=office.name,
            job_title=office.title,
            department_id=departments[office.department],
            location_id=places[office.place],
        )
        user = accounts.add_hashed(
            person, password_hash=password_hash, actor=program, must_change=False
        )
        is_of_all = office.role != Role.MANAGER or office.department == DIRECTORS
        accounts.grant(
            user,
            Role(office.role),
            starts_on=DEPARTMENTS_SINCE,
            department_id=None if is_of_all else departments[office.department],
            actor=program,
        )
        people.setdefault((office.department, office.title), user)
    name_champions(sample.champions, people, program)
