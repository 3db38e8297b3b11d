"""Inspecting a device, and what was found."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.checklists import labels as checklist_labels
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.queries import active_for
from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language, in_asked_language
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done, warn
from helpdesk.inspections import forms, labels, permissions, queries, rules, services
from helpdesk.inspections.models import Inspection
from helpdesk.inspections.reports import inspection_report, sheet_report
from helpdesk.inspections.views.blueprint import bp


@bp.route("/devices/<int:asset_id>/new", methods=["GET", "POST"])
@requires(permissions.INSPECT)
def inspect(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = equipment.get_or_404(asset_id, actor=actor)
    rules.check_can_be_inspected(asset.status)
    template = active_for(asset.category.code, actor=actor)
    if template is None:
        return _without_checklist(asset)
    form = forms.inspect_form(asset, template)
    if form.validate_on_submit():
        return _inspected(asset, template, form)
    return render_template(
        "inspections/inspect.html", asset=asset, template=template, form=form
    ), form.status


def _inspected(
    asset: Asset, template: ChecklistTemplate, form: forms.InspectForm
) -> ResponseReturnValue:
    actor = current_actor()
    found = services.Found(template, form.answers, form.condition, form.remark.data or "")
    made = services.inspect(asset, found, by=own(actor), actor=actor, now=clock.now())
    attach(form.files.data, owner_kind="inspection", owner=made, actor=actor)
    done(_("The inspection has been saved as %(number)s.", number=made.reference))
    return _to(made)


def _to(made: Inspection) -> ResponseReturnValue:
    return redirect(url_for(".show", inspection_id=made.id), code=303)


def _without_checklist(asset: Asset) -> ResponseReturnValue:
    warn(_("No checklist is in use for this kind of equipment. Bring one into use first."))
    return redirect(url_for("equipment.show", asset_id=asset.id), code=303)


@bp.get("/devices/<int:asset_id>/sheet")
@requires(permissions.INSPECT)
@in_asked_language
def print_sheet(asset_id: int) -> ResponseReturnValue:
    """Print the checklist of a device to be filled in by hand."""
    actor = current_actor()
    asset = equipment.get_or_404(asset_id, actor=actor)
    template = active_for(asset.category.code, actor=actor)
    if template is None:
        return _without_checklist(asset)
    link = public_url(url_for(".inspect", asset_id=asset.id))
    report = sheet_report(asset, template, link=link, actor=actor, now=clock.now())
    return as_file(report, "pdf")


@bp.get("/<int:inspection_id>")
@requires(permissions.VIEW)
def show(inspection_id: int) -> ResponseReturnValue:
    actor = current_actor()
    inspection = queries.get_or_404(inspection_id, actor=actor)
    if "format" in request.args:
        link = public_url(url_for(".show", inspection_id=inspection.id))
        with force_locale(asked_language()):
            report = inspection_report(inspection, link=link, actor=actor, now=clock.now())
            return as_file(report, request.args["format"])
    faults = ngettext("%(num)d fault", "%(num)d faults", inspection.faults)
    return render_template(
        "inspections/show.html",
        inspection=inspection,
        faults=faults,
        files=files_of("inspection", [inspection.id]).get(inspection.id, []),
        labels=labels,
        checklist_labels=checklist_labels,
        conditions=equipment_labels.CONDITION,
        place=equipment_labels.place(inspection.asset.location),
    )
