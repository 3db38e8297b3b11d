"""Pages of installing a device and handing it over."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.checklists.queries import active_for
from helpdesk.checklists.rules import Purpose
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.queries import get_or_404
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language, language
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done
from helpdesk.org.queries import department_or_404, location_or_404
from helpdesk.procurement import forms, permissions, queries, services
from helpdesk.procurement.models import ReceivedDevice, steps_in
from helpdesk.procurement.reports import commissioning_report
from helpdesk.procurement.rules import DoneBeforeError
from helpdesk.procurement.views.blueprint import bp


@bp.route("/devices/<int:asset_id>/commission", methods=["GET", "POST"])
@requires(permissions.COMMISSION)
def commission(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    device = queries.device_or_404(asset_id, actor=actor)
    if not device.asset.must_be_installed:
        raise DoneBeforeError
    form = forms.commission_form(device.asset, _steps(device), language=language())
    form.offer_places(actor)
    if form.validate_on_submit():
        _installed(device, form)
        done(_("Equipment %(tag)s is in use now.", tag=device.asset.asset_tag))
        return redirect(url_for("equipment.show", asset_id=asset_id), code=303)
    return render_template(
        "procurement/commission.html", asset=device.asset, form=form
    ), form.status


def _steps(device: ReceivedDevice) -> list[tuple[str, str]]:
    """Return what the checklist of installation asks; without one, what the catalogue says.

    Each step is had in Swahili and in English, for the certificate is printed in both.
    """
    kind, actor = device.asset.category.code, current_actor()
    checklist = active_for(kind, actor=actor, purpose=Purpose.COMMISSIONING)
    if checklist is not None:
        return [(item.name_sw, item.name_en) for item in checklist.items]
    year = FiscalYear.containing(clock.today()).slug
    known = queries.latest_of(actor, until=year)
    found = known.get(device.asset.category_id)
    return list(zip(steps_in(found, "sw"), steps_in(found, "en"), strict=True)) if found else []


def _installed(device: ReceivedDevice, form: forms.CommissionForm) -> None:
    actor = current_actor()
    to = Whereabouts(
        location=location_or_404(form.location_id.data, actor=actor),
        department=department_or_404(form.department_id.data, actor=actor),
        custodian=form.receiver,
    )
    installed = services.Installed(
        done_on=form.done_on.data,
        to=to,
        custodian=form.receiver,
        steps=form.said,
        training=form.training.data or "",
    )
    services.commission(device, installed, doer=own(actor), actor=actor, now=clock.now())


@bp.get("/devices/<int:asset_id>/commissioning")
@requires(permissions.VIEW)
@in_asked_language
def commissioning(asset_id: int) -> ResponseReturnValue:
    """Print the certificate of installation and hand-over."""
    actor = current_actor()
    asset = get_or_404(asset_id, actor=actor)
    found = queries.commissioning_of(asset)
    if found is None:
        abort(404)
    link = public_url(f"/e/{asset.label_code}")
    report = commissioning_report(found, link=link, actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))
