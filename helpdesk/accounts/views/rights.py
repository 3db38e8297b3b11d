"""Letting people in and keeping them out: passwords, closed accounts, roles."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts import forms, labels, permissions, queries, rules, services
from helpdesk.accounts.models import User
from helpdesk.accounts.views.blueprint import bp
from helpdesk.accounts.views.persons import back_to, password_shown, person_for
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.notices import done
from helpdesk.org.queries import department_choices


@bp.route("/people/<int:user_id>/reset-password", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def reset_password(user_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_reset_password)
    form = forms.ResetPasswordForm(person)
    if form.validate_on_submit():
        password = services.reset_password(person, actor=current_actor(), now=clock.now())
        return password_shown(person, password)
    return render_template("accounts/reset_password.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/deactivate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def deactivate(user_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_deactivate)
    form = forms.DeactivateForm(person)
    if form.validate_on_submit():
        services.deactivate(person, actor=current_actor(), now=clock.now())
        undo_url = url_for(".activate", user_id=person.id)
        said = _("%(name)s may no longer sign in.", name=person.name)
        done(said, undo_url=undo_url, version=person.version)
        return back_to(person)
    return render_template("accounts/deactivate.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/activate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def activate(user_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_deactivate)
    form = forms.Undo(person)
    if form.validate_on_submit():
        services.activate(person, actor=current_actor())
        done(_("%(name)s may sign in again.", name=person.name))
        return back_to(person)
    return render_template("accounts/activate.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/roles/new", methods=["GET", "POST"])
@requires(permissions.GRANT)
def grant_role(user_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_grant)
    departments = department_choices(current_actor())
    form = forms.GrantForm(person, departments, today=clock.today())
    if form.validate_on_submit() and _granted(form, person):
        done(_("The role has been given."))
        return back_to(person)
    return render_template("accounts/grant_role.html", form=form, person=person), form.status


def _granted(form: forms.GrantForm, person: User) -> bool:
    try:
        services.grant(
            person,
            form.chosen_role,
            starts_on=form.starts_on.data or clock.today(),
            ends_on=form.ends_on.data,
            department_id=form.limited_to.data or None,
            actor=current_actor(),
        )
    except rules.RoleHeldError:
        form.refuse("role", _("This person already has this role on one of these days."))
    return not form.errors


@bp.route("/people/<int:user_id>/roles/<int:grant_id>/end", methods=["GET", "POST"])
@requires(permissions.GRANT)
def end_role(user_id: int, grant_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_grant)
    held = queries.grant_or_404(person, grant_id, actor=current_actor())
    form, role = forms.EndGrantForm(person), labels.ROLES[held.role]
    if form.validate_on_submit():
        services.end_grant(held, actor=current_actor(), now=clock.now())
        done(_("The role “%(role)s” has been ended.", role=role))
        return back_to(person)
    page = render_template("accounts/end_role.html", form=form, person=person, role=role)
    return page, form.status
