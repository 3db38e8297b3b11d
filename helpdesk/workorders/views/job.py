"""One job, and what may be done to it."""

from datetime import datetime

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.audit.queries import history
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named, tzs
from helpdesk.infra.notices import done
from helpdesk.stock import queries as stock
from helpdesk.stock.rules import NotEnoughStockError
from helpdesk.tickets.rules import OPEN as OPEN_TICKETS
from helpdesk.workorders import forms, labels, permissions, queries, rules, services
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CounterBackError
from helpdesk.workorders.views.blueprint import back_to, bp


@bp.get("/work-orders/<int:work_order_id>")
@requires(permissions.VIEW)
def show(work_order_id: int) -> ResponseReturnValue:
    return shown(queries.get_or_404(work_order_id, actor=current_actor()))


def shown(order: WorkOrder, refused: Form | None = None) -> ResponseReturnValue:
    """Show a job with all that the actor may do to it, and perhaps why he could not."""
    now, ticket = clock.now(), queries.ticket_of(order, actor=current_actor())
    return render_template(
        "workorders/show.html",
        order=order,
        ticket=ticket,
        known=queries.known(order.asset, today=clock.today(), estimate=order.cash_cost),
        files=files_of("work_order", [order.id]).get(order.id, []),
        acts=history("work_order", order.id),
        down=rules.downtime([(order.down_from, order.up_at)], now=now) if order.down_from else None,
        is_open=order.status in rules.OPEN,
        is_of_plan=order.problem is rules.Problem.SERVICE_DUE,
        correctable={line.id for line in order.cost_lines if not line.reverses_id}
        - {line.reverses_id for line in order.cost_lines}
        if order.status in rules.CORRECTABLE
        else set(),
        may_reopen=_may_reopen(order, now=now),
        ticket_is_open=ticket is not None and ticket.status in OPEN_TICKETS,
        return_form=forms.ReturnPartForm(order),
        free_form=forms.FreePartForm(order),
        kept=stock.kept_with_holdings("work_order", order.id, actor=current_actor()),
        refused=refused,
        labels=labels,
    ), refused.status if refused else 200


def _may_reopen(order: WorkOrder, *, now: datetime) -> bool:
    is_done = order.status in rules.TAKEN_UP_AGAIN and order.done_at is not None
    if order.problem is rules.Problem.SERVICE_DUE:
        return False
    return is_done and rules.can_reopen(order.done_at or now, now=now)


@bp.route("/work-orders/<int:work_order_id>/continue", methods=["GET", "POST"])
@requires(permissions.LOG)
def record_work(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.get_or_404(work_order_id, actor=actor)
    services.check_own(order)
    services.check_open(order)
    form = forms.ContinueForm(order)
    form.offer(actor)
    if form.validate_on_submit():
        try:
            return _worked(form, order)
        except NotEnoughStockError as short:
            form.refuse_short(short)
        except CounterBackError as error:
            form.refuse_counter(error)
    return render_template(
        "workorders/record_work.html", form=form, order=order, labels=labels
    ), form.status


def _worked(form: forms.ContinueForm, order: WorkOrder) -> ResponseReturnValue:
    actor = current_actor()
    services.record_work(order, form.work, technician=own(actor), actor=actor, now=clock.now())
    attach(form.files.data, owner_kind="work_order", owner=order, actor=actor)
    done(_("The work on %(reference)s has been saved.", reference=order.reference))
    return back_to(order)


@bp.post("/work-orders/<int:work_order_id>/parts/<int:used_id>/return")
@requires(permissions.LOG)
def return_part(work_order_id: int, used_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    used = next((one for one in order.parts if one.id == used_id), None) or abort(404)
    form = forms.ReturnPartForm(order)
    if not form.validate_on_submit():
        return shown(order, form)
    services.give_part_back(used, actor=current_actor(), now=clock.now())
    done(_("%(part)s has been put back into the store.", part=named(used.part)))
    return back_to(order)


@bp.route("/work-orders/<int:work_order_id>/costs/<int:cost_id>/take-back", methods=["GET", "POST"])
@requires(permissions.LOG)
def take_back_cost(work_order_id: int, cost_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    line = next((one for one in order.cost_lines if one.id == cost_id), None) or abort(404)
    services.check_cost(line)
    form = forms.TakeCostBackForm(order)
    if form.validate_on_submit():
        reason, actor = form.reason.data or "", current_actor()
        services.take_back_cost(line, reason=reason, actor=actor, now=clock.now())
        done(_("The cost of %(amount)s has been taken back.", amount=tzs(line.amount)))
        return back_to(order)
    return render_template(
        "workorders/take_back.html", form=form, order=order, line=line, labels=labels
    ), form.status


@bp.route("/work-orders/<int:work_order_id>/reopen", methods=["GET", "POST"])
@requires(permissions.LOG)
def reopen(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    form = forms.ReopenForm(order)
    if form.validate_on_submit():
        reason, actor = form.reason.data or "", current_actor()
        services.reopen(order, reason=reason, actor=actor, now=clock.now())
        done(_("%(reference)s has been reopened.", reference=order.reference))
        return back_to(order)
    return render_template("workorders/reopen.html", form=form, order=order), form.status


@bp.route("/work-orders/<int:work_order_id>/cancel", methods=["GET", "POST"])
@requires(permissions.LOG)
def cancel(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    services.check_own(order)
    services.check_open(order)
    form = forms.CancelForm(order)
    if form.validate_on_submit():
        reason, actor = form.reason.data or "", current_actor()
        services.cancel(order, reason=reason, actor=actor, now=clock.now())
        done(_("%(reference)s has been cancelled.", reference=order.reference))
        return back_to(order)
    return render_template("workorders/cancel.html", form=form, order=order), form.status


@bp.post("/work-orders/<int:work_order_id>/undo")
@requires(permissions.LOG)
def undo(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    form = forms.Undo(order)
    if not form.validate_on_submit():
        return shown(order, form)
    services.undo(order, actor=current_actor(), now=clock.now())
    done(_("%(reference)s has been taken back.", reference=order.reference))
    return back_to(order)
