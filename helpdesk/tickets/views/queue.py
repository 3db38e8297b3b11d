"""The list of tickets with its views and filters."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.accounts.queries import technicians
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, current_actor, requires
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_choices
from helpdesk.tickets import forms, labels, permissions, queries, rules
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.views.blueprint import bp

VIEWS = {
    "unassigned": lazy_pgettext("tickets", "Unassigned"),
    "mine": lazy_pgettext("tickets", "Mine"),
    "overdue": lazy_pgettext("tickets", "Overdue"),
    "parts": labels.WAITING_FOR_PLURAL[rules.WaitingFor.PARTS],
    "today": _l("Today"),
    "open": lazy_pgettext("tickets", "All open"),
}
SOONEST_FIRST = Order(Ticket.sort_at, Ticket.id)
NEWEST_FIRST = Order(Ticket.opened_at, Ticket.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW_OWN)
def list_tickets() -> ResponseReturnValue:
    actor, now, filters = current_actor(), clock.now(), _filters(current_actor())
    form = forms.QueueForm()
    people = [(person.id, person.name) for person in technicians(actor)]
    form.offer(people, department_choices(actor))
    return render_template(
        "tickets/list_tickets.html",
        page=paged(queries.queue(actor, filters, now=now), _order(filters)),
        pills=_pills(filters, queries.counts(actor, now=now)),
        filters=filters,
        form=form,
        labels=labels,
        now=now,
    )


def _filters(actor: Actor) -> queries.Filters:
    """Read the address; what it should not say is as if it said nothing."""
    args = request.args
    usual = "open" if permissions.sees_a_queue(actor) else "own"
    return queries.Filters(
        view=args.get("view") or usual,
        text=args.get("q", ""),
        status=args.get("status", type=rules.Status),
        assignee_id=args.get("assignee", type=key),
        department_id=args.get("department", type=key),
        priority=args.get("priority", type=rules.Priority),
    )


def _order(filters: queries.Filters) -> Order:
    """Sort what is to be done by its due, the most overdue first; what is past by its newest."""
    is_past = filters.view in ("all", "own", "today") or filters.status not in (None, *rules.OPEN)
    return NEWEST_FIRST if is_past else SOONEST_FIRST


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    """The views that this person has, with the number of tickets in each."""
    if not permissions.sees_a_queue(current_actor()):
        return []
    url = url_for(".list_tickets")
    return [
        Pill(str(VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]
