"""Plans as the head of the unit makes them, and the program that follows them."""

from datetime import UTC, date, datetime, time

from helpdesk.accounts.models import User
from helpdesk.core.recurrence import Nonworking, Rule, Unit
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import jobs, services
from helpdesk.maintenance.models import MaintenancePlan, Occurrence
from helpdesk.maintenance.services import Schedule, Scope
from helpdesk.org.models import Holiday
from tests import factories
from tests.vectors import HOLIDAYS

JANUARY = date(2026, 1, 1)
MONTHLY = Rule(JANUARY, 1, Unit.MONTH)
TITLES = "Matengenezo ya seva", "Server maintenance"


def noon(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def schedule(by: User, rule: Rule = MONTHLY, **given) -> Schedule:
    return Schedule(**{"rule": rule, "minutes": 60, "responsible": by, **given})


def plan(by: User, rule: Rule = MONTHLY, *, scope: Scope, starts_on=JANUARY, **given):
    made = services.add_plan(
        TITLES,
        scope,
        schedule(by, rule, **given),
        starts_on=starts_on,
        actor=factories.program(by.council_id),
    )
    db.session.commit()
    return made


def keep_holidays(council_id: int) -> None:
    for day in sorted(HOLIDAYS):
        db.session.add(Holiday(council_id=council_id, day=day, name_sw="S", name_en="H"))
    db.session.commit()


def run(day: date) -> None:
    """Let the program do what is due on a day."""
    db.session.commit()
    jobs.generate(noon(day))


def visits(of: MaintenancePlan | None = None) -> list[Occurrence]:
    found = db.select(Occurrence).order_by(Occurrence.asset_id, Occurrence.nominal_on)
    if of is not None:
        found = found.where(Occurrence.plan_id == of.id)
    return list(db.session.scalars(found))


def states(of: MaintenancePlan | None = None) -> list[tuple[str, str]]:
    return [(str(one.due_on), str(one.state)) for one in visits(of)]


def due_today(officer, scope, template=None):
    today = clock.today()
    rule = Rule(today, 1, Unit.MONTH, nonworking=Nonworking.KEEP)
    checklist_id = template.id if template else None
    made = plan(officer, rule, scope=scope, starts_on=today, checklist_id=checklist_id)
    run(today)
    return visits(made)[0]
