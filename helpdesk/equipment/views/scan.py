"""From a label to its device: by camera, photograph, scanner or by hand."""

from collections.abc import Iterable

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment import permissions
from helpdesk.equipment.forms.scan import ScanForm
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.scan import find_scanned
from helpdesk.equipment.views.blueprint import bp
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import warn


@bp.route("/equipment/scan", methods=["GET", "POST"])
@requires(permissions.VIEW_OWN)
def scan() -> ResponseReturnValue:
    form = ScanForm()
    if form.is_submitted() and form.brings_photo:
        return _photographed(form)
    if form.validate_on_submit():
        asset = _first([form.code.data or ""])
        if asset is not None:
            return redirect(url_for(".show", asset_id=asset.id), code=303)
        form.refuse("code", _("No device has this number. Look at the label again."))
    return render_template("equipment/scan.html", form=form), form.status


def _photographed(form: ScanForm) -> ResponseReturnValue:
    """Lead on, or back to the page: a refusal would keep the picture for the next try."""
    asset = _first(form.codes())
    if asset is not None:
        return redirect(url_for(".show", asset_id=asset.id), code=303)
    warn(_("No label of ours was found in the picture. Go closer, or type the number."))
    return redirect(url_for(".scan"), code=303)


def _first(codes: Iterable[str]) -> Asset | None:
    actor = current_actor()
    return next(filter(None, (find_scanned(code, actor=actor) for code in codes)), None)
