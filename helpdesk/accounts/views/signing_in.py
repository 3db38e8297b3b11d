"""Signing in and out, and the language of whoever comes."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from helpdesk.accounts import forms, queries, rules, services
from helpdesk.accounts.views.blueprint import bp
from helpdesk.accounts.views.entrance import note_failure, remember, too_many, wanted_page
from helpdesk.infra import browsers, clock, drafts, origin, request_keys
from helpdesk.infra.access import public, somebody
from helpdesk.infra.i18n import LANGUAGES
from helpdesk.infra.local_urls import page_of_form, with_query
from helpdesk.infra.notices import done


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = forms.SignInForm()
    if form.validate_on_submit():
        try:
            return _signed_in(form)
        except rules.TooManyAttemptsError:
            raise too_many() from None
        except rules.WrongPasswordError:
            note_failure(form.username.data or "")
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
    remember(queries.as_actor_with(user, token))
    if user.must_change_password:
        return redirect(url_for(".change_password", next=wanted_page()), code=303)
    return redirect(wanted_page(), code=303)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    actor = somebody()
    if actor is not None:
        services.sign_out(actor, now=clock.now())
        if not browsers.is_own():
            drafts.forget_made_in(actor)
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
