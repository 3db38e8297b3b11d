"""What is sent on to somebody outside: the region, eGA, a provider, a supplier."""

from decimal import Decimal

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_pgettext

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.tickets import forms, permissions, queries, rules, services
from helpdesk.tickets.models import Escalation, Ticket
from helpdesk.tickets.reports import escalation_report
from helpdesk.tickets.services import Sent
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, shown

VIEWS = {
    "open": lazy_pgettext("escalations", "Not answered"),
    "overdue": lazy_pgettext("escalations", "To be asked again"),
    "answered": lazy_pgettext("escalations", "Answered"),
}
SOONEST_FIRST = Order(Escalation.chase_on, Escalation.id)
USUAL = {"chase_after_days": Decimal(rules.USUAL_CHASE_DAYS)}


@bp.get("/escalations/")
@requires(permissions.SEE_NOTES)
def list_escalations() -> ResponseReturnValue:
    actor, now, today = current_actor(), clock.now(), clock.today()
    view = request.args.get("view", "open")
    view = view if view in VIEWS else "open"
    found = queries.escalated(actor, view, today=today)
    if "format" in request.args:
        rows = whole(found, SOONEST_FIRST)
        report = escalation_report(rows, view=str(VIEWS[view]), actor=actor, now=now)
        return as_file(report, request.args["format"])
    counts = queries.count_escalated(actor, today=today)
    return render_template(
        "tickets/list_escalations.html",
        page=paged(found, SOONEST_FIRST),
        pills=_pills(view, counts),
        view=view,
        days_out=rules.days_out,
        now=now,
        today=today,
    )


def _pills(view: str, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_escalations")
    return [
        Pill(str(VIEWS[name]), with_query(url, view=name), view == name, number)
        for name, number in counts.items()
    ]


@bp.route("/<int:ticket_id>/escalate", methods=["GET", "POST"])
@requires(permissions.WORK)
def escalate(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    owner = ticket.system.owner if ticket.system else ""
    form = forms.EscalateForm(ticket, sent_to=owner, **USUAL)
    if form.validate_on_submit():
        days = int(form.chase_after_days.data or 0)
        sent = Sent(form.sent_to.data or "", form.their_reference.data or "", days)
        escalation = services.escalate(ticket, sent, actor=actor, now=clock.now())
        said = _(
            "Request %(no)s was sent to %(whom)s.", no=ticket.reference, whom=escalation.sent_to
        )
        return _told(said, escalation, "take_back_sending")
    receivers = queries.receivers(actor)
    return render_template(
        "tickets/escalate.html", ticket=ticket, form=form, receivers=receivers
    ), form.status


@bp.route("/<int:ticket_id>/escalations/<int:escalation_id>/chase", methods=["GET", "POST"])
@requires(permissions.WORK)
def chase(ticket_id: int, escalation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    escalation = queries.escalation_or_404(escalation_id, ticket=ticket)
    rules.check_unanswered(escalation.answered_at)
    form = forms.ChaseForm(escalation, **USUAL)
    if form.validate_on_submit():
        services.chase(
            escalation,
            their_reference=form.their_reference.data or "",
            after_days=int(form.chase_after_days.data or 0),
            actor=actor,
            now=clock.now(),
        )
        done(_("Saved."))
        return back_to(ticket)
    return render_template(
        "tickets/chase.html", ticket=ticket, escalation=escalation, form=form
    ), form.status


@bp.route("/<int:ticket_id>/escalations/<int:escalation_id>/answer", methods=["GET", "POST"])
@requires(permissions.WORK)
def answer(ticket_id: int, escalation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    escalation = queries.escalation_or_404(escalation_id, ticket=ticket)
    rules.check_unanswered(escalation.answered_at)
    form = forms.AnswerForm(escalation)
    if form.validate_on_submit():
        services.answer(escalation, form.answer.data or "", actor=actor, now=clock.now())
        said = _("The answer of %(whom)s was saved.", whom=escalation.sent_to)
        return _told(said, escalation, "take_back_answer")
    return render_template(
        "tickets/answer.html",
        ticket=ticket,
        escalation=escalation,
        is_out_elsewhere=any(
            one.answered_at is None and one is not escalation
            for one in queries.escalations_of(ticket)
        ),
        form=form,
    ), form.status


@bp.post("/<int:ticket_id>/escalations/<int:escalation_id>/take-back-sending")
@requires(permissions.WORK)
def take_back_sending(ticket_id: int, escalation_id: int) -> ResponseReturnValue:
    ticket, escalation, form = _undone(ticket_id, escalation_id)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.take_back_sending(escalation, actor=current_actor(), now=clock.now())
    return _restored(ticket)


@bp.post("/<int:ticket_id>/escalations/<int:escalation_id>/take-back-answer")
@requires(permissions.WORK)
def take_back_answer(ticket_id: int, escalation_id: int) -> ResponseReturnValue:
    ticket, escalation, form = _undone(ticket_id, escalation_id)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.take_back_answer(escalation, actor=current_actor(), now=clock.now())
    return _restored(ticket)


def _undone(ticket_id: int, escalation_id: int) -> tuple[Ticket, Escalation, forms.Undo]:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    escalation = queries.escalation_or_404(escalation_id, ticket=ticket)
    return ticket, escalation, forms.Undo(escalation)


def _told(said: str, escalation: Escalation, undo: str) -> ResponseReturnValue:
    """Say so, offer to take it back, and show the ticket."""
    ticket = escalation.ticket
    undo_url = url_for(f".{undo}", ticket_id=ticket.id, escalation_id=escalation.id)
    done(said, undo_url=undo_url, version=escalation.version)
    return back_to(ticket)


def _restored(ticket: Ticket) -> ResponseReturnValue:
    done(_("Request %(no)s is as it was before.", no=ticket.reference))
    return back_to(ticket)
