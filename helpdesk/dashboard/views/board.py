"""The home page, which shows what needs its reader first, and the dashboard."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.dashboard import permissions, queries
from helpdesk.dashboard.views.blueprint import bp
from helpdesk.equipment.queries import held_by
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.navigation import settings
from helpdesk.infra.paging import Order, paged
from helpdesk.tickets import labels
from helpdesk.tickets import permissions as ticket_permissions
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.forms import ConfirmForm
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import Filters
from helpdesk.tickets.rules import Status

MOST_URGENT = 10


@bp.get("/")
@requires(permissions.HOME)
def home() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    own = tickets.own_tickets(actor)
    works = can(actor, ticket_permissions.WORK)
    return render_template(
        "dashboard/home.html",
        own=own,
        confirm_forms=_confirm_forms(own),
        has_typed=tickets.has_typed(actor),
        devices=held_by(actor),
        counts=tickets.counts(actor, now=now) if works else {},
        urgent=_most_urgent() if works else [],
        labels=labels,
        now=now,
    )


def _confirm_forms(own: Sequence[Ticket]) -> dict[int, ConfirmForm]:
    """Let whoever confirms from here be told of what is written after he opened this page."""
    solved = [one for one in own if one.status is Status.RESOLVED]
    said = tickets.newest_replies(solved) if solved else {}
    return {one.id: ConfirmForm(one, said=str(said.get(one.id, 0))) for one in solved}


def _most_urgent() -> list[Ticket]:
    """What is overdue comes first, then what will be soonest."""
    queue = tickets.queue(current_actor(), Filters(), now=clock.now())
    return list(paged(queue, Order(Ticket.sort_at, Ticket.id), size=MOST_URGENT).items)


@bp.get("/dashboard")
@requires(permissions.VIEW)
def show() -> ResponseReturnValue:
    figures = queries.figures(current_actor(), now=clock.now())
    return render_template("dashboard/show.html", figures=figures, now=clock.now())


@bp.get("/settings")
@requires(permissions.HOME)
def list_settings() -> ResponseReturnValue:
    return render_template("dashboard/list_settings.html", settings=settings())
