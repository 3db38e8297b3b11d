"""The checklists, version by version."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.checklists import labels as checklist_labels
from helpdesk.checklists import permissions, queries, services
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import State
from helpdesk.equipment import queries as equipment
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.inspections import forms, labels
from helpdesk.inspections.views.blueprint import bp


@bp.get("/checklists")
@requires(permissions.VIEW)
def list_checklists() -> ResponseReturnValue:
    return render_template(
        "inspections/list_checklists.html",
        templates=queries.listed(current_actor()),
        names=_names(),
        labels=checklist_labels,
    )


def _names() -> dict[str, str]:
    """Return what kinds of equipment are called, by their codes."""
    return {kind.code: named(kind) for kind in equipment.categories(current_actor())}


@bp.get("/checklists/<int:template_id>")
@requires(permissions.VIEW)
def show_checklist(template_id: int) -> ResponseReturnValue:
    template = queries.get_or_404(template_id, actor=current_actor())
    return _shown(template)


def _shown(
    template: ChecklistTemplate, form: forms.VersionForm | forms.PublishForm | None = None
) -> ResponseReturnValue:
    writes = can(current_actor(), permissions.WRITE)
    is_draft = template.state is State.DRAFT
    return render_template(
        "inspections/show_checklist.html",
        template=template,
        names=_names(),
        form=form,
        version_form=forms.VersionForm(template) if writes and not is_draft else None,
        publish_form=forms.PublishForm(template) if writes and is_draft else None,
        labels=checklist_labels,
        limits=labels.limits,
    ), form.status if form else 200


@bp.post("/checklists/<int:template_id>/new-version")
@requires(permissions.WRITE)
def new_version(template_id: int) -> ResponseReturnValue:
    actor = current_actor()
    template = queries.get_or_404(template_id, actor=actor)
    form = forms.VersionForm(template)
    if not form.validate_on_submit():
        return _shown(template, form)
    draft = services.new_version(template, actor=actor)
    return redirect(url_for(".edit_checklist", template_id=draft.id), code=303)


@bp.route("/checklists/<int:template_id>/edit", methods=["GET", "POST"])
@requires(permissions.WRITE)
def edit_checklist(template_id: int) -> ResponseReturnValue:
    actor = current_actor()
    draft = queries.get_or_404(template_id, actor=actor)
    services.check_draft(draft)
    form = forms.checklist_form(draft, equipment.categories(actor))
    if form.validate_on_submit():
        services.change(draft, form.text, actor=actor)
        done(_("The draft has been saved. Bring it into use when it is ready."))
        return redirect(url_for(".show_checklist", template_id=draft.id), code=303)
    return render_template("inspections/edit_checklist.html", draft=draft, form=form), form.status


@bp.post("/checklists/<int:template_id>/publish")
@requires(permissions.WRITE)
def publish(template_id: int) -> ResponseReturnValue:
    actor = current_actor()
    draft = queries.get_or_404(template_id, actor=actor)
    form = forms.PublishForm(draft)
    if not form.validate_on_submit():
        return _shown(draft, form)
    services.publish(draft, actor=actor)
    done(_("Version %(number)s is now in use.", number=draft.number))
    return redirect(url_for(".show_checklist", template_id=draft.id), code=303)
