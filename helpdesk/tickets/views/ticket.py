"""One ticket: what was said and done on it, and the answer that is written there."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from helpdesk.accounts.queries import own
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import page_of_form
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.models import Comment, Ticket, TicketStatusChange
from helpdesk.tickets.views.blueprint import bp


@bp.get("/<int:ticket_id>")
@requires(permissions.VIEW_OWN)
def show(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    last = None if "stay" in request.args else queries.goes_on_as(ticket, actor=actor)
    if last is None:
        return shown(ticket)
    done(_("Request %(no)s has been joined to this one.", no=ticket.reference))
    return back_to(last)


def shown(ticket: Ticket, refused: Form | None = None) -> ResponseReturnValue:
    """Show a ticket with all that the actor may do to it, and perhaps why he could not."""
    actor = current_actor()
    comments, changes = queries.comments(ticket, actor=actor), queries.changes(ticket)
    possible = rules.TRANSITIONS[ticket.status]
    held = {goal: why for goal in possible if (why := queries.why_held(ticket, goal))}
    return render_template(
        "tickets/show.html",
        ticket=ticket,
        entries=queries.timeline(comments, changes),
        said={(one.at, one.text) for one in comments if not one.is_internal},
        files=files_of("ticket", [ticket.id]).get(ticket.id, []),
        comment_files=files_of("comment", [one.id for one in comments]) if comments else {},
        change_files=_files_of_resolutions(changes),
        reply_form=refused
        if isinstance(refused, forms.ReplyForm)
        else _reply_form(ticket, comments),
        take_form=forms.TakeForm,
        resume_form=forms.ResumeForm,
        confirm_form=_confirm_form(ticket, comments),
        refused=refused,
        labels=labels,
        moves=possible - (held.keys() - {rules.Status.IN_PROGRESS}),
        may_go_on=rules.Status.IN_PROGRESS not in held,
        is_held=rules.Held.FORM_UNFINISHED in held.values(),
        may_reopen=rules.can_reopen(ticket.status, ticket.closed_at, now=clock.now()),
        may_reply=permissions.can_reply(actor, ticket),
        is_requester=permissions.is_requester(actor, ticket),
        now=clock.now(),
    ), refused.status if refused else 200


def _confirm_form(ticket: Ticket, comments: Sequence[Comment]) -> forms.ConfirmForm:
    form = forms.ConfirmForm(ticket)
    form.listen(comments, writer_id=current_actor().id)
    return form


def _files_of_resolutions(
    changes: Sequence[TicketStatusChange],
) -> Mapping[int, Sequence[Attachment]]:
    """Return what was attached to the words by which a ticket was resolved."""
    resolutions = [one.id for one in changes if one.to_status is rules.Status.RESOLVED]
    return files_of("ticket_change", resolutions) if resolutions else {}


def _reply_form(ticket: Ticket, comments: Sequence[Comment]) -> forms.ReplyForm:
    """Begin a reply, perhaps with an answer that was kept ready."""
    form = forms.ReplyForm(ticket)
    form.listen(comments, writer_id=current_actor().id)
    ready = _ready_answer(ticket, request.args)
    form.text.data = "\n\n".join(filter(None, [form.text.data, ready]))
    return form


def _ready_answer(ticket: Ticket, said: MultiDict[str, str]) -> str:
    """Return the answer that an officer has chosen among those kept ready, if any."""
    actor, answer_id = current_actor(), said.get("answer", type=key)
    if not answer_id or not permissions.may_note(actor):
        return ""
    return queries.answer_for(ticket, answer_id, actor=actor, now=clock.now())


def listen(form: forms.TalkForm, ticket: Ticket) -> None:
    """Show an officer what was said while he wrote; a requester's words are always taken."""
    if permissions.may_note(current_actor()):
        listen_first(form, ticket)


def listen_first(form: forms.TalkForm, ticket: Ticket) -> None:
    """Show anybody what was said since he read the ticket."""
    actor = current_actor()
    form.listen(queries.comments(ticket, actor=actor), writer_id=actor.id)


@bp.post("/<int:ticket_id>/reply")
@requires(permissions.OPEN)
def reply(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    permissions.check_reply(actor, ticket)
    form = forms.ReplyForm(ticket)
    # What was chosen and not inserted is sent as it is, where nothing else was written.
    form.text.data = form.text.data or _ready_answer(ticket, request.form)
    hidden = bool(form.is_internal.data) and permissions.may_note(actor)
    if not hidden:
        listen(form, ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    if form.resolves and permissions.may_note(actor):
        return _resolved(ticket, form)
    say = services.note if hidden else services.reply
    comment = say(
        ticket, text=form.text.data or "", author=own(actor), actor=actor, now=clock.now()
    )
    attach(form.files.data, owner_kind="comment", owner=comment, actor=actor)
    done(_("The note was saved.") if hidden else _("The reply was sent."))
    return back_to(ticket)


def _resolved(ticket: Ticket, form: forms.ReplyForm) -> ResponseReturnValue:
    """Resolve a ticket by the words of a reply; its files stand beside these words."""
    actor, now, words = current_actor(), clock.now(), form.text.data or ""
    cause = rules.Cause(form.found_cause.data)
    try:
        services.resolve(ticket, cause=cause, resolution=words, actor=actor, now=now)
    except rules.HeldError:
        if why := queries.why_held(ticket, rules.Status.RESOLVED):
            form.hold(labels.WHY_HELD[why])
        return shown(ticket, form)
    if change := queries.last_change(ticket):
        attach(form.files.data, owner_kind="ticket_change", owner=change, actor=actor)
    return moved(ticket, _("Request %(no)s has been resolved.", no=ticket.reference))


def moved(ticket: Ticket, said: str) -> ResponseReturnValue:
    """Say so, offer to take it back, and show the ticket."""
    undo_url = url_for(".undo", ticket_id=ticket.id)
    done(said, undo_url=undo_url, version=ticket.version)
    return back_to(ticket)


def taken_back(ticket: Ticket, take_back: Callable[[Ticket], None]) -> ResponseReturnValue:
    """Take something back, or show the ticket with the word that it is too late for that."""
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    try:
        take_back(ticket)
    except rules.NothingToUndoError:
        form.form_errors.append(_("This can no longer be undone."))
        return shown(ticket, form)
    done(_("Request %(no)s is as it was before.", no=ticket.reference))
    return back_to(ticket)


def back_to(ticket: Ticket) -> ResponseReturnValue:
    """Show a ticket, in the view of the queue in which the reader is."""
    said = parse_qs(urlsplit(page_of_form()).query).get("view", [])
    return redirect(url_for(".show", ticket_id=ticket.id, view=said[0] if said else None), code=303)
