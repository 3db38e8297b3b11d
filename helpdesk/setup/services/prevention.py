"""Preventive plans in the sample council, kept for two quarters: punctually, late and not at all.

The caller commits.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.checklists.queries import active_for
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import local_date, start_of
from helpdesk.core.recurrence import Rule, Unit, add_months
from helpdesk.equipment.queries import categories
from helpdesk.infra.access import Actor, Role
from helpdesk.maintenance import queries, services
from helpdesk.maintenance.models import MaintenancePlan, Occurrence
from helpdesk.maintenance.services import Found, Schedule, Scope
from helpdesk.setup.services.inspections import answers
from helpdesk.yearplans import services as years
from helpdesk.yearplans.rules import Terms

PLANS = (
    ("SRV", 1, 60, ("Matengenezo ya seva kila mwezi", "Monthly server maintenance")),
    ("UPS", 3, 30, ("Matengenezo ya UPS kila robo mwaka", "Quarterly UPS maintenance")),
    ("SW", 3, 30, ("Matengenezo ya swichi kila robo mwaka", "Quarterly switch maintenance")),
)
PARTS = {
    "SRV": (("VIP-22", "1", 10), ("VIP-23", "0.1", 20)),
    "UPS": (("VIP-17", "1", 15), ("VIP-18", "2", 5)),
    "SW": (("VIP-21", "2", 30),),
}
WHY_PARTS = "Kwa wastani wa matengenezo ya mwaka uliopita"
TERMS = Terms(officers=2, share=40, km_rate=Decimal(1_200), per_diem=Decimal(60_000))
MONTHS, WEEK = 6, timedelta(days=7)
SKIPPED, LATE, WAIVED = 5, 4, 7  # one in so many
WITNESS = "Mhasibu"
WHY = "Kituo kilifungwa kwa ukarabati wa jengo"


def prevent(program: Actor, *, now: datetime) -> None:
    """Let officers keep the plans week by week, as far as officers do."""
    officers = people_with(program, Role.TECHNICIAN)
    if not officers:
        return
    begun = add_months(local_date(now), -MONTHS).replace(day=1)
    plans = _plans(officers, begun, program)
    for week in range((local_date(now) - begun).days // WEEK.days + 1):
        at = now - WEEK * ((local_date(now) - begun).days // WEEK.days - week)
        for plan in plans:
            _hand_out(plan, at)
            _keep(queries.not_begun(plan), officers, at)
    _plan_year(officers, program, now)


def _plan_year(officers: Sequence[User], program: Actor, now: datetime) -> None:
    """Let the director approve what the officers planned for this fiscal year."""
    year, maker = FiscalYear.containing(local_date(now)), officers[0]
    act: dict[str, Any] = {"actor": as_actor(maker), "now": now}
    made = years.draft(year, TERMS, maker=maker, **act)
    directors = people_with(program, Role.MANAGER)
    if any(line.visits for line in made.lines) and directors:
        years.submit(made, by=maker, **act)
        chief = directors[0]
        years.approve(made, "", by=chief, actor=as_actor(chief), now=now)


def _plans(officers: Sequence[User], begun: date, program: Actor) -> list[MaintenancePlan]:
    kinds = {kind.code: kind.id for kind in categories(program)}
    made: list[MaintenancePlan] = []
    for number, (code, months, minutes, titles) in enumerate(PLANS):
        if code in kinds:
            schedule = Schedule(
                rule=Rule(begun, months, Unit.MONTH),
                minutes=minutes,
                responsible=officers[number % len(officers)],
                checklist_id=_checklist(code, program),
            )
            scope = Scope(category_id=kinds[code])
            made.append(services.add_plan(titles, scope, schedule, starts_on=begun, actor=program))
            _use_parts(made[-1], code, program)
    return made


def _use_parts(plan: MaintenancePlan, kind: str, program: Actor) -> None:
    parts = {one.code: one for one in queries.part_choices(plan, actor=program)}
    used = [
        services.Used(parts[code], Decimal(quantity), chance)
        for code, quantity, chance in PARTS[kind]
        if code in parts
    ]
    begun = start_of(plan.revisions[-1].effective_from)
    services.set_parts(plan, used, reason=WHY_PARTS, actor=program, now=begun)


def _checklist(code: str, program: Actor) -> int | None:
    found = active_for(code, actor=program)
    return found.id if found else None


def _hand_out(plan: MaintenancePlan, at: datetime) -> None:
    after: int | None = 0
    while after is not None:
        after = services.generate(plan.id, after=after, now=at)


def _keep(visits: Sequence[Occurrence], officers: Sequence[User], at: datetime) -> None:
    for visit in visits:
        officer = officers[visit.id % len(officers)]
        if visit.id % SKIPPED == 0 or visit.due_on > local_date(at):
            continue
        if visit.id % WAIVED == 0:
            services.waive(visit, note=WHY, actor=as_actor(officer), now=at)
        elif visit.id % LATE or visit.window_until < local_date(at):
            minutes = visit.revision.minutes + visit.id % 3 * 5
            actor, found = as_actor(officer), _in_order(visit)
            services.finish(visit, minutes=minutes, by=officer, actor=actor, now=at, found=found)


def _in_order(visit: Occurrence) -> Found:
    checklist = queries.checklist_of(visit)
    return Found(checklist=checklist, answers=list(answers(checklist.items, 0)), witness=WITNESS)
