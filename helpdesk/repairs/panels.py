"""What follows a repair, on the pages of jobs, devices and requests, and at home."""

from flask import render_template

from helpdesk.core.local_time import start_of
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.inspections.labels import finding
from helpdesk.repairs import labels, permissions, queries, rules
from helpdesk.tickets.models import Ticket
from helpdesk.workorders import permissions as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OPEN, TAKEN_UP_AGAIN, Kind, Status


@panel("workorders.order", order=10)
def on_order(order: object) -> str:
    """The workshop, the test, the sign-off and a replacement, as far as each is due."""
    if not isinstance(order, WorkOrder) or order.kind is not Kind.CORRECTIVE:
        return ""
    is_open, actor = order.status in OPEN, current_actor()
    may_log = can(actor, workorders.LOG)
    return render_template(
        "repairs/_on_order.html",
        order=order,
        jobs=queries.of_order(order),
        test=queries.test_of(order),
        signed=queries.sign_offs_of(order),
        spares=queries.spares(order, actor=actor) if is_open and may_log else [],
        is_open=is_open,
        may_test=may_log and order.status is Status.DONE,
        may_sign=may_log and order.status in TAKEN_UP_AGAIN,
        must_test=rules.must_be_tested(order.asset.criticality) and order.status is Status.DONE,
        finding=finding,
        labels=labels,
    )


@panel("workorders.known", order=10)
def workshop_warranty(asset: object) -> str:
    if not isinstance(asset, Asset):
        return ""
    job = queries.warranty_of(asset, today=clock.today())
    return render_template("repairs/_warranty.html", job=job) if job else ""


@panel("tickets.ticket", order=21)
def sign_on_ticket(ticket: object) -> str:
    """Ask whoever asked for a repair whether the device works."""
    if not isinstance(ticket, Ticket):
        return ""
    now = start_of(clock.today())
    orders = [
        one for one in queries.to_sign(current_actor(), now=now) if one.ticket_id == ticket.id
    ]
    return render_template("repairs/_to_sign.html", orders=orders) if orders else ""


@panel("dashboard.top", order=31)
def waiting_for_me(_person: object) -> str:
    actor = current_actor()
    orders = queries.to_sign(actor, now=start_of(clock.today()))
    jobs = queries.to_decide(actor) if can(actor, permissions.APPROVE) else []
    return render_template("repairs/_waiting.html", orders=orders, jobs=jobs)
