"""Pages of departments."""

from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org import forms, labels, permissions, queries, services
from helpdesk.org.models import Department
from helpdesk.org.views.blueprint import bp
from helpdesk.org.views.frames import saved_or_shown

BY_NAME = Order(Department.name_sw, Department.id)


@bp.get("/departments/")
@requires(permissions.MANAGE)
def list_departments() -> ResponseReturnValue:
    form = forms.DepartmentFilter()
    return render_template(
        "org/list_departments.html",
        form=form,
        page=paged(queries.departments_in(form.wanted, actor=current_actor()), BY_NAME),
        kinds=labels.DEPARTMENT_KINDS,
        today=clock.today(),
    )


@bp.route("/departments/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_department() -> ResponseReturnValue:
    return saved_or_shown(
        forms.NewDepartmentForm(),
        _add,
        said=_("The department has been added."),
        then=url_for(".list_departments"),
        page="org/new_department.html",
    )


def _add(form: forms.NewDepartmentForm) -> None:
    services.add_department(
        code=form.code.data or "",
        kind=form.chosen_kind,
        name_sw=form.name_sw.data or "",
        name_en=form.name_en.data or "",
        starts_on=form.starts_on.data or clock.today(),
        actor=current_actor(),
    )


@bp.route("/departments/<int:department_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_department(department_id: int) -> ResponseReturnValue:
    department = queries.department_or_404(department_id, actor=current_actor())
    return saved_or_shown(
        forms.DepartmentForm(department),
        partial(_change, department),
        said=_("Changes have been saved."),
        then=url_for(".list_departments"),
        page="org/change_department.html",
        department=department,
    )


def _change(department: Department, form: forms.DepartmentForm) -> None:
    services.change_department(
        department,
        actor=current_actor(),
        code=form.code.data,
        kind=form.chosen_kind,
        name_sw=form.name_sw.data,
        name_en=form.name_en.data,
        starts_on=form.starts_on.data,
    )


@bp.route("/departments/<int:department_id>/close", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def close_department(department_id: int) -> ResponseReturnValue:
    actor = current_actor()
    department = queries.department_or_404(department_id, actor=actor)
    others = {one.id: one for one in queries.departments(actor, on=clock.today())}
    others.pop(department.id, None)
    form = forms.CloseDepartmentForm(department)
    form.offer((one.id, named(one)) for one in others.values())
    if form.validate_on_submit():
        successor = others.get(form.successor_id.data)
        ends_on = form.ends_on.data or clock.today()
        services.close_department(department, ends_on=ends_on, successor=successor, actor=actor)
        undo_url = url_for(".reopen_department", department_id=department.id)
        done(_("Changes have been saved."), undo_url=undo_url, version=department.version)
        return redirect(url_for(".list_departments"), code=303)
    page = render_template("org/close_department.html", form=form, department=department)
    return page, form.status


@bp.route("/departments/<int:department_id>/reopen", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def reopen_department(department_id: int) -> ResponseReturnValue:
    department = queries.department_or_404(department_id, actor=current_actor())
    form = forms.Undo(department)
    if form.validate_on_submit():
        services.reopen_department(department, actor=current_actor())
        done(_("%(name)s has no last day any more.", name=named(department)))
        return redirect(url_for(".list_departments"), code=303)
    page = render_template("org/reopen_department.html", form=form, department=department)
    return page, form.status
