"""What waits for one's approval, deciding about it, and taking back what one asked for."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_pgettext

from helpdesk.attachments.queries import files_of
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done, warn
from helpdesk.infra.paging import Order, counted, paged
from helpdesk.kinds import forms, labels, permissions, queries, services
from helpdesk.kinds.models import Approval
from helpdesk.kinds.reports import approvals_report
from helpdesk.kinds.rules import ApprovalStatus, RefusedError
from helpdesk.kinds.views.blueprint import bp
from helpdesk.kinds.views.refusals import how_it_ended, refusal, tried
from helpdesk.tickets.permissions import is_requester

VIEWS = {
    "waiting": lazy_pgettext("approvals", "Waiting for my approval"),
    "decided": lazy_pgettext("approvals", "Decided by me"),
}
NEWEST_FIRST = Order(Approval.asked_at, Approval.id, descending=True)


@bp.get("/approvals/")
@requires(permissions.DECIDE)
def list_approvals() -> ResponseReturnValue:
    actor, view = current_actor(), request.args.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    found = {
        "waiting": queries.waiting_for(actor, today=clock.today()),
        "decided": queries.decided_by(actor),
    }
    if "format" in request.args:
        rows, said = whole(found[view], NEWEST_FIRST), str(VIEWS[view])
        report = approvals_report(rows, view=said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    url = url_for(".list_approvals")
    pills = [
        Pill(str(VIEWS[name]), with_query(url, view=name), name == view, counted(rows))
        for name, rows in found.items()
    ]
    return render_template(
        "kinds/list_approvals.html",
        page=paged(found[view], NEWEST_FIRST),
        pills=pills,
        view=view,
        labels=labels,
    )


@bp.route("/approvals/<int:approval_id>", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(approval_id: int) -> ResponseReturnValue:
    actor = current_actor()
    approval = queries.approval_or_404(approval_id, actor=actor)
    form = forms.DecideForm(approval)

    def act() -> None:
        approved, note = form.is_approved, form.note.data or ""
        services.decide(approval, approved, note, actor=actor, now=clock.now())

    if tried(form, act):
        done(_("Your decision has been saved."))
        return redirect(url_for(".list_approvals"), code=303)
    return _shown(approval, form)


def _shown(approval: Approval, form: forms.DecideForm) -> ResponseReturnValue:
    """Show what is asked, and the buttons to whoever may press them, or why he may not."""
    actor, ticket = current_actor(), approval.ticket
    may_read = queries.may_read(approval, actor=actor, today=clock.today())
    refused, acting_for = _standing(approval)
    is_wrong_person = bool(refused) and approval.stands is ApprovalStatus.PENDING
    is_too_late = bool(refused) and form.is_submitted()
    return render_template(
        "kinds/decide.html",
        approval=approval,
        ticket=ticket,
        form=form,
        acting_for=acting_for,
        refusal=(how_it_ended(approval) if may_read else "") or refused,
        typed=request.form.get("note", ""),
        is_too_late=is_too_late,
        may_read=may_read,
        steps=queries.approvals_of(ticket),
        vacant=approval if queries.is_vacant(approval) else None,
        files=files_of("kind", [ticket.id]).get(ticket.id, []) if may_read else [],
        labels=labels,
    ), 403 if is_wrong_person else 409 if is_too_late else form.status


def _standing(approval: Approval) -> tuple[str, str]:
    """Say why this person may not decide, or in whose place he does."""
    try:
        power = services.check_may_decide(approval, actor=current_actor(), now=clock.now())
    except RefusedError as error:
        return labels.refused(error), ""
    return "", power.actor.name if power.by else ""


@bp.route("/approvals/<int:approval_id>/withdraw", methods=["GET", "POST"])
@requires(permissions.OPEN)
def withdraw(approval_id: int) -> ResponseReturnValue:
    actor = current_actor()
    approval = queries.approval_or_404(approval_id, actor=actor)
    ticket = approval.ticket
    if not is_requester(actor, ticket):
        abort(403)
    if refused := refusal(lambda: services.check_may_withdraw(ticket, actor=actor)):
        warn(refused)
        return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
    form = forms.WithdrawForm(approval)

    def act() -> None:
        services.withdraw(ticket, reason=form.reason.data or "", actor=actor, now=clock.now())

    if tried(form, act):
        done(_("Request %(no)s has been taken back.", no=ticket.reference))
        return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
    return render_template("kinds/withdraw.html", ticket=ticket, form=form), form.status
