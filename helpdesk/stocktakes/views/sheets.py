"""The counting sheet: printed, and typed back in one go."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done
from helpdesk.stocktakes import forms, permissions, queries, reports, rules, services
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import Result, State
from helpdesk.stocktakes.views.blueprint import bp, to_count


@bp.get("/<int:stocktake_id>/sheet")
@requires(permissions.VIEW)
@in_asked_language
def print_sheet(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    link = public_url(url_for(".show", stocktake_id=stocktake.id))
    lines = _expected(stocktake)
    paper = reports.sheet_report(stocktake, lines, link=link, actor=actor, now=clock.now())
    return as_file(paper, "pdf")


@bp.route("/<int:stocktake_id>/type-in", methods=["GET", "POST"])
@requires(permissions.COUNT)
def type_in(stocktake_id: int) -> ResponseReturnValue:
    """Take a sheet; of a blind count there is none that would say what is expected."""
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    rules.check_state(stocktake.state, State.COUNTING)
    if stocktake.is_blind:
        abort(404)
    lines = _expected(stocktake)
    form = forms.grid_form(stocktake, lines)
    if form.validate_on_submit():
        changed = services.type_in(stocktake, form.typed, actor=actor, now=clock.now())
        done(ngettext("%(num)d device was entered.", "%(num)d devices were entered.", changed))
        return to_count(stocktake)
    page = render_template("stocktakes/type_in.html", form=form, stocktake=stocktake, lines=lines)
    return page, form.status


def _expected(stocktake: Stocktake) -> list[StocktakeLine]:
    lines = queries.lines_of(stocktake)
    expected = (*lines[Result.FOUND], *lines[Result.MISSING])
    return sorted(expected, key=lambda line: line.asset.asset_tag if line.asset else "")
