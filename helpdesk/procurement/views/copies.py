"""Scans of signed papers of buying."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.attachments.services import attach
from helpdesk.audit.services import Subject
from helpdesk.custody.forms import SignedCopyForm
from helpdesk.equipment.queries import get_or_404
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.procurement import permissions, queries
from helpdesk.procurement.views.blueprint import bp


@bp.route("/receipts/<int:receipt_id>/signed-copy", methods=["GET", "POST"])
@requires(permissions.FILE)
def add_copy(receipt_id: int) -> ResponseReturnValue:
    """Put the scan of the signed certificate to its delivery."""
    receipt = queries.receipt_or_404(receipt_id, actor=current_actor())
    if receipt.inspection is None:
        abort(404)
    back_url = url_for(".show_receipt", receipt_id=receipt.id)
    form = SignedCopyForm(receipt)
    if form.validate_on_submit():
        return _kept(form, receipt, "goods_receipt", back_url)
    return _asked(form, receipt.reference, back_url)


@bp.route("/devices/<int:asset_id>/signed-copy", methods=["GET", "POST"])
@requires(permissions.COMMISSION)
def add_copy_of_installation(asset_id: int) -> ResponseReturnValue:
    asset = get_or_404(asset_id, actor=current_actor())
    found = queries.commissioning_of(asset) or abort(404)
    back_url = url_for("equipment.show", asset_id=asset.id)
    form = SignedCopyForm(asset)
    if form.validate_on_submit():
        return _kept(form, found, "commissioning", back_url)
    return _asked(form, found.reference, back_url)


def _kept(form: SignedCopyForm, paper: Subject, kind: str, back_url: str) -> ResponseReturnValue:
    attach(form.files.data, owner_kind=kind, owner=paper, actor=current_actor())
    done(_("The signed copy has been attached."))
    return redirect(back_url, code=303)


def _asked(form: SignedCopyForm, about: str, back_url: str) -> ResponseReturnValue:
    return render_template(
        "custody/add_copy.html", form=form, about=about, back_url=back_url
    ), form.status
