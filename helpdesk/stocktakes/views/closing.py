"""Pages that end a count: nothing more is counted, somebody else approves, the paper."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment.labels import STATUS, place
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done
from helpdesk.stocktakes import forms, permissions, queries, reports, rules, services
from helpdesk.stocktakes.rules import Result, State
from helpdesk.stocktakes.views.blueprint import bp, to_count
from helpdesk.stocktakes.views.counts import photos_of


@bp.route("/<int:stocktake_id>/finish", methods=["GET", "POST"])
@requires(permissions.COUNT)
def finish(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    rules.check_state(stocktake.state, State.COUNTING)
    form = forms.FinishForm(stocktake)
    if form.validate_on_submit():
        services.finish(stocktake, actor=actor, now=clock.now())
        done(_("The count has ended. Somebody who did not count approves it."))
        return to_count(stocktake)
    page = render_template(
        "components/confirm.html",
        form=form,
        question=_("End the count %(number)s?", number=stocktake.number),
        facts=[
            _("Nothing more can be counted afterwards."),
            _("The register changes only when somebody else approves the count."),
        ],
        label=_("End the count"),
        cancel_url=url_for(".show", stocktake_id=stocktake.id),
    )
    return page, form.status


@bp.route("/<int:stocktake_id>/approve", methods=["GET", "POST"])
@requires(permissions.APPROVE)
def approve(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    rules.check_state(stocktake.state, State.WAITING)
    form = forms.ApproveForm(stocktake)
    if form.validate_on_submit():
        lost = set(request.form.getlist("lost", type=key))
        services.approve(stocktake, lost=lost, actor=actor, now=clock.now())
        done(_("The count has been approved, and the register follows it."))
        return to_count(stocktake)
    lines = queries.lines_of(stocktake)
    page = render_template(
        "stocktakes/approve.html",
        form=form,
        stocktake=stocktake,
        moved=queries.moved_since(stocktake),
        misplaced=lines[Result.MISPLACED],
        risen=services.risen(lines),
        statuses=STATUS,
        missing=lines[Result.MISSING],
        extra=lines[Result.EXTRA],
        files=photos_of(lines[Result.EXTRA]),
        can_be_lost=services.can_be_lost,
        place=place,
    )
    return page, form.status


@bp.get("/<int:stocktake_id>/report.pdf")
@requires(permissions.VIEW)
@in_asked_language
def report(stocktake_id: int) -> ResponseReturnValue:
    actor = current_actor()
    stocktake = queries.get_or_404(stocktake_id, actor=actor)
    link = public_url(url_for(".show", stocktake_id=stocktake.id))
    lines = queries.lines_of(stocktake)
    if stocktake.is_blind and stocktake.state is State.COUNTING:
        lines = {**lines, Result.MISSING: []}
    paper = reports.count_report(stocktake, lines, link=link, actor=actor, now=clock.now())
    return as_file(paper, "pdf")
