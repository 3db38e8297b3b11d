"""Pages of the help desk."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.accounts.queries import own, technicians
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment.queries import find_reportable, held_by
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, current_actor, requires
from helpdesk.infra.errors import explain
from helpdesk.infra.fields import options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import moment
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill, entry
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_choices
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket

bp = Blueprint("tickets", __name__, url_prefix="/tickets")
entry("tickets.list_tickets", _l("Requests"), permissions.VIEW_OWN, order=20)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(
    bp,
    permissions.NotAPartyError,
    403,
    _l("Only the requester and the ICT unit may reply to this request."),
)
explain(bp, rules.NothingToUndoError, 409, _l("This can no longer be undone."))

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


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.OPEN)
def new() -> ResponseReturnValue:
    form = forms.NewTicketForm(asset_id=request.args.get("asset", 0, type=key))
    form.asset_id.choices = options(_devices(form.asset_id.data))
    if form.validate_on_submit():
        ticket = _opened(form)
        done(
            _(
                "Your request has been received. Request No. %(no)s. We will respond by %(date)s.",
                no=ticket.reference,
                date=moment(ticket.response_due_at),
            )
        )
        return redirect(url_for(".show", ticket_id=ticket.id), code=303)
    return render_template("tickets/new.html", form=form), form.status


def _devices(chosen: int | None) -> list[tuple[int, str]]:
    """The actor's own devices, and the one whose label brought him here."""
    actor = current_actor()
    devices = {asset.id: asset for asset in held_by(actor)}
    wanted = find_reportable(chosen, actor=actor) if chosen else None
    if wanted is not None:
        devices.setdefault(wanted.id, wanted)
    known = [(one.id, f"{one.model.full_name} – {one.asset_tag}") for one in devices.values()]
    return [(0, _("I don't know / it is not a device")), *known]


def _opened(form: forms.NewTicketForm) -> Ticket:
    actor, chosen = current_actor(), form.asset_id.data
    asked = services.Asked(
        subject=form.subject.data or "",
        hardship=form.chosen_hardship,
        description=form.description.data or "",
        asset=find_reportable(chosen, actor=actor) if chosen else None,
    )
    ticket = services.open_ticket(asked, requester=own(actor), actor=actor, now=clock.now())
    attach(form.files.data, owner_kind="ticket", owner=ticket, actor=actor)
    return ticket


@bp.get("/<int:ticket_id>")
@requires(permissions.VIEW_OWN)
def show(ticket_id: int) -> ResponseReturnValue:
    return _shown(queries.get_or_404(ticket_id, actor=current_actor()))


def _shown(ticket: Ticket, refused: Form | None = None) -> ResponseReturnValue:
    """Show a ticket with all that the actor may do to it, and perhaps why he could not."""
    actor = current_actor()
    comments = queries.comments(ticket, actor=actor)
    return render_template(
        "tickets/show.html",
        ticket=ticket,
        entries=queries.timeline(comments, queries.changes(ticket)),
        files=files_of("ticket", [ticket.id]).get(ticket.id, []),
        comment_files=files_of("comment", [comment.id for comment in comments]),
        reply_form=refused if isinstance(refused, forms.ReplyForm) else forms.ReplyForm(ticket),
        take_form=forms.TakeForm(ticket),
        resume_form=forms.ResumeForm(ticket),
        confirm_form=forms.ConfirmForm(ticket),
        refused=refused,
        labels=labels,
        moves=rules.TRANSITIONS[ticket.status],
        next_step=labels.next_step(ticket.status, ticket.waiting_for),
        may_reopen=rules.can_reopen(ticket.status, ticket.closed_at, now=clock.now()),
        may_reply=permissions.can_reply(actor, ticket),
        is_requester=permissions.is_requester(actor, ticket),
        now=clock.now(),
    ), refused.status if refused else 200


@bp.post("/<int:ticket_id>/reply")
@requires(permissions.OPEN)
def reply(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    permissions.check_reply(actor, ticket)
    form = forms.ReplyForm(ticket)
    if not form.validate_on_submit():
        return _shown(ticket, form)
    hidden = bool(form.is_internal.data) and permissions.may_note(actor)
    say = services.note if hidden else services.reply
    comment = say(
        ticket, text=form.text.data or "", author=own(actor), actor=actor, now=clock.now()
    )
    attach(form.files.data, owner_kind="comment", owner=comment, actor=actor)
    done(_("The note was saved.") if hidden else _("The reply was sent."))
    return _back_to(ticket)


@bp.post("/<int:ticket_id>/take")
@requires(permissions.WORK)
def take(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.TakeForm(ticket)
    if not form.validate_on_submit():
        return _shown(ticket, form)
    services.take(ticket, actor=current_actor(), now=clock.now())
    return _done(ticket, _("You are now working on request %(no)s.", no=ticket.reference))


@bp.route("/<int:ticket_id>/assign", methods=["GET", "POST"])
@requires(permissions.WORK)
def assign(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    people = {person.id: person for person in technicians(actor)}
    form = forms.AssignForm(ticket)
    form.assignee_id.choices = options((person.id, person.name) for person in people.values())
    if form.validate_on_submit():
        to = people[form.assignee_id.data]
        services.assign(ticket, to=to, actor=actor, now=clock.now())
        said = _(
            "Request %(no)s has been assigned to %(officer)s.", no=ticket.reference, officer=to.name
        )
        return _done(ticket, said)
    return render_template("tickets/assign.html", ticket=ticket, form=form), form.status


@bp.route("/<int:ticket_id>/wait", methods=["GET", "POST"])
@requires(permissions.WORK)
def wait(ticket_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.WaitForm(ticket)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        waiting_for = rules.WaitingFor(form.waiting_for.data)
        services.reply(ticket, text=reason, author=own(actor), actor=actor, now=now)
        services.wait(ticket, waiting_for=waiting_for, reason=reason, actor=actor, now=now)
        return _done(ticket, _("Request %(no)s is waiting.", no=ticket.reference))
    return render_template("tickets/wait.html", ticket=ticket, form=form), form.status


@bp.post("/<int:ticket_id>/resume")
@requires(permissions.WORK)
def resume(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.ResumeForm(ticket)
    if not form.validate_on_submit():
        return _shown(ticket, form)
    services.resume(ticket, actor=current_actor(), now=clock.now())
    return _done(ticket, _("Work on request %(no)s goes on.", no=ticket.reference))


@bp.route("/<int:ticket_id>/resolve", methods=["GET", "POST"])
@requires(permissions.WORK)
def resolve(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.ResolveForm(ticket)
    if form.validate_on_submit():
        services.resolve(
            ticket,
            cause=rules.Cause(form.cause.data),
            resolution=form.resolution.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
        return _done(ticket, _("Request %(no)s has been resolved.", no=ticket.reference))
    return render_template("tickets/resolve.html", ticket=ticket, form=form), form.status


@bp.post("/<int:ticket_id>/confirm")
@requires(permissions.OPEN)
def confirm(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.own_or_404(ticket_id, actor=current_actor())
    form = forms.ConfirmForm(ticket)
    if not form.validate_on_submit():
        return _shown(ticket, form)
    services.confirm(ticket, actor=current_actor(), now=clock.now())
    done(_("Thank you. Request %(no)s has been closed.", no=ticket.reference))
    return _back_to(ticket)


@bp.route("/<int:ticket_id>/reopen", methods=["GET", "POST"])
@requires(permissions.OPEN)
def reopen(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.own_or_404(ticket_id, actor=current_actor())
    form = forms.ReopenForm(ticket)
    if form.validate_on_submit():
        actor, now, reason = current_actor(), clock.now(), form.reason.data or ""
        services.reopen(ticket, reason=reason, actor=actor, now=now)
        done(_("Request %(no)s has been reopened.", no=ticket.reference))
        return _back_to(ticket)
    return render_template("tickets/reopen.html", ticket=ticket, form=form), form.status


@bp.post("/<int:ticket_id>/undo")
@requires(permissions.WORK)
def undo(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return _shown(ticket, form)
    services.undo(ticket, actor=current_actor(), now=clock.now())
    done(_("Request %(no)s is as it was before.", no=ticket.reference))
    return _back_to(ticket)


def _done(ticket: Ticket, said: str) -> ResponseReturnValue:
    """Say so, offer to take it back, and show the ticket."""
    undo_url = url_for(".undo", ticket_id=ticket.id)
    done(said, undo_url=undo_url, version=ticket.version)
    return _back_to(ticket)


def _back_to(ticket: Ticket) -> ResponseReturnValue:
    return redirect(url_for(".show", ticket_id=ticket.id), code=303)
