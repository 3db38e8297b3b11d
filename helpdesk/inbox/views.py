"""The mails that came in: what waits for an officer, and what became of all others."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.attachments.queries import files_of
from helpdesk.inbox import forms, labels, permissions, queries, rules, services
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import AlreadyDecidedError, State
from helpdesk.infra import clock, states
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.tickets.models import Ticket

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
setting(
    "inbox.list_mails",
    _l("E-mails that came in"),
    permissions.MANAGE,
    group=Group.REQUESTS,
    about=_l("Letters of strangers that wait for you, and what could not be read"),
)
explain(bp, AlreadyDecidedError, 409, _l("Somebody has decided about this e-mail already."))

NEWEST_FIRST = Order(InboundMail.received_at, InboundMail.id, descending=True)


@bp.get("/")
@requires(permissions.MANAGE)
def list_mails() -> ResponseReturnValue:
    actor, state = current_actor(), states.chosen(State.HELD)
    return render_template(
        "inbox/list_mails.html",
        page=paged(queries.mails(actor, state), NEWEST_FIRST),
        pills=states.pills(".list_mails", state, queries.counts(actor), labels.STATES),
        state=state,
        complaint=queries.complaint(),
        labels=labels,
    )


@bp.get("/<int:mail_id>")
@requires(permissions.MANAGE)
def show(mail_id: int) -> ResponseReturnValue:
    mail = queries.mail_or_404(mail_id, actor=current_actor())
    return _shown(mail, forms.JoinForm(mail))


def _shown(mail: InboundMail, form: forms.JoinForm) -> ResponseReturnValue:
    return render_template(
        "inbox/show.html",
        mail=mail,
        form=form,
        accept_form=forms.AcceptForm(mail),
        discard_form=forms.DiscardForm(mail),
        undo_form=forms.Undo(mail),
        files=files_of("inbound_mail", [mail.id]).get(mail.id, []),
        may_decide=mail.state in rules.OPEN_TO_DECIDE,
        labels=labels,
    ), form.status


@bp.post("/<int:mail_id>/accept")
@requires(permissions.MANAGE)
def accept(mail_id: int) -> ResponseReturnValue:
    actor = current_actor()
    mail = queries.mail_or_404(mail_id, actor=actor)
    if not forms.AcceptForm(mail).validate_on_submit():
        abort(409)
    return _made(services.accept(mail, actor=actor, now=clock.now()))


@bp.post("/<int:mail_id>/join")
@requires(permissions.MANAGE)
def join(mail_id: int) -> ResponseReturnValue:
    actor = current_actor()
    mail = queries.mail_or_404(mail_id, actor=actor)
    form = forms.JoinForm(mail)
    form.found = queries.people_called(form.person.data or "", actor=actor)
    if not form.validate_on_submit():
        return _shown(mail, form)
    return _made(services.join(mail, form.found[0], actor=actor, now=clock.now()))


@bp.post("/<int:mail_id>/discard")
@requires(permissions.MANAGE)
def discard(mail_id: int) -> ResponseReturnValue:
    actor = current_actor()
    mail = queries.mail_or_404(mail_id, actor=actor)
    if not forms.DiscardForm(mail).validate_on_submit():
        abort(409)
    services.discard(mail, actor=actor, now=clock.now())
    undo_url = url_for(".restore", mail_id=mail.id)
    done(_("The e-mail is discarded. It is kept."), undo_url=undo_url, version=mail.version)
    return redirect(url_for(".list_mails"), code=303)


@bp.post("/<int:mail_id>/restore")
@requires(permissions.MANAGE)
def restore(mail_id: int) -> ResponseReturnValue:
    actor = current_actor()
    mail = queries.mail_or_404(mail_id, actor=actor)
    if not forms.Undo(mail).validate_on_submit():
        abort(409)
    services.restore(mail, actor=actor, now=clock.now())
    done(_("The e-mail waits again."))
    return redirect(url_for(".show", mail_id=mail.id), code=303)


def _made(ticket: Ticket) -> ResponseReturnValue:
    done(_("The e-mail became request No. %(no)s.", no=ticket.reference))
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
