"""One's own page: contacts, language, council, where one is signed in, and the password."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from helpdesk.accounts import forms, labels, permissions, queries, rules, services
from helpdesk.accounts.models import User
from helpdesk.accounts.views.blueprint import bp
from helpdesk.accounts.views.entrance import note_failure, remember, too_many, wanted_page
from helpdesk.infra import browsers, clock, origin
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done


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
            shortcuts_on=form.shortcuts_on.data,
        )
        with force_locale(form.preferred_language.data):
            done(_("Changes have been saved."))
        return _with_computer(redirect(url_for(".show_profile"), code=303), form)
    return _profile(user, form)


def _with_computer(response: Response, form: forms.ProfileForm) -> Response:
    """Let this browser alone know whose computer it is on."""
    if form.own_computer.data:
        browsers.say_own(response, current_actor().id or 0)
    elif browsers.is_own():
        browsers.say_shared(response)
    return response


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
    remember(queries.as_actor_with(queries.own(actor), token))
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
        return redirect(wanted_page(), code=303)
    must = current_actor().must_change_password
    return render_template("accounts/change_password.html", form=form, must=must), form.status


def _password_changed(form: forms.ChangePasswordForm) -> bool:
    actor, user = current_actor(), queries.own(current_actor())
    current, new = form.current_password.data or "", form.new_password.data or ""
    try:
        services.change_password(user, current=current, new=new, actor=actor, now=clock.now())
    except rules.TooManyAttemptsError:
        raise too_many() from None
    except rules.WrongPasswordError:
        note_failure(user.username)
        form.refuse("current_password", _("This is not your current password."))
    except rules.WeakPasswordError as weak:
        form.refuse("new_password", str(forms.WEAK[weak.reason]))
    return not form.errors
