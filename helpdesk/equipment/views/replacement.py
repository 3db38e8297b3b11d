"""The plan to replace equipment in three years."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.core.fiscal_year import BadPeriodError, FiscalYear, Period
from helpdesk.equipment import permissions, queries
from helpdesk.equipment.forms.books import PlanForm
from helpdesk.equipment.queries.replacement import replacement_plan
from helpdesk.equipment.reports import plan_report
from helpdesk.equipment.rules.replacement import USUAL_GROWTH
from helpdesk.equipment.views.blueprint import bp
from helpdesk.equipment.views.register import filters_in_address
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.reporting import Wanted

MOST_SHOWN = 50  # devices of each list on the page; the files hold all


@bp.get("/equipment/replacement")
@requires(permissions.VIEW)
@in_asked_language
def show_plan() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    form = PlanForm()
    form.offer(queries.categories(actor), actor)
    form.offer_years(clock.today())
    growth = form.growth.data if form.validate() else None
    plan = replacement_plan(
        actor,
        filters_in_address(),
        base=_base(),
        growth=USUAL_GROWTH if growth is None else growth,
    )
    form_of_file = request.args.get("format", "")
    report = plan_report(
        plan,
        actor=actor,
        wanted=Wanted(period=Period.year_of(clock.today()), asset_tag="", made_at=now),
        narrowed=form.said,
        most=None if form_of_file else MOST_SHOWN,
    )
    if form_of_file:
        return as_file(report, form_of_file)
    return render_template("equipment/replacement.html", report=report, form=form)


def _base() -> FiscalYear:
    """Return the year of the address; one that is none is the next."""
    following = FiscalYear(FiscalYear.containing(clock.today()).first + 1)
    try:
        return Period.parse(request.args.get("base", following.slug)).year
    except BadPeriodError:
        return following
