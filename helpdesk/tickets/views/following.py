"""The secret address of a guest: what became of his report, and what he says to it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach, path_of
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra import clock
from helpdesk.infra.access import public
from helpdesk.infra.downloads import download
from helpdesk.infra.errors import explain
from helpdesk.infra.notices import done
from helpdesk.infra.transactions import READING
from helpdesk.org.queries import calendar_of, masthead
from helpdesk.tickets import forms, labels, queries, rules, services
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import Score, Status
from helpdesk.tickets.views.guest import (
    answered_before,
    guests_bp,
    is_received,
    keep_files,
    once,
    opened,
)

explain(
    guests_bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)


@guests_bp.get("/o/<token>")
@public
def follow(token: str) -> ResponseReturnValue:
    """Show a guest what became of his report; the address is the secret."""
    return _shown(queries.guest_ticket_or_404(opened(token)), token)


@guests_bp.get("/o/<token>/files/<int:attachment_id>")
@public
def file(token: str, attachment_id: int) -> ResponseReturnValue:
    ticket = queries.guest_ticket_or_404(opened(token))
    kept = queries.guest_file_or_404(ticket, attachment_id)
    return download(path_of(kept), mimetype=kept.mimetype, name=kept.name)


@guests_bp.post("/o/<token>/reply")
@public
def reply(token: str) -> ResponseReturnValue:
    too_often = _too_often(token)
    ticket = _ticket(token)
    if not _may_answer(ticket):
        raise IllegalTransitionError(ticket.status, ticket.status)
    form = forms.GuestReplyForm()
    if too_often:
        return _shown(ticket, token, form, too_often)
    if form.validate_on_submit():
        return once(form, partial(_replied, form, ticket, token))
    keep_files(form)
    return _shown(ticket, token, form)


@guests_bp.post("/o/<token>/confirm")
@public
def confirm(token: str) -> ResponseReturnValue:
    too_often = _too_often(token)
    ticket = _ticket(token)
    form = forms.GuestConfirmForm(ticket)
    form.listen(queries.guest_replies(ticket), writer_id=None)
    if too_often:
        return _shown(ticket, token, form, too_often)
    if not form.validate_on_submit():
        return _shown(ticket, token, form)
    said = _("Thank you. Request %(no)s has been closed.", no=ticket.reference)
    return once(form, _act(ticket, token, said, services.confirm))


@guests_bp.route("/o/<token>/reopen", methods=["GET", "POST"])
@public
def reopen(token: str) -> ResponseReturnValue:
    too_often = _too_often(token)
    ticket = _ticket(token)
    rules.check_reopen(ticket.status, ticket.closed_at, now=clock.now())
    form = forms.GuestReopenForm(ticket)
    form.listen(queries.guest_replies(ticket), writer_id=None)
    if not too_often and form.validate_on_submit():
        said = _("Request %(no)s has been reopened.", no=ticket.reference)
        again = partial(services.reopen, reason=form.reason.data or "")
        return once(form, _act(ticket, token, said, again))
    return _asked("tickets/guest_reopen.html", ticket, token, form, too_often)


@guests_bp.route("/o/<token>/rate", methods=["GET", "POST"])
@public
def rate(token: str) -> ResponseReturnValue:
    too_often = _too_often(token)
    ticket = _ticket(token)
    actor = services.a_guest(ticket.council_id)
    if not queries.may_rate(ticket, actor=actor, now=clock.now()):
        abort(404)
    form = forms.GuestRateForm(ticket, **queries.said_before(ticket))
    if not too_often and form.validate_on_submit():
        said = _("Thank you. Your answer helps us to serve you better.")
        score, words = Score(form.score.data), form.remark.data or ""
        say = partial(services.rate, score=score, comment=words)
        return once(form, _act(ticket, token, said, say))
    return _asked("tickets/guest_rate.html", ticket, token, form, too_often)


def _ticket(token: str) -> Ticket:
    """Return what somebody writes about, unless he has pressed the same button before."""
    ticket = queries.guest_ticket_or_404(opened(token))
    if request.method not in READING and (again := answered_before()):
        abort(again)
    return ticket


def _shown(
    ticket: Ticket, token: str, refused: forms.ForGuests | None = None, too_often: str = ""
) -> ResponseReturnValue:
    """Show a guest's report with all that he may do to it, and perhaps why he could not."""
    now, replies = clock.now(), queries.guest_replies(ticket)
    actor = services.a_guest(ticket.council_id)
    has_said = isinstance(refused, forms.GuestReplyForm)
    return _page(
        "tickets/guest_follow.html",
        ticket,
        too_often,
        token=token,
        replies=replies,
        files=files_of("ticket", [ticket.id]).get(ticket.id, []),
        reply_files=files_of("comment", [one.id for one in replies]),
        next_step=labels.next_step(ticket.status, ticket.waiting_for),
        closes_on=_closes_on(ticket),
        reply_form=refused if has_said else forms.GuestReplyForm(),
        confirm_form=_confirm_form(ticket, replies),
        refused=refused,
        may_answer=_may_answer(ticket),
        may_reopen=rules.can_reopen(ticket.status, ticket.closed_at, now=now),
        may_rate=queries.may_rate(ticket, actor=actor, now=now),
        labels=labels,
    )


def _asked(
    name: str, ticket: Ticket, token: str, form: forms.ForGuests, too_often: str
) -> ResponseReturnValue:
    return _page(name, ticket, too_often, token=token, form=form, refused=form)


def _page(name: str, ticket: Ticket, too_often: str, **given: object) -> ResponseReturnValue:
    head, refused = partial(masthead, ticket.council_id), given["refused"]
    page = render_template(name, ticket=ticket, masthead=head, refusal=too_often, **given)
    if too_often:
        return page, 429, {"Retry-After": str(rules.GUEST_WINDOW.seconds)}
    return page, refused.status if isinstance(refused, forms.ForGuests) else 200


def _confirm_form(ticket: Ticket, replies: Sequence[Comment]) -> forms.GuestConfirmForm:
    form = forms.GuestConfirmForm(ticket)
    form.listen(replies, writer_id=None)
    return form


def _closes_on(ticket: Ticket) -> date | None:
    """Return when a solved request closes by itself; never, while a guest waits for an answer."""
    since = services.silent_since(ticket, queries.word_since_resolved(ticket))
    if ticket.status is not Status.RESOLVED or since is None:
        return None
    return max(rules.closes_on(since, calendar_of(ticket.council_id)), clock.today())


def _may_answer(ticket: Ticket) -> bool:
    """Tell whether somebody would still act on what a guest writes."""
    last = queries.last_of(ticket)
    return rules.can_answer(last.status, last.closed_at, now=clock.now())


def _too_often(token: str) -> str:
    """Count what comes to one secret address, and return why no more of it is taken for now."""
    if request.method in READING or is_received(f"ticket {opened(token)}"):
        return ""
    minutes = rules.GUEST_WINDOW.seconds // 60
    said = ngettext(
        "Much came from this page. What you wrote is still here: wait %(num)d minute and send it "
        "again, or call the help desk now.",
        "Much came from this page. What you wrote is still here: wait %(num)d minutes and send it "
        "again, or call the help desk now.",
        minutes,
    )
    return str(said)


def _replied(form: forms.GuestReplyForm, ticket: Ticket, token: str) -> str:
    actor, now = services.a_guest(ticket.council_id), clock.now()
    said = services.reply(ticket, text=form.text.data or "", author=None, actor=actor, now=now)
    attach(form.files.data, owner_kind="comment", owner=said, actor=actor)
    done(_("The reply was sent."))
    return url_for(".follow", token=token)


def _act(ticket: Ticket, token: str, said: str, do: Callable[..., None]) -> Callable[[], str]:
    """Return what does something as a guest, says so, and leads back to his page."""

    def act() -> str:
        do(ticket, actor=services.a_guest(ticket.council_id), now=clock.now())
        done(said)
        return url_for(".follow", token=token)

    return act
