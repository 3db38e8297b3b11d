"""The checklists, version by version."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.checklists import labels as checklist_labels
from helpdesk.checklists import permissions, queries, services
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import CodeTakenError, KindTakenError, State
from helpdesk.equipment import queries as equipment
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.forms import ActionForm
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done, warn
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


@bp.route("/checklists/new", methods=["GET", "POST"])
@requires(permissions.WRITE)
def new_checklist() -> ResponseReturnValue:
    form = forms.NewChecklistForm()
    form.offer(equipment.categories(current_actor()))
    draft = _written(form) if form.validate_on_submit() else None
    if draft is not None:
        done(_("The draft has been begun. Write what is to be looked at."))
        return redirect(url_for(".edit_checklist", template_id=draft.id), code=303)
    return render_template("inspections/new_checklist.html", form=form), form.status


def _written(form: forms.NewChecklistForm) -> ChecklistTemplate | None:
    code = (form.code.data or "").lower()
    try:
        return services.add(form.text, code=code, actor=current_actor())
    except CodeTakenError:
        form.refuse("code", _("There is a checklist of this code already."))
        return None


@bp.get("/checklists/<int:template_id>")
@requires(permissions.VIEW)
def show_checklist(template_id: int) -> ResponseReturnValue:
    template = queries.get_or_404(template_id, actor=current_actor())
    return _shown(template)


def _shown(template: ChecklistTemplate, form: ActionForm | None = None) -> ResponseReturnValue:
    writes = can(current_actor(), permissions.WRITE)
    is_draft, is_used = template.state is State.DRAFT, template.state is State.ACTIVE
    return render_template(
        "inspections/show_checklist.html",
        template=template,
        names=_names(),
        form=form,
        version_form=forms.VersionForm(template) if writes and not is_draft else None,
        publish_form=forms.PublishForm(template) if writes and is_draft else None,
        arrange_form=forms.ArrangeForm(template) if writes and is_draft else None,
        retire_form=forms.RetireForm(template) if writes and is_used else None,
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
        return _to(draft)
    return render_template("inspections/edit_checklist.html", draft=draft, form=form), form.status


@bp.post("/checklists/<int:template_id>/publish")
@requires(permissions.WRITE)
def publish(template_id: int) -> ResponseReturnValue:
    actor = current_actor()
    draft = queries.get_or_404(template_id, actor=actor)
    form = forms.PublishForm(draft)
    if not form.validate_on_submit():
        return _shown(draft, form)
    try:
        services.publish(draft, actor=actor)
    except KindTakenError as other:
        said = {"title": other.title}
        warn(_("%(title)s is in use for one of these kinds of equipment already.", **said))
    else:
        done(_("Version %(number)s is now in use.", number=draft.number))
    return _to(draft)


@bp.post("/checklists/<int:template_id>/arrange")
@requires(permissions.WRITE)
def arrange(template_id: int) -> ResponseReturnValue:
    """Move one item of a draft, or take it out, as the pressed button says."""
    actor = current_actor()
    draft = queries.get_or_404(template_id, actor=actor)
    services.check_draft(draft)
    form = forms.ArrangeForm(draft)
    if not form.validate_on_submit():
        return _shown(draft, form)
    if form.pressed is not None:
        services.arrange(draft, *form.pressed, actor=actor)
    return _to(draft)


@bp.post("/checklists/<int:template_id>/retire")
@requires(permissions.WRITE)
def retire(template_id: int) -> ResponseReturnValue:
    actor = current_actor()
    template = queries.get_or_404(template_id, actor=actor)
    form = forms.RetireForm(template)
    if not form.validate_on_submit():
        return _shown(template, form)
    services.retire(template, actor=actor)
    done(_("This checklist is no longer in use. A new version brings it back."))
    return _to(template)


def _to(template: ChecklistTemplate) -> ResponseReturnValue:
    return redirect(url_for(".show_checklist", template_id=template.id), code=303)
