"""Pages of signing in and out, and of one's own profile."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from helpdesk.accounts import permissions, queries, rules, services
from helpdesk.accounts.forms import WEAK, ChangePasswordForm, ProfileForm, SignInForm
from helpdesk.infra import clock, drafts, origin, request_keys
from helpdesk.infra.access import current_actor, public, requires, somebody
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.local_urls import is_local, page_of_form, with_query
from helpdesk.infra.notices import done
from helpdesk.infra.transactions import keep

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _signed_in(form)
        except rules.TooManyAttemptsError:
            raise TooManyRequests(retry_after=rules.WINDOW.seconds) from None
        except rules.WrongPasswordError:
            _note_failure(form)
    return render_template("accounts/sign_in.html", form=form, wanted=_wanted()), form.status


def _signed_in(form: SignInForm) -> ResponseReturnValue:
    now, address = clock.now(), origin.address()
    user = services.check_password(
        form.username.data or "", form.password.data or "", address=address, now=now
    )
    token = services.sign_in(user, address=address, now=now)
    wanted, language = _wanted(), session.get("language")
    session.clear()
    session.permanent = True
    login_user(queries.as_actor_with(user, token))
    if language in LANGUAGES:
        user.language = language
    return redirect("/me/password" if user.must_change_password else wanted, code=303)


def _note_failure(form: SignInForm) -> None:
    """Say the same for an unknown name and a wrong password."""
    username, address, now = form.username.data or "", origin.address(), clock.now()
    keep(lambda: services.note_failure(username, address=address, now=now))
    form.refuse("password", _("Wrong username or password."))


def _wanted() -> str:
    wanted = request.values.get("next", "/")
    return wanted if is_local(wanted) else "/"


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
    form = ProfileForm(user)
    if form.validate_on_submit():
        services.change_person(
            user, actor=current_actor(), phone=form.phone.data or "", email=form.email.data or ""
        )
        done(_("Changes have been saved."))
        return redirect(url_for(".show_profile"), code=303)
    return render_template("accounts/show_profile.html", form=form, user=user), form.status


@bp.route("/me/password", methods=["GET", "POST"])
@requires(permissions.OWN_PROFILE)
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit() and _password_changed(form):
        done(_("Your password has been changed."))
        return redirect("/", code=303)
    must = current_actor().must_change_password
    return render_template("accounts/change_password.html", form=form, must=must), form.status


def _password_changed(form: ChangePasswordForm) -> bool:
    actor = current_actor()
    current, new = form.current_password.data or "", form.new_password.data or ""
    try:
        services.change_password(
            queries.own(actor), current=current, new=new, actor=actor, now=clock.now()
        )
    except rules.WrongPasswordError:
        form.refuse("current_password", _("This is not your current password."))
    except rules.WeakPasswordError as weak:
        form.refuse("new_password", str(WEAK[weak.reason]))
    return not form.errors
