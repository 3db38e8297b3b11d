"""Minutes that officers spend on a request."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.tickets import forms, permissions, queries, services
from helpdesk.tickets.models import Ticket, TimeEntry
from helpdesk.tickets.services import Spent
from helpdesk.tickets.views.blueprint import bp
from helpdesk.tickets.views.ticket import back_to, shown


@bp.route("/<int:ticket_id>/times", methods=["GET", "POST"])
@requires(permissions.WORK)
def add_time(ticket_id: int) -> ResponseReturnValue:
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    form = forms.TimeForm(ticket, worked_on=clock.today())
    if form.validate_on_submit():
        minutes = int(form.minutes.data or 0)
        spent = Spent(minutes, form.worked_on.data, form.work_note.data or "")
        entry = services.add_time(ticket, spent, actor=actor, now=clock.now())
        undo_url = url_for(".remove_time", ticket_id=ticket.id, entry_id=entry.id)
        done(_("The minutes were saved."), undo_url=undo_url, version=ticket.version)
        return back_to(ticket)
    spent_so_far = queries.time_spent(ticket)
    return render_template(
        "tickets/add_time.html", ticket=ticket, form=form, spent=spent_so_far
    ), form.status


@bp.post("/<int:ticket_id>/times/<int:entry_id>/remove")
@requires(permissions.WORK)
def remove_time(ticket_id: int, entry_id: int) -> ResponseReturnValue:
    ticket, entry = _own_entry(ticket_id, entry_id)
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.remove_time(entry, ticket=ticket, actor=current_actor(), now=clock.now())
    undo_url = url_for(".restore_time", ticket_id=ticket.id, entry_id=entry.id)
    done(_("The minutes were removed."), undo_url=undo_url, version=ticket.version)
    return back_to(ticket)


@bp.post("/<int:ticket_id>/times/<int:entry_id>/restore")
@requires(permissions.WORK)
def restore_time(ticket_id: int, entry_id: int) -> ResponseReturnValue:
    ticket, entry = _own_entry(ticket_id, entry_id)
    form = forms.Undo(ticket)
    if not form.validate_on_submit():
        return shown(ticket, form)
    services.restore_time(entry, ticket=ticket, actor=current_actor(), now=clock.now())
    done(_("The minutes were brought back."))
    return back_to(ticket)


def _own_entry(ticket_id: int, entry_id: int) -> tuple[Ticket, TimeEntry]:
    """Return minutes that the actor noted himself: nobody else corrects them."""
    actor = current_actor()
    ticket = queries.get_or_404(ticket_id, actor=actor)
    entry = queries.time_entry_or_404(entry_id, ticket=ticket)
    if entry.user_id != actor.id:
        abort(403)
    return ticket, entry
