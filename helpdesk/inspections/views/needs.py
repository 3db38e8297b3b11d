"""The list of devices that need maintenance, with the reasons."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from helpdesk.equipment import labels as equipment_labels
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.paging import Order, paged
from helpdesk.inspections import forms, labels, permissions, queries
from helpdesk.inspections.reports import needs_report
from helpdesk.inspections.views.blueprint import bp

BY_TAG = Order(Asset.asset_tag, Asset.id)


@bp.get("/")
@requires(permissions.VIEW)
def list_needs() -> ResponseReturnValue:
    actor, filters, today = current_actor(), _filters(), clock.today()
    found = queries.listed(actor, filters, today=today)
    form = forms.ListForm()
    form.offer(equipment.categories(actor), actor)
    if "format" in request.args:
        return _download(found, filters, form)
    page = paged(found, BY_TAG)
    return render_template(
        "inspections/list_needs.html",
        page=page,
        needs=queries.needs(page.items, actor=actor, today=today),
        pills=_pills(filters, queries.counts(actor, today=today)),
        filters=filters,
        form=form,
        labels=labels,
        equipment_labels=equipment_labels,
    )


def _filters() -> queries.Filters:
    args = request.args
    view = args.get("view", "")
    return queries.Filters(
        view=view if view in queries.VIEWS else "all",
        category_id=args.get("category", type=key),
        department_id=args.get("department", type=key),
    )


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_needs")
    return [
        Pill(str(labels.VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]


def _download(
    found: Select[Asset], filters: queries.Filters, form: forms.ListForm
) -> ResponseReturnValue:
    assets = whole(found, BY_TAG)
    report = needs_report(
        assets,
        queries.needs(assets, actor=current_actor(), today=clock.today()),
        view=str(labels.VIEWS[filters.view]),
        narrowed=form.said,
        actor=current_actor(),
        now=clock.now(),
    )
    return as_file(report, request.args["format"])
