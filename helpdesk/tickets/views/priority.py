"""How urgent a ticket is."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, labels, permissions, queries, rules, services
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, moved


@bp.route("/<int:ticket_id>/priority", methods=["GET", "POST"])
@requires(permissions.WORK)
def change_priority(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    rules.check_open(ticket.status)
    form = forms.PriorityForm(ticket)
    if not form.validate_on_submit():
        page = render_template(
            "tickets/change_priority.html", ticket=ticket, form=form, labels=labels
        )
        return page, form.status
    values = form.values
    if all(getattr(ticket, name) == value for name, value in values.items()):
        done(_("Nothing was changed."))
        return back_to(ticket)
    services.change(ticket, values, reason=form.reason.data or "", actor=actor, now=clock.now())
    said = _(
        "The priority of request %(no)s is now: %(priority)s.",
        no=ticket.reference,
        priority=labels.PRIORITY[ticket.priority],
    )
    return moved(ticket, said)
