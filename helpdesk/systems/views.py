"""Pages of the register of systems."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import named
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.systems import forms, labels, permissions, queries, services
from helpdesk.systems.models import System, SystemUse
from helpdesk.systems.reports import systems_report
from helpdesk.systems.rules import AcronymTakenError

bp = Blueprint("systems", __name__, url_prefix="/systems")
entry("systems.list_systems", _l("Systems"), permissions.VIEW, order=55, if_room=True)
setting(
    "systems.list_systems",
    _l("Systems"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("The systems that the council uses, and whom to ask about each"),
)

BY_ACRONYM = Order(System.acronym, System.id)
TAKEN = _l("Another system has this short name.")


@bp.get("/")
@requires(permissions.VIEW)
def list_systems() -> ResponseReturnValue:
    actor, form = current_actor(), forms.ListForm()
    form.offer(actor)
    systems = queries.matching(actor, form.filters)
    if "format" in request.args:
        listed = whole(systems, BY_ACRONYM)
        report = systems_report(listed, narrowed=form.said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    page = paged(systems, BY_ACRONYM)
    return render_template("systems/list_systems.html", form=form, page=page, labels=labels)


@bp.get("/<int:system_id>")
@requires(permissions.VIEW)
def show(system_id: int) -> ResponseReturnValue:
    system = queries.system_or_404(system_id, actor=current_actor())
    return render_template(
        "systems/show.html",
        system=system,
        undo_form=forms.Undo(system),
        end_forms={use.id: forms.Undo(use) for use in system.open_uses},
        labels=labels,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def new() -> ResponseReturnValue:
    form = forms.SystemForm()
    if form.validate_on_submit():
        try:
            system = services.add(form.details, actor=current_actor())
        except AcronymTakenError:
            form.refuse("acronym", str(TAKEN))
        else:
            done(_("%(system)s is in the register.", system=system.acronym))
            return back_to(system)
    return render_template("systems/new.html", form=form), form.status


@bp.route("/<int:system_id>/change", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change(system_id: int) -> ResponseReturnValue:
    actor = current_actor()
    system = queries.system_or_404(system_id, actor=actor)
    form = forms.ChangeSystemForm(system)
    if form.validate_on_submit():
        try:
            services.change(system, form.details, actor=actor)
        except AcronymTakenError:
            form.refuse("acronym", str(TAKEN))
        else:
            done(_("Changes have been saved."))
            return back_to(system)
    return render_template("systems/change.html", form=form, system=system), form.status


@bp.post("/<int:system_id>/retire")
@requires(permissions.KEEP)
def retire(system_id: int) -> ResponseReturnValue:
    said = _l("%(system)s is marked as no longer used.")
    return _act_on(system_id, services.retire, said, undone_by=".restore")


@bp.post("/<int:system_id>/restore")
@requires(permissions.KEEP)
def restore(system_id: int) -> ResponseReturnValue:
    said = _l("%(system)s is in use again.")
    return _act_on(system_id, services.restore, said, undone_by=".retire")


def _act_on(
    system_id: int, does: Callable[..., None], said: LazyString, *, undone_by: str
) -> ResponseReturnValue:
    actor = current_actor()
    system = queries.system_or_404(system_id, actor=actor)
    if not forms.Undo(system).validate_on_submit():
        abort(409)
    does(system, actor=actor)
    undo_url = url_for(undone_by, system_id=system.id)
    done(said % {"system": system.acronym}, undo_url=undo_url, version=system.version)
    return back_to(system)


@bp.route("/<int:system_id>/departments/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def add_use(system_id: int) -> ResponseReturnValue:
    actor = current_actor()
    system = queries.system_or_404(system_id, actor=actor)
    form = forms.NewUseForm(system)
    form.offer_people(actor)
    form.offer_departments(queries.departments_without(system, actor=actor))
    if form.validate_on_submit():
        services.add_use(system, form.department, champion=form.champion, actor=actor)
        said = _("%(department)s is added.", department=named(form.department))
        done(said)
        return back_to(system)
    return render_template("systems/add_use.html", form=form, system=system), form.status


@bp.route("/<int:system_id>/departments/<int:use_id>", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change_use(system_id: int, use_id: int) -> ResponseReturnValue:
    actor = current_actor()
    system = queries.system_or_404(system_id, actor=actor)
    use = queries.use_or_404(use_id, system=system)
    form = forms.UseForm(use, champion_name=forms.spelled(use.champion))
    form.offer_people(actor)
    if form.validate_on_submit():
        services.name_champion(use, form.champion, actor=actor)
        done(_("Changes have been saved."))
        return back_to(system)
    page = render_template("systems/change_use.html", form=form, system=system, use=use)
    return page, form.status


@bp.post("/<int:system_id>/departments/<int:use_id>/end")
@requires(permissions.KEEP)
def end_use(system_id: int, use_id: int) -> ResponseReturnValue:
    system, use = _use_to_act_on(system_id, use_id)
    services.end_use(use, actor=current_actor(), now=clock.now())
    undo_url = url_for(".resume_use", system_id=system.id, use_id=use.id)
    said = _("%(department)s is off the list.", department=named(use.department))
    done(said, undo_url=undo_url, version=use.version)
    return back_to(system)


@bp.post("/<int:system_id>/departments/<int:use_id>/resume")
@requires(permissions.KEEP)
def resume_use(system_id: int, use_id: int) -> ResponseReturnValue:
    system, use = _use_to_act_on(system_id, use_id)
    services.resume_use(use, actor=current_actor(), now=clock.now())
    done(_("%(department)s is on the list again.", department=named(use.department)))
    return back_to(system)


def _use_to_act_on(system_id: int, use_id: int) -> tuple[System, SystemUse]:
    system = queries.system_or_404(system_id, actor=current_actor())
    use = queries.use_or_404(use_id, system=system)
    if not forms.Undo(use).validate_on_submit():
        abort(409)
    return system, use


def back_to(system: System) -> ResponseReturnValue:
    return redirect(url_for(".show", system_id=system.id), code=303)
