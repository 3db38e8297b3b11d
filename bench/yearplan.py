"""How long the plan of a year takes for a large council, and how much memory.

Run `python -m bench.yearplan [ASSETS] [PLANS]`; its council lives in a folder that is thrown away.
"""

import resource
import sys
import time
from datetime import date
from decimal import Decimal
from tempfile import TemporaryDirectory

from flask_migrate import upgrade
from sqlalchemy import insert

from helpdesk.accounts.queries import as_actor
from helpdesk.app import create_app
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.maintenance.services import Schedule, Scope, add_plan
from helpdesk.yearplans.rules import Terms
from helpdesk.yearplans.services import draft
from tests import factories
from tests.equipment import factories as made

ASSETS, PLANS, CHUNK = 20_000, 10, 2_000
YEAR = FiscalYear(2026)
TERMS = Terms(officers=2, share=40, km_rate=Decimal(1_200), per_diem=Decimal(60_000))


def main(assets: int, plans: int) -> None:
    with TemporaryDirectory() as folder:
        settings = {
            "SECRET_KEY": "for a measurement only",
            "DATABASE_URL": f"sqlite:///{folder}/b.sqlite3",
        }
        app = create_app(settings)
        with app.app_context():
            upgrade()
            with transaction():
                officer = _council(assets, plans)
            begun = time.perf_counter()
            with transaction():
                actor, now = as_actor(officer), clock.now()
                plan = draft(YEAR, TERMS, maker=officer, actor=actor, now=now)
                visits = sum(line.visits for line in plan.lines)
            took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(
        f"{assets} devices, {plans} plans, {visits:,} visits: {took:.2f} s, {most} MB\n"
    )


def _council(assets: int, plans: int):  # type: ignore[no-untyped-def]  # of tests
    council = factories.council(code="MBR")
    officer = factories.user("technician", council_id=council.id)
    first = made.asset(council.id, status=Status.IN_SERVICE, in_service_on=date(2024, 1, 1))
    row = {column.key: getattr(first, column.key) for column in Asset.__table__.columns}
    for start in range(1, assets, CHUNK):
        copies = range(start, min(assets, start + CHUNK))
        db.session.execute(insert(Asset), [_copy(row, number) for number in copies])
    for number in range(plans):
        rule = Rule(date(2026, 7, 1 + number), number % 6 + 1, Unit.MONTH)
        schedule = Schedule(rule=rule, minutes=30, responsible=officer)
        scope = Scope(category_id=first.category_id)
        names = (f"Mpango {number}", f"Plan {number}")
        add_plan(names, scope, schedule, starts_on=YEAR.first_day, actor=as_actor(officer))
    return officer


def _copy(row: dict[str, object], number: int) -> dict[str, object]:
    unique = {"asset_tag": f"MBR/X/{number}", "label_code": f"X-{number}", "serial_number": None}
    day = date(2024 + number % 3, number % 12 + 1, 1)
    return {**row, **unique, "id": None, "in_service_on": day}


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers or [ASSETS]), *([] if len(numbers) > 1 else [PLANS]))
