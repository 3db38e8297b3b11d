"""Who decides in whose place (kaimu), and until when."""

from collections.abc import Callable

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts import forms, labels, permissions, queries, rules, services
from helpdesk.accounts.models import Delegation, User
from helpdesk.accounts.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import day
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged

NEWEST_FIRST = Order(Delegation.ends_on, Delegation.id, descending=True)


@bp.get("/me/deputies")
@requires(permissions.DELEGATE)
def list_delegations() -> ResponseReturnValue:
    """One's own on either side; to the head of ICT those of the whole council."""
    actor = current_actor()
    return render_template(
        "accounts/list_delegations.html",
        page=paged(queries.delegations(actor), NEWEST_FIRST),
        standings=labels.STANDINGS,
        may_end=lambda one: permissions.may_end(actor, one, today=clock.today()),
        today=clock.today(),
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
        name = form.deputy.name if form.deputy else ""
        last = day(form.ends_on.data)
        done(_("%(name)s decides as the deputy until %(day)s.", name=name, day=last))
        return redirect(url_for(".list_delegations"), code=303)
    return render_template(template, form=form), form.status


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
        done(_("%(name)s no longer decides as the deputy.", name=given.deputy.name))
        return redirect(url_for(".list_delegations"), code=303)
    return render_template("accounts/end_delegation.html", form=form, given=given), form.status
