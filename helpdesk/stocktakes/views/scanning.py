"""Scanning one label after another into a count; the cursor stays in the box."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment.labels import STATUS, place
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.scan import find_scanned
from helpdesk.equipment.rules import GONE, Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.stocktakes import forms, permissions, queries, reports, rules, services
from helpdesk.stocktakes.models import Stocktake
from helpdesk.stocktakes.rules import State
from helpdesk.stocktakes.views.blueprint import bp


@bp.route("/<int:stocktake_id>/scan", methods=["GET", "POST"])
@requires(permissions.COUNT)
def scan(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    rules.check_state(stocktake.state, State.COUNTING)
    form = forms.CountScanForm(stocktake, condition=request.args.get("condition", ""))
    form.offer()
    if form.validate_on_submit():
        return _scanned(stocktake, form)
    expected, found = queries.progress_of(stocktake)
    page = render_template(
        "stocktakes/scan.html",
        form=form,
        stocktake=stocktake,
        scope=reports.scope_of(stocktake),
        expected=expected,
        found=found,
        seen=queries.last_seen(stocktake, actor=actor),
    )
    return page, form.status


def _scanned(stocktake: Stocktake, form: forms.CountScanForm) -> ResponseReturnValue:
    """Say what came of it and go back: a scanner types the next number at once."""
    actor = current_actor()
    asset = next(filter(None, (find_scanned(code, actor=actor) for code in form.scanned)), None)
    if asset is None:
        warn(_("No device has this number. If it is not in the register, note it as extra."))
    else:
        _count(stocktake, asset, form.condition.data)
    url = url_for(".scan", stocktake_id=stocktake.id, condition=form.condition.data or None)
    return redirect(url, code=303)


def _count(stocktake: Stocktake, asset: Asset, condition: str) -> None:
    actor, said = current_actor(), Condition(condition) if condition in set(Condition) else None
    if not services.count(stocktake, asset, condition=said, actor=actor, now=clock.now()):
        warn(_("%(tag)s had been counted before.", tag=asset.asset_tag))
    elif asset.status in GONE or asset.status is Status.LOST_STOLEN:
        told = {"tag": asset.asset_tag, "status": STATUS[asset.status]}
        warn(_("%(tag)s has been counted, but the register says: %(status)s.", **told))
    elif not stocktake.is_blind and queries.belongs_elsewhere(stocktake, asset):
        where = {"tag": asset.asset_tag, "place": place(asset.location)}
        warn(_("%(tag)s has been counted, but the register has it at %(place)s.", **where))
    else:
        done(_("%(tag)s has been counted.", tag=asset.asset_tag))
