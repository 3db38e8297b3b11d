"""Known outages: the list, joining one, and what officers do about them."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.queries import own
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.errors import explain
from helpdesk.infra.fields import options
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import page_of_form
from helpdesk.infra.notices import done, warn
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.views.ticket import shown

outages_bp = Blueprint("outages", "helpdesk.tickets.views", url_prefix="/outages")
explain(outages_bp, rules.NoOutageError, 409, _l("This outage is over, or it was none after all."))
explain(
    outages_bp,
    rules.NotUnderAnOutageError,
    409,
    _l("This can be done with open requests only that are not part of an outage yet."),
)


@outages_bp.get("/")
@requires(permissions.OPEN)
def list_outages() -> ResponseReturnValue:
    actor = current_actor()
    return render_template(
        "tickets/outages.html",
        known=queries.known_outages(actor),
        past=queries.past_outages(actor, now=clock.now()),
        join_form=forms.JoinForm,
    )


@outages_bp.post("/join")
@requires(permissions.OPEN)
def join() -> ResponseReturnValue:
    """Say "me too", which makes one's own ticket, or finds the one that is there already."""
    actor = current_actor()
    form = forms.JoinForm()
    outage = queries.outage_or_404(_key_in(form.outage_id.data), actor=actor)
    if not form.validate_on_submit():
        abort(400)
    ticket = services.join_outage(outage, person=own(actor), actor=actor, now=clock.now())
    done(
        _(
            "You have been added. Request No. %(no)s. We tell you when it works again.",
            no=ticket.reference,
        )
    )
    return redirect(page_of_form(), code=303)


@outages_bp.route("/<int:ticket_id>/mark", methods=["GET", "POST"])
@requires(permissions.WORK)
def mark(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.MarkForm(ticket, words=ticket.subject)
    becomes = services.priority_as_outage(ticket)
    if form.validate_on_submit():
        words, before = form.words.data or "", ticket.priority
        services.mark_outage(ticket, subject=words, actor=current_actor(), now=clock.now())
        return _changed(ticket, _told(before, becomes))
    page = render_template(
        "tickets/outage_mark.html", ticket=ticket, form=form, becomes=becomes, labels=labels
    )
    return page, form.status


def _told(before: rules.Priority, after: rules.Priority) -> str:
    """Say also what became of the time that was promised."""
    if before is after:
        return str(_("Everybody now sees this outage on the home page."))
    return str(
        _(
            "Everybody now sees this outage on the home page. Its priority is now %(after)s, and "
            "the time to resolve it was counted anew.",
            after=labels.PRIORITY[after],
        )
    )


@outages_bp.post("/<int:ticket_id>/unmark")
@requires(permissions.WORK)
def unmark(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.UnmarkForm(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.unmark_outage(ticket, actor=current_actor(), now=clock.now())
    return _changed(ticket, _("Request %(no)s is no outage any more.", no=ticket.reference))


@outages_bp.route("/<int:ticket_id>/put", methods=["GET", "POST"])
@requires(permissions.WORK)
def put_under(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    known = {one.id: one for one in queries.known_outages(actor) if one.id != ticket.id}
    form = forms.PutUnderForm(ticket)
    form.outage_id.choices = options((one.id, one.subject) for one in known.values())
    if form.validate_on_submit():
        outage = queries.outage_or_404(form.outage_id.data, actor=actor)
        services.put_under_outage(ticket, outage, actor=actor, now=clock.now())
        return _changed(ticket, _("The request is now part of %(no)s.", no=outage.reference))
    return render_template("tickets/outage_put.html", ticket=ticket, form=form), form.status


@outages_bp.post("/<int:ticket_id>/take-out")
@requires(permissions.WORK)
def take_out(ticket_id: int) -> ResponseReturnValue:
    ticket = queries.get_or_404(ticket_id, actor=current_actor())
    form = forms.TakeOutForm(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.take_out_of_outage(ticket, actor=current_actor(), now=clock.now())
    return _changed(ticket, _("The request is not part of the outage any more."))


@outages_bp.route("/<int:ticket_id>/tell", methods=["GET", "POST"])
@requires(permissions.WORK)
def tell(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    outage = queries.get_or_404(ticket_id, actor=actor)
    form = forms.TellForm(outage)
    if form.validate_on_submit():
        said = services.tell_all(
            outage, text=form.text.data or "", author=own(actor), actor=actor, now=clock.now()
        )
        done(_("The news is on %(number)d requests.", number=len(said)))
        return redirect(url_for("tickets.show", ticket_id=outage.id), code=303)
    affected = queries.count_children(outage)
    return render_template(
        "tickets/outage_tell.html", ticket=outage, form=form, affected=affected
    ), form.status


@outages_bp.post("/propose")
@requires(permissions.WORK)
def propose() -> ResponseReturnValue:
    """Make an outage of like tickets, as they are at this moment."""
    actor, now, form = current_actor(), clock.now(), forms.ProposalForm()
    found = queries.proposals(actor, now=now, known=queries.known_outages(actor))
    like = [report for one in found if one.about == form.about.data for report in one.reports]
    if not like or not form.validate_on_submit():
        warn(_("There are no such requests any more."))
        return redirect(page_of_form(), code=303)
    ids = [one.ticket_id for one in like if str(one.ticket_id) in request.form.getlist("ticket")]
    if not ids:
        warn(_("Tick at least one request."))
        return redirect(page_of_form(), code=303)
    outage = services.make_outage(queries.chosen(ids, actor=actor), actor=actor, now=now)
    return _changed(outage, _("Everybody now sees this outage on the home page."))


def _key_in(sent: str | None) -> int:
    """Read a key from a hidden box; what is none is that of nothing."""
    try:
        return key(sent or "")
    except ValueError:
        return 0


def _changed(ticket: Ticket, said: str) -> ResponseReturnValue:
    undo_url = url_for("tickets.undo", ticket_id=ticket.id)
    done(said, undo_url=undo_url, version=ticket.version)
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
