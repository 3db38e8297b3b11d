"""People who left or are about to: what they still have, taken away by one request."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts import queries as accounts
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done, warn
from helpdesk.kinds import permissions
from helpdesk.kinds.forms.access import RemovalForm
from helpdesk.kinds.queries import access, leavers
from helpdesk.kinds.reports.access import leavers_report
from helpdesk.kinds.rules.access import NothingToRemoveError
from helpdesk.kinds.services.access import ask_removal
from helpdesk.kinds.views.blueprint import bp


@bp.get("/leavers/")
@requires(permissions.KEEP_ACCESS)
def list_leavers() -> ResponseReturnValue:
    actor = current_actor()
    found = leavers.leavers(actor, today=clock.today())
    if "format" in request.args:
        report = leavers_report(found, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    return render_template("kinds/list_leavers.html", leavers=found)


@bp.get("/leavers/<int:user_id>")
@requires(permissions.KEEP_ACCESS)
def show_leaver(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = accounts.get_or_404(user_id, actor=actor)
    accesses = access.open_of_person(person, actor=actor)
    removals = access.being_removed(accesses)
    return render_template(
        "kinds/show_leaver.html",
        person=person,
        accesses=accesses,
        removals=removals,
        devices=leavers.devices_of(person, actor=actor),
        form=RemovalForm(person) if any(one.id not in removals for one in accesses) else None,
    )


@bp.post("/leavers/<int:user_id>/removal")
@requires(permissions.KEEP_ACCESS)
def remove_all(user_id: int) -> ResponseReturnValue:
    """Ask in one request for whatever nobody has asked for yet."""
    actor = current_actor()
    person = accounts.get_or_404(user_id, actor=actor)
    if not RemovalForm(person).validate_on_submit():
        abort(409)
    try:
        ticket = ask_removal(
            access.open_of_person(person, actor=actor),
            holder=person,
            reason=_("%(name)s is leaving.", name=person.name),
            requester=accounts.own(actor),
            actor=actor,
            now=clock.now(),
        )
    except NothingToRemoveError:
        warn(_("Everything is on its way to be taken away already."))
        return redirect(url_for(".show_leaver", user_id=person.id), code=303)
    done(_("Request %(no)s takes all of it away.", no=ticket.reference))
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
