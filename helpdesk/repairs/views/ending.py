"""The test after a repair, and what the user says."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.services import attach
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.queries import active_for
from helpdesk.checklists.rules import Purpose
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.repairs import forms, permissions, queries, rules, services
from helpdesk.repairs.views.blueprint import back_to, bp, mine
from helpdesk.workorders import labels as workorders_labels
from helpdesk.workorders import permissions as workorders_permissions
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import TAKEN_UP_AGAIN, IllegalTransitionError, Status


@bp.route("/work-orders/<int:work_order_id>/test", methods=["GET", "POST"])
@requires(workorders_permissions.LOG)
def test(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = workorders.get_or_404(work_order_id, actor=actor)
    if order.status is not Status.DONE:
        raise IllegalTransitionError(order.status, Status.VERIFIED)
    template = active_for(order.at_category.code, actor=actor, purpose=Purpose.AFTER_REPAIR)
    if template is None:
        warn(_("No checklist for tests after a repair is in use for this kind of equipment."))
        return back_to(order)
    form = forms.test_form(order, template)
    if form.validate_on_submit():
        return _tested(order, template, form)
    return render_template(
        "repairs/test.html", form=form, order=order, template=template
    ), form.status


def _tested(
    order: WorkOrder, template: ChecklistTemplate, form: forms.TestForm
) -> ResponseReturnValue:
    actor = current_actor()
    made = services.test(
        order,
        template,
        form.answers,
        note=form.remark.data or "",
        act=mine(),
    )
    attach(form.files.data, owner_kind="work_order", owner=order, actor=actor)
    if made.has_passed:
        done(_("The device passed its test."))
    else:
        warn(_("The device failed its test: the repair goes on."))
    return back_to(order)


@bp.route("/work-orders/<int:work_order_id>/sign-off", methods=["GET", "POST"])
@requires(permissions.SIGN)
def sign_off(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.signable_or_404(work_order_id, actor=actor)
    if order.status not in TAKEN_UP_AGAIN:
        raise IllegalTransitionError(order.status, Status.CLOSED)
    form = forms.SignOffForm(order)
    form.asks_signer = not queries.is_for(order, actor)
    if form.validate_on_submit() and _signed(order, form):
        return _home(order)
    return render_template(
        "repairs/sign_off.html", form=form, order=order, labels=workorders_labels
    ), form.status


def _signed(order: WorkOrder, form: forms.SignOffForm) -> bool:
    try:
        services.sign_off(order, form.said, act=mine())
    except rules.TestFirstError:
        form.refuse("verdict", _("Many depend on this device: an officer has to test it first."))
        return False
    done(_("Thank you. What you said has been saved."))
    return True


def _home(order: WorkOrder) -> ResponseReturnValue:
    if can(current_actor(), workorders_permissions.VIEW):
        return back_to(order)
    return redirect(url_for("dashboard.home"), code=303)
