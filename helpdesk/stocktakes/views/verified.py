"""The list of devices that nobody has seen this fiscal year."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import Filters
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.keys import key
from helpdesk.infra.paging import Order, paged
from helpdesk.stocktakes import forms, permissions, queries, reports, rules
from helpdesk.stocktakes.views.blueprint import bp

BY_TAG = Order(Asset.asset_tag, Asset.id)


@bp.get("/unverified")
@requires(permissions.VIEW)
def list_unverified() -> ResponseReturnValue:
    actor, today = current_actor(), clock.today()
    form = forms.UnverifiedForm()
    form.offer(actor)
    filters, year = _filters(), FiscalYear.containing(today).label
    found = queries.unverified(actor, filters, today=today)
    shares = queries.shares(actor, filters, today=today)
    if "format" in request.args:
        report = reports.unverified_report(
            whole(found, BY_TAG),
            shares,
            year=year,
            narrowed=form.said,
            actor=actor,
            now=clock.now(),
        )
        return as_file(report, request.args["format"])
    return render_template(
        "stocktakes/list_unverified.html",
        page=paged(found, BY_TAG),
        shares=shares,
        percent=reports.whole_percent(shares),
        percent_of=rules.found_percent,
        year=year,
        form=form,
        place=equipment_labels.place,
        statuses=equipment_labels.STATUS,
    )


def _filters() -> Filters:
    args = request.args
    return Filters(
        department_id=args.get("department", type=key),
        location_id=args.get("location", type=key),
    )
