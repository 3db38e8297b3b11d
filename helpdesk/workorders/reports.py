"""The repair log on paper and for spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Facts, Report, Section, Table
from helpdesk.infra.i18n import day, named
from helpdesk.org.reports import letterhead
from helpdesk.workorders import labels
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import CAME_TO_NOTHING, Costs


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairList:
    """What was asked for, and what was found; `narrowed` are filters by name and value."""

    view: str
    narrowed: Sequence[tuple[str, str]]
    orders: Sequence[WorkOrder]
    costs: Costs


def repair_report(found: RepairList, *, actor: Actor, now: datetime) -> Report:
    """List jobs as the page lists them, in the reader's language."""
    today = clock.local_date(now)
    chosen = [Facts(found.narrowed)] if found.narrowed else []
    return Report(
        letterhead=letterhead(actor.council_id, today),
        title=_("Repair log of ICT equipment"),
        period=_("%(view)s, on %(day)s", view=found.view, day=day(today)),
        made_at=now,
        made_by=actor.name,
        sections=[Section("", [*chosen, _table(found)])],
        language=_language(),
        landscape=True,
    )


def _table(found: RepairList) -> Table:
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
        rows=[_row(order) for order in found.orders],
        totals=[None, *rest, found.costs.cash, found.costs.full],
    )


def _row(order: WorkOrder) -> Sequence[Cell]:
    counts = order.status not in CAME_TO_NOTHING
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


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "sw"
