"""The people of a council: their list, and what is known of each."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts import forms, labels, permissions, queries, rules, services
from helpdesk.accounts.models import User
from helpdesk.accounts.reports import people_report
from helpdesk.accounts.views.blueprint import bp
from helpdesk.accounts.views.persons import back_to, password_shown, person_for
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_choices, location_choices

BY_NAME = Order(User.name, User.id)


@bp.get("/people/")
@requires(permissions.MANAGE)
def list_people() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.PeopleFilter(department_choices(actor))
    found = queries.people(actor, form.filters())
    if "format" in request.args:
        listed = whole(found, BY_NAME)
        report = people_report(listed, narrowed=form.said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    return render_template(
        "accounts/list_people.html",
        form=form,
        page=paged(found, BY_NAME),
        roles_of=lambda person: labels.role_names(queries.roles_today(person, actor=actor)),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def new_person() -> ResponseReturnValue:
    actor, form = current_actor(), forms.NewPersonForm()
    form.offer(department_choices(actor), location_choices(actor))
    if not can(actor, permissions.GRANT):
        form.ask_no_roles()
    if form.validate_on_submit():
        password = passwords.made_up()
        added = _registered(form, password)
        if added is not None:
            return password_shown(added, password)
    return render_template("accounts/new_person.html", form=form), form.status


def _registered(form: forms.NewPersonForm, password: str) -> User | None:
    actor = current_actor()
    person = services.Person(username=form.username.data or "", **form.details)
    try:
        added = services.add_person(person, password=password, actor=actor)
    except rules.NameTakenError:
        form.refuse("username", _("Somebody already signs in with this name. Choose another one."))
        return None
    for role in form.chosen_roles:
        services.grant(added, role, starts_on=clock.today(), actor=actor)
    return added


@bp.get("/people/<int:user_id>")
@requires(permissions.MANAGE)
def show_person(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = queries.get_or_404(user_id, actor=actor)
    return render_template(
        "accounts/show_person.html",
        person=person,
        grants=queries.grants_here(person, actor=actor),
        role_names=labels.ROLES,
        today=clock.today(),
        is_self=person.id == actor.id,
        rights=permissions.rights_over(actor, person),
    )


@bp.route("/people/<int:user_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_person(user_id: int) -> ResponseReturnValue:
    person = person_for(user_id, permissions.may_change)
    form = forms.PersonForm(person)
    form.offer(*_choices_of(person))
    if form.validate_on_submit():
        services.change_person(person, actor=current_actor(), **form.details)
        done(_("Changes have been saved."))
        return back_to(person)
    return render_template("accounts/change_person.html", form=form, person=person), form.status


def _choices_of(person: User) -> tuple[forms.Choices, forms.Choices]:
    """What may be chosen today, and what the person has although it is closed by now."""
    actor = current_actor()
    departments, locations = dict(department_choices(actor)), dict(location_choices(actor))
    if person.department:
        departments.setdefault(person.department.id, named(person.department))
    if person.location:
        locations.setdefault(person.location.id, person.location.name)
    return departments.items(), locations.items()
