"""The repair log on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named
from helpdesk.workorders import labels
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import UNCOUNTED, Costs


def repair_report(
    orders: Sequence[WorkOrder],
    *,
    costs: Costs,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List jobs as the page lists them, and what all of them cost."""
    return list_report(
        _table(orders, costs),
        title=_("Repair log of ICT equipment"),
        view=view,
        narrowed=narrowed,
        actor=actor,
        now=now,
    )


def _table(orders: Sequence[WorkOrder], costs: Costs) -> Table:
    columns = [
        Column(_("Number"), share=3),
        Column(_("Finished on"), share=2),
        Column(_("Asset number"), share=3),
        Column(_("Model"), share=3),
        Column(_("Department"), share=3),
        Column(_("Problem"), share=2),
        Column(_("Cause"), share=2),
        Column(_("Solution"), share=2),
        Column(_("ICT officer"), share=2),
        Column(_("Status"), share=2),
        Column(_("Cash (TZS)"), share=2, numeric=True),
        Column(_("Full cost (TZS)"), share=2, numeric=True),
    ]
    rest = [None] * (len(columns) - 3)
    return Table(
        columns=columns,
        rows=[_row(order) for order in orders],
        totals=[None, *rest, costs.cash, costs.full],
    )


def _row(order: WorkOrder) -> Sequence[Cell]:
    counts = order.status not in UNCOUNTED
    return (
        order.reference,
        clock.local_date(order.done_at) if order.done_at else None,
        order.at_asset_tag,
        order.asset.model.full_name,
        named(order.at_department),
        str(labels.PROBLEM[order.problem]),
        str(labels.CAUSE[order.cause]),
        str(labels.REMEDY[order.remedy]),
        order.technician.name,
        str(labels.state(order.status, order.hold_reason)),
        order.cash_cost if counts else None,
        order.full_cost if counts else None,
    )
