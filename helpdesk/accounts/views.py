"""Pages of signing in and out, of one's own profile, and of people."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from helpdesk.accounts import forms, labels, permissions, queries, rules, services
from helpdesk.accounts.models import User
from helpdesk.infra import clock, drafts, origin, passwords, request_keys
from helpdesk.infra.access import Actor, can, current_actor, public, requires, somebody
from helpdesk.infra.errors import explain
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import LANGUAGES, named
from helpdesk.infra.local_urls import is_local, page_of_form, with_query
from helpdesk.infra.navigation import entry
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.infra.transactions import keep
from helpdesk.org.queries import department_choices, location_choices

bp = Blueprint("accounts", __name__)
entry("accounts.list_people", _l("People"), permissions.MANAGE, order=70)
explain(
    bp,
    permissions.NotYourAccountError,
    403,
    _l(
        "Nobody changes their own roles or closes their own account. Only a system administrator "
        "changes the account of another one, and an account with roles in several councils gets "
        "its new password at the server."
    ),
)

BY_NAME = Order(User.name, User.id)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = forms.SignInForm()
    if form.validate_on_submit():
        try:
            return _signed_in(form)
        except rules.TooManyAttemptsError:
            raise _too_many() from None
        except rules.WrongPasswordError:
            _note_failure(form.username.data or "")
            form.refuse("password", _("Wrong username or password."))
    return render_template("accounts/sign_in.html", form=form), form.status


def _signed_in(form: forms.SignInForm) -> ResponseReturnValue:
    now, address = clock.now(), origin.address()
    user = services.check_password(
        form.username.data or "", form.password.data or "", address=address, now=now
    )
    before, language = somebody(), session.get("language")
    if before is not None:
        services.sign_out(before, now=now)
    token = services.sign_in(user, address=address, now=now)
    if language in LANGUAGES:
        services.set_language(queries.as_actor(user), language)
    _remember(queries.as_actor_with(user, token))
    if user.must_change_password:
        return redirect(url_for(".change_password", next=_wanted()), code=303)
    return redirect(_wanted(), code=303)


def _remember(actor: Actor) -> None:
    """Give the browser a new session, with nothing in it of the one before."""
    session.clear()
    session.permanent = True
    login_user(actor)


def _note_failure(username: str) -> None:
    address, now = origin.address(), clock.now()
    keep(lambda: services.note_failure(username, address=address, now=now))


def _too_many() -> TooManyRequests:
    return TooManyRequests(retry_after=rules.WINDOW.seconds)


def _wanted() -> str:
    """Return the page that was asked for before this one, or the first page."""
    wanted = request.values.get("next", "/")
    is_another = is_local(wanted) and urlsplit(wanted).path != request.path
    return wanted if is_another else "/"


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    actor = somebody()
    if actor is not None:
        services.sign_out(actor, now=clock.now())
        logout_user()
    session.clear()
    done(_("You have logged out successfully."))
    response = redirect(url_for(".sign_in"), code=303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    """Change the language and come back to the same page, with what was typed on it."""
    language = request.form.get("language", "")
    actor, key = somebody(), request.form.get(request_keys.FIELD, "")
    if language in LANGUAGES:
        session["language"] = language
        if actor is not None:
            services.set_language(actor, language)
    if actor is None or request_keys.owner_of(key) != actor.id:
        return redirect(page_of_form() if "next" in request.form else "/", code=303)
    drafts.save(key, actor.id or 0)
    return redirect(with_query(page_of_form(), draft=key), code=303)


@bp.route("/me", methods=["GET", "POST"])
@requires(permissions.OWN_PROFILE)
def show_profile() -> ResponseReturnValue:
    user = queries.own(current_actor())
    form = forms.ProfileForm(user)
    if form.validate_on_submit():
        services.change_person(
            user,
            actor=current_actor(),
            phone=form.phone.data or "",
            email=form.email.data or "",
            language=form.preferred_language.data,
        )
        with force_locale(form.preferred_language.data):
            done(_("Changes have been saved."))
        return redirect(url_for(".show_profile"), code=303)
    return _profile(user, form)


def _profile(user: User, form: Form) -> ResponseReturnValue:
    """Show one's own page with the form that was sent, and the others as they begin."""
    actor = current_actor()
    is_switch = isinstance(form, forms.CouncilForm)
    return render_template(
        "accounts/show_profile.html",
        user=user,
        actor=actor,
        form=form if isinstance(form, forms.ProfileForm) else forms.ProfileForm(user),
        council_form=form if is_switch else _council_form(),
        elsewhere_form=forms.SignOutElsewhereForm(),
        refused=form,
        sessions=queries.open_sessions(actor),
        token_hash=queries.token_hash(actor.token),
        roles=labels.role_names(actor.roles),
    ), form.status


def _council_form() -> forms.CouncilForm:
    actor = current_actor()
    form = forms.CouncilForm(council_id=actor.council_id)
    form.offer((one.id, named(one)) for one in queries.councils_open_to(actor))
    return form


@bp.post("/me/council")
@requires(permissions.OWN_PROFILE)
def switch_council() -> ResponseReturnValue:
    """Act in another council from now on: the lists, numbers and rights are then its own."""
    actor, form = current_actor(), _council_form()
    if not form.validate_on_submit():
        return _profile(queries.own(actor), form)
    council = queries.council_or_404(form.council_id.data, actor=actor)
    token = services.switch_council(actor, council, address=origin.address(), now=clock.now())
    _remember(queries.as_actor_with(queries.own(actor), token))
    done(_("You are now working in %(council)s.", council=named(council)))
    return redirect("/", code=303)


@bp.post("/me/sign-out-elsewhere")
@requires(permissions.OWN_PROFILE)
def sign_out_elsewhere() -> ResponseReturnValue:
    actor, form = current_actor(), forms.SignOutElsewhereForm()
    if not form.validate_on_submit():
        return _profile(queries.own(actor), form)
    services.sign_out_elsewhere(actor, now=clock.now())
    done(_("You are signed out everywhere but here."))
    return redirect(url_for(".show_profile"), code=303)


@bp.route("/me/password", methods=["GET", "POST"])
@requires(permissions.OWN_PROFILE)
def change_password() -> ResponseReturnValue:
    form = forms.ChangePasswordForm()
    if form.validate_on_submit() and _password_changed(form):
        done(_("Your password has been changed."))
        return redirect(_wanted(), code=303)
    must = current_actor().must_change_password
    return render_template("accounts/change_password.html", form=form, must=must), form.status


def _password_changed(form: forms.ChangePasswordForm) -> bool:
    actor, user = current_actor(), queries.own(current_actor())
    current, new = form.current_password.data or "", form.new_password.data or ""
    try:
        services.change_password(user, current=current, new=new, actor=actor, now=clock.now())
    except rules.TooManyAttemptsError:
        raise _too_many() from None
    except rules.WrongPasswordError:
        _note_failure(user.username)
        form.refuse("current_password", _("This is not your current password."))
    except rules.WeakPasswordError as weak:
        form.refuse("new_password", str(forms.WEAK[weak.reason]))
    return not form.errors


@bp.get("/people/")
@requires(permissions.MANAGE)
def list_people() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.PeopleFilter(department_choices(actor))
    filters = form.filters()
    return render_template(
        "accounts/list_people.html",
        form=form,
        is_narrowed=filters != queries.Filters(),
        page=paged(queries.people(actor, filters), BY_NAME),
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
            return _password_shown(added, password)
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


def _password_shown(person: User, password: str) -> ResponseReturnValue:
    """Answer with the password itself: it is never kept, and no address leads to it again."""
    return render_template("accounts/one_time_password.html", person=person, password=password)


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


def _person(user_id: int, may: permissions.Right) -> User:
    """Return somebody to whom the actor may do this, or refuse."""
    actor = current_actor()
    person = queries.get_or_404(user_id, actor=actor)
    if not may(actor, person):
        raise permissions.NotYourAccountError
    return person


@bp.route("/people/<int:user_id>/edit", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def change_person(user_id: int) -> ResponseReturnValue:
    person = _person(user_id, permissions.may_change)
    form = forms.PersonForm(person)
    form.offer(*_choices_of(person))
    if form.validate_on_submit():
        services.change_person(person, actor=current_actor(), **form.details)
        done(_("Changes have been saved."))
        return _back_to(person)
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


@bp.route("/people/<int:user_id>/reset-password", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def reset_password(user_id: int) -> ResponseReturnValue:
    person = _person(user_id, permissions.may_reset_password)
    form = forms.ResetPasswordForm(person)
    if form.validate_on_submit():
        password = services.reset_password(person, actor=current_actor(), now=clock.now())
        return _password_shown(person, password)
    return render_template("accounts/reset_password.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/deactivate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def deactivate(user_id: int) -> ResponseReturnValue:
    person = _person(user_id, permissions.may_deactivate)
    form = forms.DeactivateForm(person)
    if form.validate_on_submit():
        services.deactivate(person, actor=current_actor(), now=clock.now())
        undo_url = url_for(".activate", user_id=person.id)
        said = _("%(name)s may no longer sign in.", name=person.name)
        done(said, undo_url=undo_url, version=person.version)
        return _back_to(person)
    return render_template("accounts/deactivate.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/activate", methods=["GET", "POST"])
@requires(permissions.MANAGE)
def activate(user_id: int) -> ResponseReturnValue:
    person = _person(user_id, permissions.may_deactivate)
    form = forms.Undo(person)
    if form.validate_on_submit():
        services.activate(person, actor=current_actor())
        done(_("%(name)s may sign in again.", name=person.name))
        return _back_to(person)
    return render_template("accounts/activate.html", form=form, person=person), form.status


@bp.route("/people/<int:user_id>/roles/new", methods=["GET", "POST"])
@requires(permissions.GRANT)
def grant_role(user_id: int) -> ResponseReturnValue:
    person = _person(user_id, permissions.may_grant)
    departments = department_choices(current_actor())
    form = forms.GrantForm(person, departments, today=clock.today())
    if form.validate_on_submit() and _granted(form, person):
        done(_("The role has been given."))
        return _back_to(person)
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
    person = _person(user_id, permissions.may_grant)
    held = queries.grant_or_404(person, grant_id, actor=current_actor())
    form, role = forms.EndGrantForm(person), labels.ROLES[held.role]
    if form.validate_on_submit():
        services.end_grant(held, actor=current_actor(), now=clock.now())
        done(_("The role “%(role)s” has been ended.", role=role))
        return _back_to(person)
    page = render_template("accounts/end_role.html", form=form, person=person, role=role)
    return page, form.status


def _back_to(person: User) -> ResponseReturnValue:
    return redirect(url_for(".show_person", user_id=person.id), code=303)
