"""Taking, assigning, holding, resolving, confirming and reopening a ticket."""

from datetime import timedelta
from functools import partial

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.db import db
from helpdesk.infra.i18n import moment
from helpdesk.infra.notices import done, warn
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket, TicketStatusChange
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, listen, listen_first, moved, shown, taken_back

A_MOMENT = timedelta(hours=1)


@bp.post("/<int:ticket_id>/take")
@requires(permissions.WORK)
def take(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.TakeForm(ticket)
    if not form.validate_on_submit():
        return _came_second(ticket, form)
    services.take(ticket, actor=current_actor(), now=clock.now())
    return moved(ticket, _("You are now working on request %(no)s.", no=ticket.reference))


def _came_second(ticket: Ticket, form: forms.TakeForm) -> ResponseReturnValue:
    """Say who was quicker; of whoever only pressed a button there is nothing to keep."""
    given = [one for one in queries.changes(ticket) if one.to_assignee_id != one.from_assignee_id]
    is_taken = ticket.assignee_id not in (None, current_actor().id)
    if form.conflict and is_taken and given:
        form.conflict = False
        db.session.refresh(ticket, ["assignee"])  # whom PostgreSQL joined before it waited
        form.form_errors.append(_taken(ticket, max(given, key=lambda one: one.id)))
        answer = make_response(shown(ticket, form))
        answer.status_code = 409
        return answer
    return shown(ticket, form)


def _taken(ticket: Ticket, by: TicketStatusChange) -> str:
    name = ticket.assignee.name if ticket.assignee else ""
    is_fresh = by.by_id == ticket.assignee_id and clock.now() - by.at < A_MOMENT
    if is_fresh:
        at = by.at.astimezone(clock.ZONE)
        said = _("%(name)s took it a moment ago (at %(time)s).", name=name, time=f"{at:%H:%M}")
    else:
        said = _("%(name)s has had it since %(moment)s.", name=name, moment=moment(by.at))
    return str(said)


@bp.route("/<int:ticket_id>/wait", methods=["GET", "POST"])
@requires(permissions.WORK)
def wait(ticket_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    rules.check_transition(ticket.status, rules.Status.WAITING)
    form = forms.WaitForm(ticket)
    listen(form, ticket)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        waiting_for = rules.WaitingFor(form.waiting_for.data)
        services.reply(ticket, text=reason, author=own(actor), actor=actor, now=now)
        services.wait(ticket, waiting_for=waiting_for, reason=reason, actor=actor, now=now)
        return moved(ticket, _("Request %(no)s is waiting.", no=ticket.reference))
    return render_template("tickets/wait.html", ticket=ticket, form=form), form.status


@bp.post("/<int:ticket_id>/resume")
@requires(permissions.WORK)
def resume(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.ResumeForm(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    if held := queries.why_held(ticket, rules.Status.IN_PROGRESS):
        warn(str(labels.WHY_HELD[held]))
        return back_to(ticket)
    services.resume(ticket, actor=current_actor(), now=clock.now())
    return moved(ticket, _("Work on request %(no)s goes on.", no=ticket.reference))


@bp.route("/<int:ticket_id>/resolve", methods=["GET", "POST"])
@requires(permissions.WORK)
def resolve(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    rules.check_transition(ticket.status, rules.Status.RESOLVED)
    form = forms.ResolveForm(ticket)
    listen(form, ticket)
    held = queries.why_held(ticket, rules.Status.RESOLVED)
    if held and not form.is_submitted():
        warn(str(labels.WHY_HELD[held]))
        return back_to(ticket)
    if form.validate_on_submit() and not held:
        cause, words = rules.Cause(form.cause.data), form.resolution.data or ""
        services.resolve(ticket, cause=cause, resolution=words, actor=actor, now=clock.now())
        return moved(ticket, _("Request %(no)s has been resolved.", no=ticket.reference))
    if held:
        form.hold(labels.WHY_HELD[held])
    page = render_template("tickets/resolve.html", ticket=ticket, form=form, labels=labels)
    return page, form.status


@bp.post("/<int:ticket_id>/confirm")
@requires(permissions.OPEN)
def confirm(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.own_or_404(ticket_id, actor=current_actor())
    form = forms.ConfirmForm(ticket)
    listen_first(form, ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.confirm(ticket, actor=current_actor(), now=clock.now())
    done(_("Thank you. Request %(no)s has been closed.", no=ticket.reference))
    return back_to(ticket)


@bp.route("/<int:ticket_id>/reopen", methods=["GET", "POST"])
@requires(permissions.OPEN)
def reopen(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.to_reopen_or_404(ticket_id, actor=current_actor())
    rules.check_reopen(ticket.status, ticket.closed_at, now=clock.now())
    form = forms.ReopenForm(ticket)
    listen_first(form, ticket)
    if form.validate_on_submit():
        actor, now, reason = current_actor(), clock.now(), form.reason.data or ""
        services.reopen(ticket, reason=reason, actor=actor, now=now)
        done(_("Request %(no)s has been reopened.", no=ticket.reference))
        return back_to(ticket)
    return render_template("tickets/reopen.html", ticket=ticket, form=form), form.status


@bp.post("/<int:ticket_id>/undo")
@requires(permissions.WORK)
def undo(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    return taken_back(ticket, partial(services.undo, actor=current_actor(), now=clock.now()))
