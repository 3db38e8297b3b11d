"""Linking requests, joining duplicates, splitting a message off, and cancelling."""

from functools import partial

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.forms import LinkForm, MergeForm, Relation
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, shown, taken_back


@bp.route("/<int:ticket_id>/merge", methods=["GET", "POST"])
@requires(permissions.WORK)
def merge(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.MergeForm(ticket)
    form.offer(queries.candidates(ticket, actor=actor))
    has_form = queries.is_of_a_kind(ticket)
    into = form.chosen(actor) if form.validate_on_submit() else None
    if into is not None and _is_merged(ticket, into, form):
        undo_url = url_for(".undo", ticket_id=ticket.id)
        said = _("Request %(no)s goes on as %(other)s.", no=ticket.reference, other=into.reference)
        done(said, undo_url=undo_url, version=ticket.version)
        return back_to(into)
    page = "tickets/merge.html"
    return render_template(page, ticket=ticket, form=form, has_form=has_form), form.status


def _is_merged(ticket: Ticket, into: Ticket, form: MergeForm) -> bool:
    try:
        services.merge(ticket, into=into, actor=current_actor(), now=clock.now())
    except rules.CannotMergeError as error:
        form.refuse("number", str(labels.MERGE_REFUSAL[error.refusal]))
        return False
    return True


@bp.route("/<int:ticket_id>/link", methods=["GET", "POST"])
@requires(permissions.WORK)
def link(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.LinkForm(ticket)
    form.offer(queries.candidates(ticket, actor=actor))
    other = form.chosen(actor) if form.validate_on_submit() else None
    if other is not None and _is_linked(ticket, other, form):
        undo_url = url_for(".unlink", ticket_id=ticket.id, other_id=other.id)
        done(
            _("Linked to request %(no)s.", no=other.reference),
            undo_url=undo_url,
            version=ticket.version,
        )
        return back_to(ticket)
    return render_template("tickets/link.html", ticket=ticket, form=form), form.status


def _is_linked(ticket: Ticket, other: Ticket, form: LinkForm) -> bool:
    actor, now = current_actor(), clock.now()
    try:
        if form.relation.data == Relation.PART:
            services.put_under(ticket, parent=other, actor=actor, now=now)
        else:
            services.link(ticket, other=other, actor=actor, now=now)
    except rules.CannotMergeError as error:
        form.refuse("number", str(labels.MERGE_REFUSAL[error.refusal]))
        return False
    return True


@bp.post("/<int:ticket_id>/unlink/<int:other_id>")
@requires(permissions.WORK)
def unlink(ticket_id: int, other_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    other = queries.get_or_404(other_id, actor=actor)
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.unlink(ticket, other=other, actor=actor, now=clock.now())
    done(_("The link to request %(no)s has been removed.", no=other.reference))
    return back_to(ticket)


@bp.route("/<int:ticket_id>/split/<int:comment_id>", methods=["GET", "POST"])
@requires(permissions.WORK)
def split(ticket_id: int, comment_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    comment = queries.public_reply_or_404(comment_id, ticket=ticket)
    form = forms.SplitForm(ticket)
    if comment.split_into_id is not None:
        return _split_before(ticket, comment)
    if form.validate_on_submit():
        subject = form.new_subject.data or ""
        new = services.split(comment, subject=subject, actor=actor, now=clock.now())
        done(
            _(
                "Request %(no)s has been made of a message of %(other)s.",
                no=new.reference,
                other=ticket.reference,
            )
        )
        return back_to(new)
    return render_template(
        "tickets/split.html", ticket=ticket, comment=comment, form=form
    ), form.status


def _split_before(ticket: Ticket, comment: Comment) -> ResponseReturnValue:
    """Lead to the request that was made of the message before, instead of making another."""
    made = queries.made_of(comment, actor=current_actor())
    page = render_template("tickets/split_before.html", ticket=ticket, comment=comment, made=made)
    return page, 409 if request.method == "POST" else 200


@bp.route("/<int:ticket_id>/cancel", methods=["GET", "POST"])
@requires(permissions.OPEN)
def cancel(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    if permissions.takes_back_by_form(actor, ticket):
        warn(_("This request waits for approval. Press “Take the request back” here to end it."))
        return back_to(ticket)
    permissions.check_cancel(actor, ticket)
    form = forms.CancelForm(ticket)
    if form.validate_on_submit():
        services.cancel(ticket, reason=form.why.data or "", actor=actor, now=clock.now())
        undo_url = url_for(".uncancel", ticket_id=ticket.id)
        said = _("Request %(no)s has been cancelled.", no=ticket.reference)
        done(said, undo_url=undo_url, version=ticket.version)
        return back_to(ticket)
    affected = queries.count_open_children(ticket)
    return render_template(
        "tickets/cancel.html", ticket=ticket, form=form, affected=affected
    ), form.status


@bp.post("/<int:ticket_id>/uncancel")
@requires(permissions.OPEN)
def uncancel(ticket_id: int) -> ResponseReturnValue:
    """Take back one's own cancelling; the requester may do so too."""
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    permissions.check_reply(actor, ticket)
    return taken_back(ticket, partial(services.uncancel, actor=actor, now=clock.now()))
