"""Whether somebody who leaves still holds equipment, and the certificate that he does not."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.contracts.models import LicenceSeat
from helpdesk.contracts.queries import seats_of_person
from helpdesk.custody import forms, permissions, queries, rules, services
from helpdesk.custody.models import Clearance
from helpdesk.custody.reports import clearance_report, debts_report
from helpdesk.custody.views.blueprint import bp
from helpdesk.equipment.labels import place
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done, warn


@bp.get("/people/<int:user_id>/clearance")
@requires(permissions.CLEAR)
def show_clearance(user_id: int) -> ResponseReturnValue:
    """Show what somebody holds; as a file that list, or else the certificate."""
    actor = current_actor()
    person = accounts.get_or_404(user_id, actor=actor)
    held = queries.holdings_of(person, actor=actor)
    seats = seats_of_person(person)
    given = queries.clearance_of(person, actor=actor)
    if "format" in request.args:
        with force_locale(asked_language()):
            return as_file(_paper(person, held, seats, given), request.args["format"])
    return render_template(
        "custody/show_clearance.html",
        person=person,
        held=held,
        seats=seats,
        out=queries.open_lines(held),
        given=given,
        form=forms.ClearForm(person),
        place=place,
    )


def _paper(
    person: User, held: Sequence[Asset], seats: Sequence[LicenceSeat], given: Clearance | None
) -> Report:
    """Print the certificate, or what stands in its way."""
    path = url_for(".show_clearance", user_id=person.id)
    said: dict[str, Any] = {
        "link": public_url(path),
        "actor": current_actor(),
        "now": clock.now(),
    }
    if held or seats:
        return debts_report(person, held, seats, **said)
    return clearance_report(given, **said) if given else abort(404)


@bp.post("/people/<int:user_id>/clear")
@requires(permissions.CLEAR)
def clear(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = accounts.get_or_404(user_id, actor=actor)
    if not forms.ClearForm(person).validate_on_submit():
        abort(409)
    try:
        made = services.clear(person, by=accounts.own(actor), actor=actor, now=clock.now())
    except rules.StillHoldsError:
        name = person.name
        warn(_("%(name)s still has equipment or licences, so there is no certificate.", name=name))
    else:
        done(_("Certificate %(number)s has been made.", number=made.number))
    return redirect(url_for(".show_clearance", user_id=person.id), code=303)
