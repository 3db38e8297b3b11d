"""Making the plan of a year, having it approved, and changing it; the caller commits."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.maintenance.models import MaintenancePlan
from helpdesk.maintenance.rules import foresee
from helpdesk.org.queries import calendar_of
from helpdesk.yearplans import queries, rules
from helpdesk.yearplans.models import YearPlan, YearPlanLine, YearPlanTrip
from helpdesk.yearplans.rules import State, Terms

Days = list[tuple[date, date]]


def draft(
    year: FiscalYear, terms: Terms, *, maker: User, actor: Actor, now: datetime, reason: str = ""
) -> YearPlan:
    """Write what the running plans promise for a year; after an approved version a new one.

    Raises AlreadyPlannedError where the newest version is not approved yet.
    """
    known = queries.versions(actor.council_id, year.first)
    if known and known[0].state is not State.APPROVED:
        raise rules.AlreadyPlannedError
    made = YearPlan(
        council_id=actor.council_id,
        first_year=year.first,
        number=known[0].number + 1 if known else 1,
        made_by=maker,
        made_at=now,
        reason=reason,
        **asdict(terms),
    )
    _write(made)
    db.session.add(made)
    db.session.flush()
    record(actor, "year_plan.add", made, {"number": [None, made.number]}, at=now)
    return made


def redraw(plan: YearPlan, terms: Terms, *, actor: Actor, now: datetime) -> None:
    """Write a draft anew from what the plans promise today, on these terms."""
    rules.check_step(plan.state, State.SUBMITTED)
    changes = changes_of(plan, **asdict(terms))
    for name, value in asdict(terms).items():
        setattr(plan, name, value)
    plan.lines.clear()
    plan.trips.clear()
    db.session.flush()
    _write(plan)
    record(actor, "year_plan.change", plan, changes, at=now)
    db.session.flush()


def submit(plan: YearPlan, *, by: User, actor: Actor, now: datetime) -> None:
    if not any(line.visits for line in plan.lines):
        raise rules.NothingPlannedError
    _pass_on(plan, State.SUBMITTED, "year_plan.submit", actor, now)
    plan.submitted_by, plan.submitted_at = by, now
    db.session.flush()


def check_approver(plan: YearPlan, person: User) -> None:
    if person.id in (plan.made_by_id, plan.submitted_by_id):
        raise rules.PreparedItError


def approve(plan: YearPlan, note: str, *, by: User, actor: Actor, now: datetime) -> None:
    """Freeze the plan; the version before it is kept, and replaced."""
    check_approver(plan, by)
    _pass_on(plan, State.APPROVED, "year_plan.approve", actor, now)
    plan.approved_by, plan.approved_at, plan.note = by, now, note
    plan.digest = _digest(plan)
    for old in queries.versions(plan.council_id, plan.first_year):
        if old.number < plan.number and old.state is State.APPROVED:
            _pass_on(old, State.SUPERSEDED, "year_plan.supersede", actor, now)
    db.session.flush()


def give_back(plan: YearPlan, note: str, *, by: User, actor: Actor, now: datetime) -> None:
    """Return the plan to whoever made it, with what is wrong."""
    check_approver(plan, by)
    _pass_on(plan, State.DRAFT, "year_plan.return", actor, now)
    plan.note = note
    db.session.flush()


def _pass_on(plan: YearPlan, state: State, act: str, actor: Actor, now: datetime) -> None:
    rules.check_step(plan.state, state)
    record(actor, act, plan, {"state": [plan.state, state]}, at=now)
    plan.state = state


def _write(made: YearPlan) -> None:
    """Fill in capacity, lines and journeys."""
    calendar = calendar_of(made.council_id)
    made.capacity = [str(one) for one in rules.hours_of(calendar, made.year, made.terms)]
    sites, days_at = queries.sites(made.council_id), defaultdict[int, set[date]](set)
    for plan in queries.running_plans(made.council_id):
        days = _days(plan, made.year, calendar)
        made.lines.append(_line(plan, days))
        for place in queries.places_of(plan):
            days_at[sites[place].id].update(due_on for _nominal_on, due_on in days)
    tops = {site.id: site for site in sites.values()}
    routes = [(tops[id_], days) for id_, days in days_at.items() if days and tops[id_].km]
    for site, visited in sorted(routes, key=lambda one: one[0].name):
        made.trips.append(_trip(site, visited, made.terms))


def _days(plan: MaintenancePlan, year: FiscalYear, calendar: WorkingCalendar) -> Days:
    """Return the days of a plan in a year, each revision's as far as it holds."""
    ends = [*(one.effective_from for one in plan.revisions[1:]), date.max]
    found: Days = []
    for revision, end in zip(plan.revisions, ends, strict=True):
        first = max(year.first_day, revision.effective_from)
        times = foresee(revision.rule, calendar, first, year.last_day, revision.mode)
        kept = (one for one in times if one.nominal_on < end)
        found += [(one.nominal_on, one.due_on) for one in kept if one.due_on <= year.last_day]
    return found


def _line(plan: MaintenancePlan, days: Days) -> YearPlanLine:
    starts, always = queries.starts_of(plan)
    months = rules.visits_by_month(days, starts, always)
    prices = queries.prices_of(plan.parts) if plan.parts else {}
    needs = [
        rules.Need(one.quantity, one.probability, prices[one.part_id])
        for one in plan.parts
        if one.part_id in prices
    ]
    return YearPlanLine(
        plan=plan,
        title_sw=plan.title_sw,
        title_en=plan.title_en,
        devices=len(starts) + always,
        minutes=sum(months) * plan.revisions[-1].minutes,
        months=months,
        parts_cost=rules.parts_cost(needs, sum(months)),
    )


def _trip(site: queries.Site, days: set[date], terms: Terms) -> YearPlanTrip:
    found = rules.journey(days, site.km, terms)
    return YearPlanTrip(
        location_id=site.id,
        name=site.name,
        trips=found.trips,
        km=found.km,
        fuel=found.fuel,
        per_diem=found.per_diem,
    )


def _digest(plan: YearPlan) -> str:
    """Vouch for the numbers that were approved."""
    lines: Sequence[object] = [
        [line.plan_id, line.devices, line.minutes, line.months, str(line.parts_cost)]
        for line in plan.lines
    ]
    trips = [[one.location_id, one.trips, str(one.fuel), str(one.per_diem)] for one in plan.trips]
    said = json.dumps([plan.first_year, plan.number, lines, trips, plan.capacity])
    return hashlib.sha256(said.encode()).hexdigest()
