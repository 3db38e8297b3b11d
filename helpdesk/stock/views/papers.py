"""What the stores print: the report of a period, the stock card, and what to order."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.model import Report
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language, named
from helpdesk.infra.keys import key
from helpdesk.stock import forms, permissions, queries, reports
from helpdesk.stock.views.blueprint import bp


@bp.get("/report")
@requires(permissions.VIEW)
@in_asked_language
def report() -> ResponseReturnValue:
    actor, form = current_actor(), forms.PaperFilter()
    queries.check_not_counting(actor)
    stores = {one.id: one for one in queries.stores(actor)}
    form.offer(((one.id, named(one)) for one in stores.values()), clock.today())
    store = stores.get(request.args.get("store", 0, type=key))
    paper = reports.store_report(_period(), store=store, actor=actor, now=clock.now())
    return _shown(paper, form, back=url_for(".list_parts"))


@bp.get("/levels/<int:level_id>/card")
@requires(permissions.VIEW)
@in_asked_language
def card(level_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), forms.PaperFilter()
    queries.check_not_counting(actor)
    level = queries.level_or_404(level_id, actor=actor)
    form.offer((), clock.today())
    del form.store
    paper = reports.stock_card(level, _period(), actor=actor, now=clock.now())
    return _shown(paper, form, back=url_for(".show_part", part_id=level.part_id))


@bp.get("/to-order")
@requires(permissions.VIEW)
@in_asked_language
def to_order() -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    queries.check_not_counting(actor)
    needed = queries.needs(actor, today=clock.local_date(now))
    paper = reports.order_report(needed, actor=actor, now=now)
    return _shown(paper, back=url_for(".list_parts"), needed=needed)


def _shown(
    paper: Report,
    form: forms.PaperFilter | None = None,
    *,
    back: str,
    needed: Sequence[queries.Need] = (),
) -> ResponseReturnValue:
    """Show a paper on the page, or answer with it as the file that was asked for."""
    if "format" in request.args:
        return as_file(paper, request.args["format"])
    return render_template(
        "stock/paper.html", report=paper, form=form, back_url=back, needed=needed
    )


def _period() -> Period:
    """Read the period of the address; one that is none, or has not begun, is this year."""
    now = clock.now()
    this_year = Period.year_of(clock.local_date(now))
    try:
        period = Period.parse(request.args.get("period", this_year.slug))
    except BadPeriodError:
        return this_year
    return period if period.starts_at <= now else this_year
