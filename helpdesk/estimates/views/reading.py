"""The list of estimates, and one of them whole."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from helpdesk.core.words import amount_in_words
from helpdesk.estimates import forms, labels, permissions, queries, reports, rules, services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import State, View
from helpdesk.estimates.views.blueprint import bp
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import asked_language, language
from helpdesk.infra.local_urls import public_url, with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import Order, paged

NEWEST_FIRST = Order(Estimate.made_at, Estimate.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_estimates() -> ResponseReturnValue:
    actor, url = current_actor(), url_for(".list_estimates")
    view = request.args.get("view", View.ALL, type=View)
    if "format" in request.args:
        every = whole(queries.listed(actor, view), NEWEST_FIRST)
        report = reports.estimates_report(every, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    pills = [
        Pill(str(labels.VIEWS[one]), with_query(url, view=one), one is view, count)
        for one, count in queries.counts(actor).items()
    ]
    page = paged(queries.listed(actor, view), NEWEST_FIRST)
    return render_template("estimates/list.html", page=page, pills=pills, labels=labels)


@bp.get("/<int:estimate_id>")
@requires(permissions.VIEW)
def show(estimate_id: int) -> ResponseReturnValue:
    actor = current_actor()
    estimate = queries.get_or_404(estimate_id, actor=actor)
    before = queries.previous_of(estimate)
    if "format" in request.args:
        link = public_url(url_for(".show", estimate_id=estimate.id))
        with force_locale(asked_language()):
            report = reports.estimate_report(
                estimate, before, link=link, actor=actor, now=clock.now()
            )
            return as_file(report, request.args["format"])
    return render_template(
        "estimates/show.html",
        **facts_of(estimate),
        changes=rules.differences(before.cash_lines, estimate.cash_lines) if before else [],
        before=before,
        editions=queries.editions(estimate, actor=actor),
        may_decide=may_decide(estimate),
        submit_form=forms.SubmitForm(estimate),
        cancel_form=forms.CancelForm(estimate),
    )


def facts_of(estimate: Estimate) -> dict[str, object]:
    """Return what every page that shows an estimate whole is made of."""
    sums = estimate.totals
    return {
        "estimate": estimate,
        "sums": sums,
        "words": amount_in_words(sums.total, language()),
        "left": estimate.ceiling - sums.total if estimate.ceiling is not None else None,
        "today": clock.today(),
        "is_whole": not estimate.digest or estimate.digest == services.digest_of(estimate),
        "is_old": rules.is_old,
        "labels": labels,
    }


def may_decide(estimate: Estimate) -> bool:
    if estimate.state is not State.SUBMITTED:
        return False
    try:
        services.power_for(estimate, actor=current_actor(), today=clock.today())
    except (rules.PreparedItError, rules.DecidedBeforeError, rules.NotYourStepError):
        return False
    return True
