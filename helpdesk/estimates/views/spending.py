"""What was paid from an approved estimate, and the estimate for the planning system."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.estimates import permissions, reports, rules, services
from helpdesk.estimates.forms.spending import SpendForm, TakeBackForm
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.queries.spending import (
    approved_in,
    approved_or_404,
    approved_years,
    balances_of,
    orders_for,
    payment_or_404,
    payments,
)
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.formats import Format
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language
from helpdesk.infra.notices import done


@bp.get("/<int:approved_id>/spending")
@requires(permissions.VIEW)
def spending(approved_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = approved_or_404(approved_id, actor=actor)
    paid = payments(estimate, actor=actor)
    if "format" in request.args:
        with force_locale(asked_language()):
            report = reports.spending_report(estimate, paid, actor=actor, now=clock.now())
            return as_file(report, request.args["format"])
    rows = balances_of(estimate, paid)
    return render_template(
        "estimates/spending.html",
        estimate=estimate,
        rows=rows,
        whole=rules.summed(rows),
        paid=paid,
        undone={one.undoes_id for one in paid},
    )


@bp.get("/<int:approved_id>/planrep")
@requires(permissions.VIEW)
def planrep(approved_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = approved_or_404(approved_id, actor=actor)
    return as_file(reports.planrep_report([estimate], actor=actor, now=clock.now()), Format.CSV)


@bp.get("/planrep")
@requires(permissions.VIEW)
def planrep_of_year() -> ResponseReturnValue:
    """Offer a file for each year with approved estimates; `year` asks for one."""
    actor = current_actor()
    if "year" not in request.args:
        return render_template("estimates/planrep.html", years=approved_years(actor))
    found = approved_in(request.args.get("year", 0, type=int), actor=actor)
    if not found:
        abort(404)
    return as_file(reports.planrep_report(found, actor=actor, now=clock.now()), Format.CSV)


@bp.route("/<int:approved_id>/spending/new", methods=["GET", "POST"])
@requires(permissions.MAKE)
def spend(approved_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = approved_or_404(approved_id, actor=actor)
    form = SpendForm()
    form.offer(estimate, orders_for(estimate, actor=actor), today=clock.today())
    if form.validate_on_submit():
        services.spend(estimate, form.payment, by=own(actor), actor=actor, now=clock.now())
        done(_("The payment %(paper)s was written down.", paper=form.payment.paper))
        return _back(estimate)
    return render_template("estimates/spend.html", form=form, estimate=estimate), form.status


@bp.route("/<int:approved_id>/spending/<int:spending_id>/undo", methods=["GET", "POST"])
@requires(permissions.MAKE)
def take_back(approved_id: int, spending_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = approved_or_404(approved_id, actor=actor)
    paid = payment_or_404(estimate, spending_id, actor=actor)
    form = TakeBackForm()
    if form.validate_on_submit():
        why = form.why.data or ""
        services.take_back(paid, why, by=own(actor), actor=actor, now=clock.now())
        done(_("The payment %(paper)s was taken back.", paper=paid.paper))
        return _back(estimate)
    page = render_template("estimates/take_back.html", form=form, estimate=estimate, paid=paid)
    return page, form.status


def _back(estimate: Estimate) -> ResponseReturnValue:
    return redirect(url_for(".spending", approved_id=estimate.id), code=303)
