"""Which government system a ticket is about."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, services
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, moved


@bp.route("/<int:ticket_id>/system", methods=["GET", "POST"])
@requires(permissions.WORK)
def change_system(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.SystemOfTicketForm(ticket, actor=actor)
    if not form.validate_on_submit():
        page = render_template("tickets/change_system.html", ticket=ticket, form=form)
        return page, form.status
    chosen = form.system_id.data or None
    if chosen == ticket.system_id:
        done(_("Nothing was changed."))
        return back_to(ticket)
    services.change(ticket, {"system_id": chosen}, reason="", actor=actor, now=clock.now())
    return moved(ticket, _("The system of request %(no)s was changed.", no=ticket.reference))
