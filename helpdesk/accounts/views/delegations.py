"""Who decides in whose place (kaimu), and until when."""

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts import forms, permissions, queries, rules, services
from helpdesk.accounts.models import Delegation, User
from helpdesk.accounts.reports import delegations_report, standing_of
from helpdesk.accounts.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import day
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged

NEWEST_FIRST = Order(Delegation.ends_on, Delegation.id, descending=True)


@bp.get("/me/deputies")
@requires(permissions.DELEGATE)
def list_delegations() -> ResponseReturnValue:
    """One's own on either side; to the head of ICT those of the whole council."""
    actor, today = current_actor(), clock.today()
    found = queries.delegations(actor)
    if "format" in request.args:
        listed = whole(found, NEWEST_FIRST)
        report = delegations_report(listed, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    return render_template(
        "accounts/list_delegations.html",
        page=paged(found, NEWEST_FIRST),
        standing_of=lambda one: standing_of(one, today),
        may_end=lambda one: permissions.may_end(actor, one, today=today),
    )


@bp.route("/me/deputies/new", methods=["GET", "POST"])
@requires(permissions.DELEGATE)
def delegate() -> ResponseReturnValue:
    form = forms.DelegationForm(current_actor(), today=clock.today())
    return _asked(form, "accounts/delegate.html", lambda: queries.own(current_actor()))


@bp.route("/people/deputies/new", methods=["GET", "POST"])
@requires(permissions.DELEGATE_FOR_OTHERS)
def delegate_for_other() -> ResponseReturnValue:
    form = forms.DelegationForOtherForm(current_actor(), today=clock.today())
    return _asked(form, "accounts/delegate_for_other.html", lambda: form.principal)


def _asked(
    form: forms.DelegationForm, template: str, principal: Callable[[], User | None]
) -> ResponseReturnValue:
    if form.validate_on_submit() and _delegated(form, principal()):
        done(_said(form))
        return redirect(url_for(".list_delegations"), code=303)
    return render_template(template, form=form), form.status


def _said(form: forms.DelegationForm) -> str:
    """Say from when on somebody decides, where that is not today."""
    name, first, last = form.deputy.name if form.deputy else "", form.starts_on.data, form.ends_on
    said = {"name": name, "first": day(first), "day": day(last.data)}
    if first and first > clock.today():
        words = _(
            "%(name)s will decide as the deputy from %(first)s to %(day)s, and not before.", **said
        )
    else:
        words = _("%(name)s decides as the deputy until %(day)s.", **said)
    return str(words)


def _delegated(form: forms.DelegationForm, principal: User | None) -> bool:
    deputy, starts_on, ends_on = form.deputy, form.starts_on.data, form.ends_on.data
    if principal is None or deputy is None or starts_on is None or ends_on is None:
        abort(400)  # the form has refused it already
    if principal.id == deputy.id:
        form.refuse("deputy_name", _("Nobody is their own deputy."))
        return False
    absence = services.Absence(
        principal=principal,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=form.reason.data or "",
    )
    try:
        services.delegate(absence, actor=current_actor(), now=clock.now())
    except rules.OwnDeputyError:
        form.refuse("deputy_name", _("Nobody makes themselves the deputy of another person."))
    except rules.DelegationHeldError:
        form.refuse("deputy_name", _("This deputy already decides on one of these days."))
    return not form.errors


@bp.route("/me/deputies/<int:delegation_id>/end", methods=["GET", "POST"])
@requires(permissions.DELEGATE)
def end_delegation(delegation_id: int) -> ResponseReturnValue:
    actor = current_actor()
    given = queries.delegation_or_404(delegation_id, actor=actor)
    if given.standing(clock.today()) is rules.Standing.OVER:
        raise rules.DelegationOverError
    if not permissions.may_end(actor, given, today=clock.today()):
        abort(403)
    form = forms.EndDelegationForm(given)
    if form.validate_on_submit():
        services.end_delegation(given, actor=actor, now=clock.now())
        done(
            _("%(name)s will not decide as the deputy.", name=given.deputy.name)
            if given.starts_on > clock.today()
            else _("%(name)s no longer decides as the deputy.", name=given.deputy.name)
        )
        return redirect(url_for(".list_delegations"), code=303)
    return render_template("accounts/end_delegation.html", form=form, given=given), form.status
