"""One ticket: what was said and done on it, and the answer that is written there."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.views.blueprint import bp


@bp.get("/<int:ticket_id>")
@requires(permissions.VIEW_OWN)
def show(ticket_id: int) -> ResponseReturnValue:
    return shown(queries.get_or_404(ticket_id, actor=current_actor()))


def shown(ticket: Ticket, refused: Form | None = None) -> ResponseReturnValue:
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
        return shown(ticket, form)
    hidden = bool(form.is_internal.data) and permissions.may_note(actor)
    say = services.note if hidden else services.reply
    comment = say(
        ticket, text=form.text.data or "", author=own(actor), actor=actor, now=clock.now()
    )
    attach(form.files.data, owner_kind="comment", owner=comment, actor=actor)
    done(_("The note was saved.") if hidden else _("The reply was sent."))
    return back_to(ticket)


def moved(ticket: Ticket, said: str) -> ResponseReturnValue:
    """Say so, offer to take it back, and show the ticket."""
    undo_url = url_for(".undo", ticket_id=ticket.id)
    done(said, undo_url=undo_url, version=ticket.version)
    return back_to(ticket)


def back_to(ticket: Ticket) -> ResponseReturnValue:
    return redirect(url_for(".show", ticket_id=ticket.id), code=303)
