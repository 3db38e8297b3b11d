"""Drawing lines from what the program knows, and the answer to "why this number?"."""

from collections.abc import Collection

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.queries import own
from helpdesk.estimates import forms, labels, permissions, queries, rules, services
from helpdesk.estimates.models import Estimate, EstimateLine
from helpdesk.estimates.rules import Drawn, Origin, State
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.yearplans.queries import versions

PAGES = {
    "part": ("stock.show_part", "part_id"),
    "asset": ("equipment.show", "asset_id"),
    "work_order": ("workorders.show", "work_order_id"),
    "maintenance_plan": ("maintenance.show_plan", "plan_id"),
    "year_plan": ("yearplans.show_year", "year_plan_id"),
    "requisition": ("requisitions.show", "requisition_id"),
}


@bp.route("/<int:estimate_id>/draw", methods=["GET", "POST"])
@requires(permissions.MAKE)
def draw(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    rules.check_step(estimate.state, State.SUBMITTED)
    form = forms.DrawForm(estimate)
    if form.validate_on_submit():
        by, now = own(actor), clock.now()
        if form.again.data:
            services.forget_removed(estimate)
        _warn_of_missing_plan(estimate, form.chosen)
        number = services.draw(estimate, form.chosen, by=by, actor=actor, now=now)
        done(ngettext("%(num)d line was drawn.", "%(num)d lines were drawn.", number))
        return redirect(url_for(".edit", estimate_id=estimate.id), code=303)
    return render_template("estimates/draw.html", form=form, estimate=estimate), form.status


def _warn_of_missing_plan(estimate: Estimate, chosen: Collection[Origin]) -> None:
    if Origin.PLANS in chosen and not versions(estimate.council_id, estimate.first_year):
        year = estimate.year.label
        warn(
            _(
                "There is no preventive plan of %(year)s yet. Make it first, then draw again.",
                year=year,
            )
        )


@bp.get("/<int:estimate_id>/lines/<int:estimate_line_id>")
@requires(permissions.VIEW)
def why(estimate_id: int, estimate_line_id: int) -> ResponseReturnValue:
    """Show what a line was drawn from, and what the same sources say today."""
    estimate = queries.get_or_404(estimate_id, actor=current_actor())
    line = queries.line_or_404(estimate_line_id, estimate=estimate)
    return render_template(
        "estimates/why.html",
        estimate=estimate,
        line=line,
        now=_drawn_today(estimate, line),
        sources=queries.names_of(line.basis.get("sources", ()), actor=current_actor()),
        pages=PAGES,
        labels=labels,
    )


def _drawn_today(estimate: Estimate, line: EstimateLine) -> Drawn | None:
    actor, today = current_actor(), clock.today()
    found = queries.drawn_from([line.origin], estimate, actor=actor, today=today)
    return next((one for one in found if one.key == line.source_key), None)
