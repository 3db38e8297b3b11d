"""Making the plan of a year, having it approved, and changing it; the caller commits."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.checklists.queries import newest_of
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.money import cents
from helpdesk.core.recurrence import add_months
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.queries import Power
from helpdesk.maintenance.labels import rhythm
from helpdesk.maintenance.models import MaintenancePlan, PlanRevision
from helpdesk.maintenance.queries import held_until, priced
from helpdesk.maintenance.rules import foresee, parts_cost
from helpdesk.org.queries import calendar_of
from helpdesk.workorders.queries import hourly_rate
from helpdesk.yearplans import queries, rules
from helpdesk.yearplans.models import YearPlan, YearPlanLine, YearPlanTrip
from helpdesk.yearplans.rules import Device, State, Terms

Times = list[rules.Time]
Visited = defaultdict[queries.Site, set[date]]


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
        hands=[maker.id],
        reason=reason,
        **asdict(terms),
    )
    _write(made, now)
    db.session.add(made)
    db.session.flush()
    queries.keep_devices(made)
    record(actor, "year_plan.add", made, {"number": [None, made.number]}, at=now)
    return made


def redraw(plan: YearPlan, terms: Terms, *, by: User, actor: Actor, now: datetime) -> None:
    """Write a draft anew from what the plans promise today, on these terms."""
    rules.check_step(plan.state, State.SUBMITTED)
    plan.hands = sorted({*plan.hands, by.id})
    changes = changes_of(plan, **asdict(terms))
    for name, value in asdict(terms).items():
        setattr(plan, name, value)
    queries.forget_devices(plan)
    plan.lines.clear()
    plan.trips.clear()
    db.session.flush()
    _write(plan, now)
    db.session.flush()
    queries.keep_devices(plan)
    record(actor, "year_plan.change", plan, changes, at=now)
    db.session.flush()


def submit(plan: YearPlan, *, by: User, actor: Actor, now: datetime) -> None:
    if not any(line.visits for line in plan.lines):
        raise rules.NothingPlannedError
    _pass_on(plan, State.SUBMITTED, "year_plan.submit", actor, now)
    plan.submitted_by, plan.submitted_at = by, now
    plan.hands = sorted({*plan.hands, by.id})
    db.session.flush()


def power_for(plan: YearPlan, *, actor: Actor, today: date) -> Power:
    """Return with whose office the actor decides: his own, or the director's as a deputy.

    Raises PreparedItError where either had a hand in it, and NotYoursError.
    """
    if actor.id in plan.hands:
        raise rules.PreparedItError
    found = queries.approving(actor, today=today)
    if not found:
        raise rules.NotYoursError
    power = next((one for one in found if one.actor.id not in plan.hands), None)
    if power is None:
        raise rules.PreparedItError
    return power


def approve(plan: YearPlan, note: str, *, by: User, actor: Actor, now: datetime) -> None:
    """Freeze the plan; the version before it is kept, and replaced."""
    power = power_for(plan, actor=actor, today=clock.local_date(now))
    plan.approved_by, plan.acting_for = by, power.by.principal if power.by else None
    plan.approved_at, plan.note = now, note
    _pass_on(plan, State.APPROVED, "year_plan.approve", actor, now)
    plan.annex = annex_digest(queries.devices(plan))
    plan.digest = digest_of(plan)
    for old in queries.versions(plan.council_id, plan.first_year):
        if old.number < plan.number and old.state is State.APPROVED:
            _pass_on(old, State.SUPERSEDED, "year_plan.supersede", actor, now)
    db.session.flush()


def give_back(plan: YearPlan, note: str, *, actor: Actor, now: datetime) -> None:
    """Return the plan to whoever made it, with what is wrong."""
    power_for(plan, actor=actor, today=clock.local_date(now))
    _pass_on(plan, State.DRAFT, "year_plan.return", actor, now)
    plan.note = note
    db.session.flush()


def _pass_on(plan: YearPlan, state: State, act: str, actor: Actor, now: datetime) -> None:
    rules.check_step(plan.state, state)
    record(actor, act, plan, {"state": [plan.state, state]}, at=now)
    plan.state = state


def _write(made: YearPlan, now: datetime) -> None:
    """Fill in capacity, lines and journeys."""
    calendar = calendar_of(made.council_id)
    made.capacity = [str(one) for one in rules.hours_of(calendar, made.year, made.terms)]
    sites, visited = queries.sites(made.council_id), Visited(set)
    for plan in queries.running_plans(made.council_id):
        times = _times(plan, made.year, calendar)
        made.lines.append(_line(plan, times, now))
        _go_to(visited, plan, times, sites)
    made.trips.extend(_trips(visited, made.terms))


def _go_to(
    visited: Visited, plan: MaintenancePlan, times: Times, sites: Mapping[int, queries.Site]
) -> None:
    """Note on which days a plan takes officers to which site."""
    if not plan.revisions[-1].travels:
        return
    for place, since in queries.places_of(plan).items():
        visited[sites[place]].update(one.due_on for one in times if one.nominal_on >= since)


def journeys_of(plan: MaintenancePlan, *, today: date, terms: Terms) -> list[YearPlanTrip]:
    """Return the journeys of one plan by itself in the next twelve months; they are not kept."""
    newest, calendar = plan.revisions[-1], calendar_of(plan.council_id)
    first = max(today, newest.effective_from)
    last = add_months(first, 12) - timedelta(days=1)
    days = foresee(newest.rule, calendar, first, last, newest.mode)
    visited = Visited(set)
    times = [rules.Time(one.nominal_on, one.due_on, newest.minutes) for one in days]
    _go_to(visited, plan, times, queries.sites(plan.council_id))
    return list(_trips(visited, terms))


def _times(plan: MaintenancePlan, year: FiscalYear, calendar: WorkingCalendar) -> Times:
    """Return when a plan comes in a year, by each revision as far as it holds."""
    found: Times = []
    for revision, end in held_until(plan.revisions):
        first = max(year.first_day, revision.effective_from)
        days = foresee(revision.rule, calendar, first, year.last_day, revision.mode)
        kept = (one for one in days if one.nominal_on < end and one.due_on <= year.last_day)
        found += [rules.Time(one.nominal_on, one.due_on, revision.minutes) for one in kept]
    return found


def _line(plan: MaintenancePlan, times: Times, now: datetime) -> YearPlanLine:
    starts, always = queries.starts_of(plan)
    months, minutes = rules.by_month(times, starts, always)
    needs = [one.need for one in priced(plan) if one.need]
    rate = hourly_rate(plan.revisions[-1].responsible, at=now)
    return YearPlanLine(
        plan=plan,
        title_sw=plan.title_sw,
        title_en=plan.title_en,
        devices=len(starts) + always,
        months=months,
        month_minutes=minutes,
        parts_cost=parts_cost(needs, sum(months)),
        labour_cost=cents(Decimal(sum(minutes)) * rate / 60),
        vendor_cost=cents(plan.revisions[-1].fee * sum(months)),
        times=[(str(one.nominal_on), str(one.due_on), one.minutes) for one in times],
        manner=_manner(plan.revisions[-1]),
    )


def _manner(revision: PlanRevision) -> dict[str, str]:
    """Say how a plan is done, in words that no later change touches."""
    template = newest_of(revision.checklist) if revision.checklist else None
    said = {"checklist": str(template.id) if template else ""}
    for language in ("sw", "en"):
        with force_locale(language):
            said[language] = rhythm(revision.rule)
    said |= {"minutes": str(revision.minutes), "by": revision.responsible.name}
    return said | {"vendor": revision.vendor.name if revision.vendor else ""}


def _trips(visited: Mapping[queries.Site, set[date]], terms: Terms) -> Iterator[YearPlanTrip]:
    """Let one journey a day do for all sites of a ward; it goes as far as the farthest."""
    wards = defaultdict[str, dict[queries.Site, set[date]]](dict)
    for site, days in visited.items():
        if site.km and days:
            wards[site.ward or site.name][site] = days
    for name, sites in sorted(wards.items()):
        farthest = max(sites, key=lambda one: (one.km or 0, one.id))
        gone_on = set[date]().union(*sites.values())
        found = rules.journey(gone_on, farthest.km, terms)
        yield YearPlanTrip(
            location_id=farthest.id,
            name=name,
            trips=found.trips,
            km=found.km,
            fuel=found.fuel,
            per_diem=found.per_diem,
            months=rules.count_by_month(gone_on),
        )


def digest_of(plan: YearPlan) -> str:
    """Vouch for all that is approved: another word or number gives another digest."""
    lines: Sequence[object] = [
        [
            *(line.plan_id, line.title_sw, line.title_en, line.devices),
            *(line.months, line.month_minutes, f"{line.parts_cost:.2f}"),
        ]
        for line in plan.lines
    ]
    trips = [
        [one.name, one.trips, one.km, f"{one.fuel:.2f}", f"{one.per_diem:.2f}"]
        for one in plan.trips
    ]
    terms = [plan.officers, plan.share, f"{plan.km_rate:.2f}", f"{plan.per_diem:.2f}"]
    head = [plan.first_year, plan.number, plan.reason, terms, plan.capacity]
    return _digest([head, lines, trips, *_of_each_device(plan)])


def _of_each_device(plan: YearPlan) -> list[object]:
    """Return what vouches for days and devices too; older plans say nothing of them."""
    if not plan.annex:
        return []
    times = [[f"{line.labour_cost:.2f}", line.times] for line in plan.lines]
    fees = [f"{line.vendor_cost:.2f}" for line in plan.lines if line.vendor_cost]
    manners = [line.manner for line in plan.lines if line.manner]
    later = [one for one in (fees, manners) if one]
    return [plan.annex, times, [one.months for one in plan.trips], *later]


def annex_digest(devices: Iterable[Device]) -> str:
    """Vouch for what is promised to each device."""
    return _digest([[*one[:-1], str(one.since)] for one in devices])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
