"""The quarterly access review: one list a system, one save, and a paper to sign."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import can, current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done, warn
from helpdesk.kinds import permissions
from helpdesk.kinds.forms.access import QuarterFilter, RemovalForm, ReviewForm, review_form
from helpdesk.kinds.labels.reviews import VERDICT, quarter_named
from helpdesk.kinds.models.reviews import AccessReview
from helpdesk.kinds.queries import access
from helpdesk.kinds.queries import reviews as queries
from helpdesk.kinds.reports.access import came_of, review_report
from helpdesk.kinds.rules.access import NothingToRemoveError
from helpdesk.kinds.rules.reviews import ReviewedBeforeError, Verdict
from helpdesk.kinds.services import reviews as services
from helpdesk.kinds.views.blueprint import bp
from helpdesk.systems.models import System
from helpdesk.systems.queries import system_or_404
from helpdesk.tickets.models import Ticket


@bp.get("/reviews/")
@requires(permissions.VIEW_ACCESS)
def list_reviews() -> ResponseReturnValue:
    form = QuarterFilter()
    form.offer()
    period = form.chosen
    form.quarter.data = period.slug
    return render_template(
        "kinds/list_reviews.html",
        form=form,
        period=period,
        standings=queries.standings(current_actor(), period.slug),
        quarter=quarter_named(period),
    )


@bp.route("/reviews/new", methods=["GET", "POST"])
@requires(permissions.REVIEW)
def make_review() -> ResponseReturnValue:
    """Review the system that the address names in the quarter that runs, or in the one before."""
    actor = current_actor()
    system = system_or_404(request.args.get("system", 0, type=key), actor=actor)
    wanted = QuarterFilter()
    wanted.offer()
    period = wanted.chosen
    before = queries.review_of(system, period.slug)
    if before is not None:
        return redirect(url_for(".show_review", review_id=before.id), code=303)
    accesses = access.open_of_system(system, actor=actor)
    form = review_form(system, accesses)
    made = _made(form, system, period) if form.validate_on_submit() else None
    if made is not None:
        done(_("The review of %(system)s has been saved.", system=system.acronym))
        return redirect(url_for(".show_review", review_id=made.id), code=303)
    return render_template(
        "kinds/make_review.html",
        form=form,
        system=system,
        quarter=quarter_named(period),
        removals=access.being_removed(accesses),
    ), form.status


def _made(form: ReviewForm, system: System, period: Period) -> AccessReview | None:
    actor = current_actor()
    if not form.accesses:
        abort(404)
    try:
        return services.review(
            system, period.slug, form.said, reviewer=own(actor), actor=actor, now=clock.now()
        )
    except ReviewedBeforeError:
        abort(409)


@bp.get("/reviews/<int:review_id>")
@requires(permissions.VIEW_ACCESS)
def show_review(review_id: int) -> ResponseReturnValue:
    actor = current_actor()
    review = queries.review_or_404(review_id, actor=actor)
    removals = access.being_removed([line.access for line in review.lines])
    if "format" in request.args:
        link = public_url(f"/kinds/reviews/{review.id}")
        report = review_report(review, removals=removals, link=link, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    return render_template(
        "kinds/show_review.html",
        review=review,
        quarter=quarter_named(Period.parse(review.quarter)),
        verdicts=VERDICT,
        came_of=lambda line: came_of(line, removals),
        remove_form=RemovalForm(review.system) if _is_left(review, removals) else None,
    )


def _is_left(review: AccessReview, removals: Mapping[int, Ticket]) -> bool:
    """Tell whether something was to be taken away, and nobody has done so or is asked to."""
    if not can(current_actor(), permissions.REVIEW):
        return False
    doomed = [line for line in review.lines if line.verdict is Verdict.REMOVE]
    return any(not one.access.ended_on and one.access_id not in removals for one in doomed)


@bp.post("/reviews/<int:review_id>/removal")
@requires(permissions.REVIEW)
def remove_left(review_id: int) -> ResponseReturnValue:
    """Ask anew for what was to be taken away, where an earlier request was cancelled."""
    actor = current_actor()
    review = queries.review_or_404(review_id, actor=actor)
    if not RemovalForm(review.system).validate_on_submit():
        abort(409)
    try:
        ticket = services.ask_again(review, reviewer=own(actor), actor=actor, now=clock.now())
    except NothingToRemoveError:
        warn(_("Everything is on its way to be taken away already."))
        return redirect(url_for(".show_review", review_id=review.id), code=303)
    done(_("Request %(no)s takes all of it away.", no=ticket.reference))
    return redirect(url_for("tickets.show", ticket_id=ticket.id), code=303)
