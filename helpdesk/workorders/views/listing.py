"""The repair log, as a page and as a file."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_pgettext
from sqlalchemy import Select

from helpdesk.accounts.queries import technicians
from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_choices
from helpdesk.workorders import forms, labels, permissions, queries, rules
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.reports import repair_report
from helpdesk.workorders.views.blueprint import bp

VIEWS = {
    "all": lazy_pgettext("repairs", "All"),
    "open": lazy_pgettext("repairs", "Unfinished"),
    "mine": lazy_pgettext("repairs", "My unfinished ones"),
    "on_hold": lazy_pgettext("repairs", "On hold"),
    "month": lazy_pgettext("repairs", "Finished this month"),
    "repeats": lazy_pgettext("repairs", "Repeated within 30 days"),
}
NEWEST_FIRST = Order(WorkOrder.opened_at, WorkOrder.id, descending=True)


@bp.get("/repairs/")
@requires(permissions.VIEW)
def list_repairs() -> ResponseReturnValue:
    actor, form, filters = current_actor(), forms.LogFilter(), _filters()
    form.validate()  # a page cannot show every sign that an address can hold
    people = [(person.id, person.name) for person in technicians(actor)]
    form.offer(people, department_choices(actor), today=clock.today())
    month = Period.month_of(clock.today())
    found = queries.log(actor, filters, month=month)
    if "format" in request.args:
        return _download(found, form.said, str(VIEWS[filters.view]))
    return render_template(
        "workorders/list_repairs.html",
        page=paged(found, NEWEST_FIRST),
        pills=_pills(filters, queries.counts(actor, month=month)),
        costs=queries.total_of(found),
        form=form,
        filters=filters,
        labels=labels,
    )


def _filters() -> queries.Filters:
    """Read the address; what it should not say is as if it said nothing."""
    args = request.args
    view = args.get("view", "all")
    return queries.Filters(
        view=view if view in VIEWS else "all",
        text=args.get("q", ""),
        kind=args.get("kind", type=rules.Kind),
        status=args.get("status", type=rules.Status),
        technician_id=args.get("technician", type=key),
        department_id=args.get("department", type=key),
        period=_period(args.get("period", "")),
    )


def _period(slug: str) -> Period | None:
    try:
        return Period.parse(slug)
    except BadPeriodError:
        return None


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_repairs")
    return [
        Pill(str(VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]


def _download(
    found: Select[WorkOrder], narrowed: list[tuple[str, str]], view: str
) -> ResponseReturnValue:
    """The same list, whole and in the same order, as a file."""
    report = repair_report(
        whole(found, NEWEST_FIRST),
        costs=queries.total_of(found),
        view=view,
        narrowed=narrowed,
        actor=current_actor(),
        now=clock.now(),
    )
    return as_file(report, request.args["format"])
