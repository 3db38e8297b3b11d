"""How often devices are inspected."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.inspections import forms, permissions, queries, services
from helpdesk.inspections.views.blueprint import bp


@bp.route("/intervals", methods=["GET", "POST"])
@requires(permissions.SET_INTERVALS)
def set_intervals() -> ResponseReturnValue:
    actor = current_actor()
    kept = queries.intervals_of(actor.council_id)
    form = forms.IntervalsForm(kept)
    if form.validate_on_submit():
        services.set_intervals(kept, form.months, actor=actor, now=clock.now())
        done(_("Changes have been saved."))
        return redirect(url_for(".list_needs"), code=303)
    return render_template("inspections/set_intervals.html", form=form), form.status
