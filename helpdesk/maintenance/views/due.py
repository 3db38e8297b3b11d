"""What is due: the list of visits to be made, and a month of them."""

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.accounts.queries import technicians
from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.equipment.labels import place
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import Order, paged
from helpdesk.maintenance import labels, permissions, queries, rules
from helpdesk.maintenance.forms import visits as forms
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import Compliance
from helpdesk.maintenance.views.blueprint import bp
from helpdesk.maintenance.views.filters import read_day, read_filters
from helpdesk.org.queries import calendar_of

DAY = timedelta(days=1)
SOONEST = Order(Occurrence.due_on, Occurrence.id)


@bp.get("/")
@requires(permissions.VIEW)
def list_visits() -> ResponseReturnValue:
    actor, filters, today = current_actor(), read_filters(), clock.today()
    quarter = Period.quarter_of(today)
    return render_template(
        "maintenance/list_visits.html",
        page=paged(queries.listed(actor, filters, today=today), SOONEST),
        pills=_pills(filters, queries.counts(actor, filters, today=today)),
        filters=filters,
        form=_form(),
        kept=_kept(quarter, today),
        quarter=quarter,
        today=today,
        labels=labels,
        place=place,
    )


def _kept(quarter: Period, today: date) -> Compliance:
    """Count what is due in the quarter, as far as today can tell."""
    days = quarter.first_day, quarter.last_day
    return rules.compliance(queries.states_due(current_actor(), *days, today=today))


def _form() -> forms.ListForm:
    actor, form = current_actor(), forms.ListForm()
    people = [(person.id, person.name) for person in technicians(actor)]
    form.offer(actor, queries.plan_choices(actor), people)
    return form


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = with_query(url_for(".list_visits"), **filters.narrowing)
    return [
        Pill(
            str(labels.VIEWS[name]),
            with_query(url, view=name),
            filters.view == name and filters.on is None,
            number,
        )
        for name, number in counts.items()
    ]


@bp.get("/calendar")
@requires(permissions.VIEW)
def show_calendar() -> ResponseReturnValue:
    actor, filters, today = current_actor(), read_filters(), clock.today()
    first = _month(today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return render_template(
        "maintenance/calendar.html",
        title=f"{labels.MONTHS[first.month]} {first.year}",
        first=first,
        last=last,
        weeks=_weeks(first, last),
        days=queries.days(actor, filters, first, last),
        ahead=_ahead(filters, first, last),
        filters=filters,
        form=_form(),
        before=first - timedelta(days=1),
        after=last + timedelta(days=1),
        today=today,
        labels=labels,
    )


def _ahead(filters: queries.Filters, first: date, last: date) -> dict[date, int]:
    """Count by day what the plans will ask for and have not handed out yet."""
    actor, today = current_actor(), clock.today()
    if last <= today or last > FiscalYear(FiscalYear.containing(today).first + 1).last_day:
        return {}
    found: Counter[date] = Counter()
    calendar = calendar_of(actor.council_id)
    for plan, devices in queries.plans_ahead(actor, filters):
        for revision, end in queries.held_until(plan.revisions):
            since = max(first, revision.effective_from, (plan.looked_until or today) + DAY)
            for one in rules.foresee(revision.rule, calendar, since, last, revision.mode):
                if one.nominal_on < end and one.generate_on > (plan.looked_until or date.min):
                    found[one.due_on] += devices
    return found


def _month(today: date) -> date:
    """Return the first day of the month that the address names, or of this one."""
    said = request.args.get("month", "")
    return (read_day(f"{said}-01") or today).replace(day=1)


def _weeks(first: date, last: date) -> list[list[date]]:
    monday = first - timedelta(days=first.weekday())
    number = (last - monday).days // 7 + 1
    weeks = [monday + timedelta(weeks=week) for week in range(number)]
    return [[start + timedelta(days=place) for place in range(7)] for start in weeks]
