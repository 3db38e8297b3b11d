"""Submitting an estimate, and deciding on it."""

from decimal import Decimal

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.estimates import forms, labels, permissions, queries, rules, services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.views.blueprint import bp, to
from helpdesk.estimates.views.reading import facts_of
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.notices import done, warn
from helpdesk.infra.paging import Order, paged

OLDEST_FIRST = Order(Estimate.submitted_at, Estimate.id)


@bp.post("/<int:estimate_id>/submit")
@requires(permissions.MAKE)
def submit(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    if not forms.SubmitForm(estimate).validate_on_submit():
        abort(409)
    before = estimate.total
    try:
        services.submit(estimate, by=own(actor), actor=actor, now=clock.now())
    except REFUSED as refused:
        warn(_why_not(refused))
    else:
        done(_("Estimate %(number)s has been submitted.", number=estimate.number))
        _warn_of(estimate, before)
    return to(estimate)


REFUSED = (
    rules.NothingEstimatedError,
    rules.UnpricedError,
    rules.NobodyApprovesError,
    rules.NoRateError,
)


def _why_not(refused: Exception) -> str:
    if isinstance(refused, rules.NobodyApprovesError):
        office = labels.OFFICE[refused.office]
        words = _("Nobody who did not write it holds this office here: %(office)s.", office=office)
        return str(words)
    if isinstance(refused, rules.UnpricedError):
        return str(_("“%(item)s” has no price yet, so nobody can decide.", item=refused.item))
    if isinstance(refused, rules.NoRateError):
        return str(labels.NO_RATE)
    return str(_("The estimate has no line that costs money, so there is nothing to decide."))


def _warn_of(estimate: Estimate, before: Decimal) -> None:
    if estimate.budget_code is None:
        warn(_("It names no budget line (GFS). The planning system will ask for one."))
    if estimate.total != before:
        warn(_("The rate of VAT has changed since it was written, and with it the total."))


@bp.get("/waiting")
@requires(permissions.DECIDE)
def list_waiting() -> ResponseReturnValue:
    found = queries.waiting_for(current_actor(), today=clock.today())
    return render_template("estimates/waiting.html", page=paged(found, OLDEST_FIRST))


@bp.route("/<int:estimate_id>/decide", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(estimate_id: int) -> ResponseReturnValue:
    """Let the office whose turn it is agree, or return it; all facts stand on the page."""
    actor = current_actor()
    estimate = queries.to_decide_or_404(estimate_id, actor=actor, today=clock.today())
    power = services.power_for(estimate, actor=actor, today=clock.today())
    form = forms.DecideForm(estimate)
    if form.validate_on_submit():
        act = services.agree if form.agrees else services.give_back
        act(estimate, form.note.data or "", by=own(actor), actor=actor, now=clock.now())
        done(_("Your decision has been saved."))
        return (
            to(estimate)
            if can(actor, permissions.VIEW)
            else redirect(url_for(".list_waiting"), code=303)
        )
    page = render_template("estimates/decide.html", form=form, power=power, **facts_of(estimate))
    return page, form.status
