"""The price book, and the quotations held against an estimate."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.queries import own
from helpdesk.estimates import labels, permissions, queries, reports, rules, services
from helpdesk.estimates.forms.offers import PriceForm, TakeLowestForm, WithdrawForm
from helpdesk.estimates.models import Estimate, PriceEntry
from helpdesk.estimates.queries.offers import comparison, price_or_404, prices_listed
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.stock import queries as stock

NEWEST_FIRST = Order(PriceEntry.priced_on, PriceEntry.id, descending=True)


@bp.get("/prices")
@requires(permissions.VIEW)
def list_prices() -> ResponseReturnValue:
    actor = current_actor()
    listed = prices_listed(actor)
    if "format" in request.args:
        every = whole(listed, NEWEST_FIRST)
        report = reports.prices_report(every, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    page = paged(listed, NEWEST_FIRST)
    return render_template("estimates/prices.html", page=page, **_words(clock.today()))


@bp.route("/prices/new", methods=["GET", "POST"])
@requires(permissions.MAKE)
def new_price() -> ResponseReturnValue:
    actor = current_actor()
    form = PriceForm()
    form.offer([one.part for one in stock.catalogue(actor)], today=clock.today())
    if form.validate_on_submit():
        made = services.add_price(form.asked, by=own(actor), actor=actor, now=clock.now())
        done(_("The price of %(item)s is in the book.", item=made.item))
        return redirect(url_for(".list_prices"), code=303)
    return render_template("estimates/price.html", form=form), form.status


@bp.route("/prices/<int:price_id>/withdraw", methods=["GET", "POST"])
@requires(permissions.MAKE)
def withdraw_price(price_id: int) -> ResponseReturnValue:
    actor = current_actor()
    price = price_or_404(price_id, actor=actor)
    form = WithdrawForm(price)
    if form.validate_on_submit():
        services.withdraw_price(price, form.why.data or "", actor=actor, now=clock.now())
        done(_("The price of %(item)s was taken out of the book.", item=price.item))
        return redirect(url_for(".list_prices"), code=303)
    page = render_template("estimates/withdraw.html", form=form, price=price, labels=labels)
    return page, form.status


@bp.get("/<int:estimate_id>/quotations")
@requires(permissions.VIEW)
def quotations(estimate_id: int) -> ResponseReturnValue:
    estimate = queries.get_or_404(estimate_id, actor=current_actor())
    return _compared(estimate, TakeLowestForm(estimate))


@bp.post("/<int:estimate_id>/quotations/take")
@requires(permissions.MAKE)
def take_lowest(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    rules.check_step(estimate.state, rules.State.SUBMITTED)
    form = TakeLowestForm(estimate)
    if not form.validate_on_submit():
        return _compared(estimate, form), form.status
    taken = services.take_lowest(estimate, by=own(actor), actor=actor, now=clock.now())
    done(ngettext("%(num)d price was taken.", "%(num)d prices were taken.", taken))
    return redirect(url_for(".quotations", estimate_id=estimate.id), code=303)


def _compared(estimate: Estimate, form: TakeLowestForm) -> str:
    at = estimate.submitted_at or clock.now()
    return render_template(
        "estimates/quotations.html",
        estimate=estimate,
        compared=comparison(estimate, actor=current_actor(), now=at),
        form=form,
        **_words(clock.local_date(at)),
    )


def _words(today: date) -> dict[str, object]:
    return {"labels": labels, "today": today, "is_old": rules.is_old, "holds": rules.holds}
