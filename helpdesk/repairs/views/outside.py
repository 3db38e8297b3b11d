"""A repair in an outside workshop."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.custody.queries import out_on, workshops
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.repairs import forms, labels, permissions, queries, rules, services
from helpdesk.repairs.models import OutsideJob
from helpdesk.repairs.views.blueprint import back_to, bp, mine
from helpdesk.vendors.queries import vendor_or_404
from helpdesk.workorders import permissions as workorders_permissions
from helpdesk.workorders import queries as workorders
from helpdesk.workorders.services import check_open


@bp.route("/work-orders/<int:work_order_id>/outside/new", methods=["GET", "POST"])
@requires(workorders_permissions.LOG)
def send_out(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = workorders.get_or_404(work_order_id, actor=actor)
    check_open(order)
    form = forms.SendForm(order, sent_on=clock.today())
    form.offer(workshops(actor))
    if form.validate_on_submit():
        job = services.send_out(
            order,
            vendor_or_404(form.vendor_id.data, actor=actor),
            wanted=form.wanted.data or "",
            sent_on=form.sent_on.data or clock.today(),
            act=mine(),
        )
        done(
            _(
                "%(reference)s is with %(name)s now.",
                reference=order.reference,
                name=job.vendor.name,
            )
        )
        return _to(job)
    return render_template("repairs/send_out.html", form=form, order=order), form.status


@bp.get("/repairs/outside/<int:job_id>")
@requires(workorders_permissions.VIEW)
def show_outside(job_id: int) -> ResponseReturnValue:
    actor = current_actor()
    job = queries.get_or_404(job_id, actor=actor)
    return render_template(
        "repairs/show_outside.html",
        job=job,
        paper=out_on(job.work_order.asset, actor=actor),
        files=files_of("outside_job", [job.id]).get(job.id, []),
        may_decide=job.state is rules.State.QUOTED and job.asked_by_id != actor.id,
        labels=labels,
    )


@bp.route("/repairs/outside/<int:job_id>/quotation", methods=["GET", "POST"])
@requires(workorders_permissions.LOG)
def quote(job_id: int) -> ResponseReturnValue:
    actor = current_actor()
    job = queries.get_or_404(job_id, actor=actor)
    rules.check_asked(job.state)
    form = forms.QuoteForm(job, amount=job.quoted, number=job.quotation_number)
    if form.validate_on_submit() and form.amount.data:
        services.quote(job, form.amount.data, number=form.number.data or "", act=mine())
        attach(form.files.data, owner_kind="outside_job", owner=job, actor=actor)
        done(_("The quotation has been saved. It waits for approval."))
        return _to(job)
    return render_template("repairs/quote.html", form=form, job=job), form.status


@bp.route("/repairs/outside/<int:job_id>/decide", methods=["GET", "POST"])
@requires(permissions.APPROVE)
def decide(job_id: int) -> ResponseReturnValue:
    actor = current_actor()
    job = queries.get_or_404(job_id, actor=actor)
    rules.check_quoted(job.state)
    form = forms.DecideForm(job)
    if form.validate_on_submit():
        services.decide(job, is_approved=form.approves, note=form.note.data or "", act=mine())
        done(_("Your decision has been saved."))
        return _to(job)
    return render_template("repairs/decide.html", form=form, job=job), form.status


@bp.route("/repairs/outside/<int:job_id>/back", methods=["GET", "POST"])
@requires(workorders_permissions.LOG)
def take_back(job_id: int) -> ResponseReturnValue:
    actor = current_actor()
    job = queries.get_or_404(job_id, actor=actor)
    form = forms.BackForm(job, came_on=clock.today())
    if form.validate_on_submit():
        services.take_back(job, form.back, act=mine())
        attach(form.files.data, owner_kind="outside_job", owner=job, actor=actor)
        done(_("The device is back. Finish the repair once it works."))
        return back_to(job.work_order)
    return render_template("repairs/take_back.html", form=form, job=job), form.status


def _to(job: OutsideJob) -> ResponseReturnValue:
    return redirect(url_for(".show_outside", job_id=job.id), code=303)
