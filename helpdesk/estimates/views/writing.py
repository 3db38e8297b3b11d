"""Writing an estimate: a new one, a draft, a new edition and another year."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.queries import own
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.words import amount_in_words
from helpdesk.estimates import forms, labels, permissions, queries, rules, services
from helpdesk.estimates.forms.writing import EstimateFields
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.queries.offers import book
from helpdesk.estimates.queries.taxes import rates_of
from helpdesk.estimates.rules import State
from helpdesk.estimates.views.blueprint import bp, to
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import language
from helpdesk.infra.notices import done, warn
from helpdesk.org.queries import department_choices
from helpdesk.stock import queries as stock
from helpdesk.workorders.queries import hourly_rate

MONTHS_BEFORE = 6


@bp.route("/new", methods=["GET", "POST"])
@requires(permissions.MAKE)
def new() -> ResponseReturnValue:
    actor = current_actor()
    usual = next((one.id for one in queries.funds(actor) if one.is_active), 0)
    form = forms.NewForm(first_year=_coming_year().first, contingency_percent=0, fund_id=usual)
    _offer(form, forms.FIRST)
    if form.validate_on_submit():
        made = services.draft(form.head, form.typed, maker=own(actor), actor=actor, now=clock.now())
        return _saved(made)
    return _page(form, None)


@bp.route("/<int:estimate_id>/edit", methods=["GET", "POST"])
@requires(permissions.MAKE)
def edit(estimate_id: int) -> ResponseReturnValue:
    """Write a draft anew; "Calculate" saves it and stays."""
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    rules.check_step(estimate.state, State.SUBMITTED)
    form = forms.WriteForm(estimate)
    _offer(form, forms.SPARE)
    if form.validate_on_submit():
        services.rewrite(
            estimate, form.head, form.typed, by=own(actor), actor=actor, now=clock.now()
        )
        return _saved(estimate)
    return _page(form, estimate)


@bp.post("/<int:estimate_id>/cancel")
@requires(permissions.MAKE)
def cancel(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    if not forms.CancelForm(estimate).validate_on_submit():
        abort(409)
    services.cancel(estimate, actor=actor, now=clock.now())
    done(_("Estimate %(number)s has been given up.", number=estimate.number))
    return to(estimate)


@bp.route("/<int:estimate_id>/new-edition", methods=["GET", "POST"])
@requires(permissions.MAKE)
def new_edition(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    rules.check_step(estimate.state, State.SUPERSEDED)
    form = forms.EditionForm(estimate)
    if form.validate_on_submit():
        made = services.new_edition(
            estimate, form.why.data or "", maker=own(actor), actor=actor, now=clock.now()
        )
        done(_("Edition %(edition)d is a draft now.", edition=made.edition))
        return redirect(url_for(".edit", estimate_id=made.id), code=303)
    return render_template("estimates/edition.html", form=form, estimate=estimate), form.status


@bp.route("/<int:estimate_id>/copy", methods=["GET", "POST"])
@requires(permissions.MAKE)
def copy(estimate_id: int) -> ResponseReturnValue:
    """Begin the estimate of another year from this one."""
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    form = forms.CopyForm(estimate)
    form.offer()
    if form.validate_on_submit():
        year = form.to_year.data
        made = services.for_year(estimate, year, maker=own(actor), actor=actor, now=clock.now())
        done(_("The estimate was copied for %(year)s.", year=made.year.label))
        return redirect(url_for(".edit", estimate_id=made.id), code=303)
    return render_template("estimates/copy.html", form=form, estimate=estimate), form.status


def _coming_year() -> FiscalYear:
    """From January on estimates are mostly written for the year that comes."""
    now = FiscalYear.containing(clock.today())
    return now if clock.today().month > MONTHS_BEFORE else FiscalYear(now.first + 1)


def _offer(form: EstimateFields, spare: int) -> None:
    actor = current_actor()
    parts = [one.part for one in stock.catalogue(actor)]
    prices = queries.last_prices(actor)
    codes, funds = queries.codes(actor), queries.funds(actor)
    form.offer(department_choices(actor), codes, funds, parts, prices)
    hour = hourly_rate(own(actor), at=clock.now())
    form.offer_book(book(actor, today=clock.today()), hour=hour)
    form.offer_rates(rules.rates_on(rates_of(actor), clock.today()))
    form.spare(0 if form.is_submitted() else spare)


def _page(form: EstimateFields, estimate: Estimate | None) -> ResponseReturnValue:
    """Show the form; its lines offer what may be chosen, and the sums are those of the draft."""
    known = estimate.lines if estimate else []
    said = amount_in_words(estimate.totals.total, language()) if estimate else ""
    page = render_template(
        "estimates/write.html",
        form=form,
        estimate=estimate,
        parts=form.parts_offered,
        prices=form.prices_offered,
        units=sorted({part.unit for part in form.parts_offered}),
        sections=sorted({line.section for line in known if line.section}),
        words_of_total=said,
        labels=labels,
    )
    return page, form.status


def _saved(estimate: Estimate) -> ResponseReturnValue:
    above = sum(line.is_above_cap for line in estimate.lines)
    if above:
        warn(
            ngettext(
                "%(num)d line is above its price cap.",
                "%(num)d lines are above their price caps.",
                above,
            )
        )
    if "calculate" in request.form:
        done(_("The draft is saved, and the sums are below."))
        return redirect(url_for(".edit", estimate_id=estimate.id), code=303)
    done(_("The draft of estimate %(number)s is saved.", number=estimate.number))
    return to(estimate)
