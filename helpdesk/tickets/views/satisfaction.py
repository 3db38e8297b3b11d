"""The requester says how content he is, once it is closed."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, services
from helpdesk.tickets.rules import Score
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to


@bp.route("/<int:ticket_id>/rate", methods=["GET", "POST"])
@requires(permissions.OPEN)
def rate(ticket_id: int) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    ticket = queries.own_or_404(ticket_id, actor=actor)
    if not queries.may_rate(ticket, actor=actor, now=now):
        abort(404)
    form = forms.RateForm(ticket, **queries.said_before(ticket))
    if form.validate_on_submit():
        score = Score(form.score.data)
        services.rate(ticket, score, comment=form.remark.data or "", actor=actor, now=now)
        done(_("Thank you. Your answer helps us to serve you better."))
        return back_to(ticket)
    return render_template("tickets/rate.html", ticket=ticket, form=form), form.status
