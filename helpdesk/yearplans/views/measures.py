"""How well planned work is kept up with, for whoever leads the unit."""

from flask import render_template
from flask.typing import ResponseReturnValue

from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.yearplans import permissions, queries, reports
from helpdesk.yearplans.views.blueprint import bp


@bp.get("/measures")
@requires(permissions.VIEW)
def show_measures() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    today = clock.local_date(now)
    tables = [reports.of_today(actor, reports.year_of(actor, now), now=now)]
    this = Period.quarter_of(today)
    for period in (this, this.previous):
        plan = queries.approved(actor, period.year)
        tables.append(reports.of_period(actor, period, plan, today=today))
    return render_template("yearplans/measures.html", tables=tables)
