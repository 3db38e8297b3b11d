"""Reporting a problem."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.services import attach
from helpdesk.equipment.queries import find_reportable, held_by
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import moment
from helpdesk.infra.keys import key
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.views.blueprint import bp


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
