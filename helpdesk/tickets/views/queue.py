"""The list of tickets with its views and filters."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.accounts.queries import technicians
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, can, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import named
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import paged
from helpdesk.org.queries import department_choices
from helpdesk.systems.queries import in_use
from helpdesk.tickets import forms, labels, permissions, queries, rules
from helpdesk.tickets.models import SavedView, Ticket
from helpdesk.tickets.reports.lists import queue_report
from helpdesk.tickets.views.blueprint import bp

VIEWS = {
    "unassigned": lazy_pgettext("tickets", "Unassigned"),
    "mine": lazy_pgettext("tickets", "Mine"),
    "overdue": lazy_pgettext("tickets", "Overdue"),
    "parts": labels.WAITING_FOR_PLURAL[rules.WaitingFor.PARTS],
    "today": _l("Today"),
    "open": lazy_pgettext("tickets", "All open"),
}


@bp.get("/")
@requires(permissions.VIEW_OWN)
def list_tickets() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    query = rules.view_query(request.args.items())
    filters = filters_of(query)
    form = _form(actor)
    order = queries.order_of(filters)
    if "format" in request.args:
        return _download(whole(queries.queue(actor, filters, now=now), order), form, filters)
    saved = queries.shown_views(actor) if can(actor, permissions.WORK) else ()
    return render_template(
        "tickets/list_tickets.html",
        page=paged(queries.queue_rows(actor, filters, now=now), order),
        pills=_pills(filters.view, query, saved),
        filters=filters,
        form=form,
        view_query=query,
        most_at_once=rules.MOST_AT_ONCE,
        place=urlencode({"view": query or f"view={filters.view}"}),
        acts=labels.BULK_ACT,
        labels=labels,
        looked_in=_looked_in(filters, query, saved),
        priorities={one: str(name) for one, name in labels.PRIORITY.items()},
        now=now,
    )


def _looked_in(filters: queries.Filters, query: str, saved: Sequence[SavedView]) -> str:
    """Name the view that leaves out other requests; that of all, or of one's own, has no name."""
    if filters.status:
        return str(labels.STATUS_PLURAL[filters.status])
    names = [one.name for one in saved if one.query == query]
    return next(iter(names), str(dict[str, object](VIEWS).get(filters.view, "")))


def _form(actor: Actor) -> forms.QueueForm:
    form = forms.QueueForm()
    people = [(person.id, person.name) for person in technicians(actor)]
    is_unit = can(actor, permissions.VIEW_ALL)
    teams = [(team.id, named(team)) for team in queries.open_teams(actor)] if is_unit else []
    systems = [(one.id, one.acronym) for one in in_use(actor)] if is_unit else []
    form.offer(people, teams, department_choices(actor), systems)
    return form


def filters_of(query: str) -> queries.Filters:
    usual = "open" if permissions.sees_a_queue(current_actor()) else "own"
    return forms.filters_in(rules.words_of(query), usual=usual)


def _pills(view: str, query: str, saved: Sequence[SavedView]) -> list[Pill]:
    """The views that this person has, with the number of tickets in each."""
    actor = current_actor()
    if not permissions.sees_a_queue(actor):
        return []
    kept = {f"saved_{one.id}": one for one in saved}
    counts = queries.counts_of(
        actor, {name: filters_of(one.query) for name, one in kept.items()}, now=clock.now()
    )
    is_saved = query in {one.query for one in saved}
    return [
        _own_pill(kept[name], query, number)
        if name in kept
        else _fixed_pill(name, number, is_current=name == view and not is_saved)
        for name, number in counts.items()
    ]


def _own_pill(view: SavedView, query: str, number: int) -> Pill:
    return Pill(view.name, f"{url_for('.list_tickets')}?{view.query}", view.query == query, number)


def _fixed_pill(name: str, number: int, *, is_current: bool) -> Pill:
    url = with_query(url_for(".list_tickets"), view=name)
    return Pill(str(VIEWS[name]), url, is_current, number)


def _download(
    tickets: Sequence[Ticket], form: forms.QueueForm, filters: queries.Filters
) -> ResponseReturnValue:
    """The same list, whole."""
    names: Mapping[str, object] = VIEWS
    report = queue_report(
        tickets,
        view=str(names.get(filters.view, "")) if filters.status is None else "",
        narrowed=form.said,
        actor=current_actor(),
        now=clock.now(),
    )
    return as_file(report, request.args["format"])
