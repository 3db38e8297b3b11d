"""The rates of value added tax; the head and the treasurer keep them."""

from collections.abc import Callable

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.estimates import labels, permissions, rules, services
from helpdesk.estimates.forms.taxes import AddRateForm, ChangeRateForm, RateFields
from helpdesk.estimates.models import TaxRate
from helpdesk.estimates.queries.taxes import keeps_rates, rate_or_404, rates_of
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, current_actor, requires
from helpdesk.infra.notices import done


@bp.get("/taxes")
@requires(permissions.VIEW)
def list_rates() -> ResponseReturnValue:
    actor = current_actor()
    rates = rates_of(actor)
    return render_template(
        "estimates/rates.html",
        rates=rates,
        today=rules.rates_on(rates, clock.today()).values(),
        may_change=keeps_rates(actor),
        labels=labels,
    )


@bp.route("/taxes/new", methods=["GET", "POST"])
@requires(permissions.TAXES)
def new_rate() -> ResponseReturnValue:
    actor, form = _keeper(), AddRateForm(is_active=True)
    if form.validate_on_submit() and _kept(
        form, lambda: services.add_rate(form.said(form.kind), actor=actor)
    ):
        return redirect(url_for(".list_rates"), code=303)
    return _page(form, None)


@bp.route("/taxes/<int:rate_id>/edit", methods=["GET", "POST"])
@requires(permissions.TAXES)
def edit_rate(rate_id: int) -> ResponseReturnValue:
    actor = _keeper()
    rate = rate_or_404(rate_id, actor=actor)
    form = ChangeRateForm(rate)
    if form.validate_on_submit() and _kept(
        form, lambda: services.change_rate(rate, form.said(rate.code), actor=actor)
    ):
        return redirect(url_for(".list_rates"), code=303)
    return _page(form, rate)


def _keeper() -> Actor:
    actor = current_actor()
    if not keeps_rates(actor):
        abort(403)
    return actor


def _kept(form: RateFields, keep: Callable[[], object]) -> bool:
    try:
        keep()
    except rules.OverlapError:
        form.refuse("valid_from", _("Another rate of this kind is in use on some of these days."))
        return False
    done(_("The rate of value added tax was saved."))
    return True


def _page(form: RateFields, rate: TaxRate | None) -> ResponseReturnValue:
    page = render_template("estimates/rate.html", form=form, rate=rate, labels=labels)
    return page, form.status
