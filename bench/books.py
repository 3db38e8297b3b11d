"""How long the register of assets of a large council takes, and how much memory.

Run `python -m bench.books [DEVICES]`; its council lives in a folder that is thrown away.
"""

import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from flask_babel import force_locale
from flask_migrate import upgrade

from helpdesk.app import create_app
from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel, Movement
from helpdesk.equipment.queries.books import Scope
from helpdesk.equipment.reports import asset_register, depreciation_report
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.db import db
from helpdesk.infra.documents.formats import Format, print_as
from helpdesk.infra.documents.model import Report
from helpdesk.infra.reporting import Wanted
from helpdesk.infra.transactions import transaction
from helpdesk.org.models import Council, Department, Location
from helpdesk.org.rules import DepartmentKind, LocationKind

DEVICES, PARTS = 5_000, 30


def main(devices: int) -> None:
    with TemporaryDirectory() as folder:
        settings = {
            "SECRET_KEY": "for a measurement only",
            "DATABASE_URL": f"sqlite:///{folder}/b.sqlite3",
        }
        app = create_app(settings)
        with app.app_context(), force_locale("sw"):
            upgrade()
            with transaction():
                actor = _filled(devices)
            _measure(actor)


def _filled(devices: int) -> Actor:
    council = Council(code="MBR", name_sw="Mbarali", name_en="Mbarali", region="Mbeya")
    db.session.add(council)
    db.session.flush()
    own = council.id
    category = AssetCategory(council_id=own, code="PC", name_sw="Kompyuta", name_en="Computer")
    db.session.add(category)
    db.session.flush()
    model = AssetModel(council_id=own, category_id=category.id, manufacturer="HP", name="ProDesk")
    departments = [
        Department(
            council_id=own,
            code=f"D{number}",
            kind=DepartmentKind.IDARA,
            name_sw=f"Idara {number}",
            name_en=f"Department {number}",
            starts_on=date(2000, 1, 1),
        )
        for number in range(PARTS)
    ]
    places = [
        Location(council_id=own, code=f"P{number}", kind=LocationKind.SITE, name=f"Kituo {number}")
        for number in range(PARTS)
    ]
    db.session.add_all([model, *departments, *places])
    db.session.flush()
    _register(devices, category, model, departments, places)
    return the_program(own)


def _register(
    devices: int,
    category: AssetCategory,
    model: AssetModel,
    departments: list[Department],
    places: list[Location],
) -> None:
    chance, now = Random(1), clock.now()  # noqa: S311  # a measurement, not a secret
    parts = [chance.randrange(PARTS) for _ in range(devices)]
    db.session.execute(
        db.insert(Asset),
        [
            {
                "council_id": category.council_id,
                "asset_tag": f"MBR/ICT/PC/{number:05d}",
                "label_code": f"MBR-{number:05d}",
                "serial_number": f"SN{number:08d}",
                "category_id": category.id,
                "model_id": model.id,
                "status": Status.IN_SERVICE,
                "condition": Condition.GOOD,
                "criticality": 3,
                "purchase_cost": Decimal(chance.randrange(300_000, 9_000_000)),
                "purchased_on": clock.today() - timedelta(days=chance.randrange(2500)),
                "location_id": places[part].id,
                "department_id": departments[part].id,
                "registered_at": now,
            }
            for number, part in enumerate(parts)
        ],
    )
    ids = db.session.scalars(db.select(Asset.id).order_by(Asset.id)).all()
    db.session.execute(
        db.insert(Movement),
        [
            {
                "asset_id": one,
                "at": now,
                "location_id": places[part].id,
                "department_id": departments[part].id,
                "reason": "Usajili",
                "by_name": "Afisa TEHAMA",
            }
            for one, part in zip(ids, parts, strict=True)
        ],
    )


def _measure(actor: Actor) -> None:
    year = Period(FiscalYear.containing(clock.today()).first_day, 12)
    wanted = Wanted(period=year, asset_tag="", made_at=clock.now())
    made = _timed("register of assets, read", lambda: asset_register(actor, wanted, Scope()))
    losses = _timed("depreciation, read", lambda: depreciation_report(actor, wanted, Scope()))
    for report, name in ((made, "register of assets"), (losses, "depreciation")):
        for form in Format:
            _printed(report, name, form)


def _printed(report: Report, name: str, form: Format) -> None:
    content = _timed(f"{name} as {form}", lambda: print_as(report, form).content)
    print(f"{'':40}{len(content) / 1024:10,.0f} kB")  # noqa: T201


Made = TypeVar("Made")


def _timed(what: str, make: Callable[[], Made]) -> Made:
    began = time.perf_counter()
    made = make()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:40}{time.perf_counter() - began:10.2f} s {most:8,.0f} MB at most")  # noqa: T201
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEVICES)
