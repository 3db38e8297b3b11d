"""What was approved and what was paid by quarter, and each payment."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _

from helpdesk.estimates.models import Estimate, EstimateSpending
from helpdesk.estimates.queries.spending import balances_of
from helpdesk.estimates.rules import QUARTERS, Balance, summed
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Report, Section, Table
from helpdesk.org.reports import letterhead


def spending_report(
    estimate: Estimate, paid: Sequence[EstimateSpending], *, actor: Actor, now: datetime
) -> Report:
    return Report(
        letterhead=letterhead(estimate.council_id, clock.local_date(now)),
        title=_("Approved and spent: %(title)s", title=estimate.title),
        period=_("Financial year %(year)s", year=estimate.year.label),
        reference=estimate.number,
        made_at=now,
        made_by=actor.name,
        sections=[
            Section("", [_balances(balances_of(estimate, paid))]),
            Section(_("Payments"), [_payments(paid)]),
        ],
        language=str(get_locale() or "sw"),
        landscape=True,
    )


def _balances(rows: Sequence[Balance]) -> Table:
    columns = [
        Column(_("Item"), 6),
        Column(_("Approved, with VAT"), 3, numeric=True),
        *(Column(_("Quarter %(number)d", number=one), 3, numeric=True) for one in QUARTERS),
        Column(_("Spent"), 3, numeric=True),
        Column(pgettext("money", "Left"), 3, numeric=True),
        Column(_("Spent, in percent"), 2, numeric=True),
    ]
    whole = summed(rows)
    cells = [(said(row), *_numbers(row)) for row in rows]
    return Table(columns, cells, totals=(None, *_numbers(whole)), empty=_("None."))


def said(row: Balance) -> str:
    return row.item or str(_("Contingency and what no line foresaw"))


def _numbers(row: Balance) -> tuple[Cell, ...]:
    return row.approved, *row.quarters, row.spent, row.left, row.percent


def _payments(paid: Sequence[EstimateSpending]) -> Table:
    columns = [
        Column(_("Day"), 2),
        Column(_("Item"), 5),
        Column(_("Number of the order or voucher"), 4),
        Column(_("Amount"), 3, numeric=True),
        Column(_("Remark"), 5),
        Column(_("Written down by"), 3),
    ]
    rows: list[Sequence[Cell]] = [
        (
            one.spent_on,
            one.item or str(_("Contingency and what no line foresaw")),
            one.paper,
            one.amount,
            one.note or None,
            one.recorded_by.name,
        )
        for one in paid
    ]
    return Table(columns, rows, empty=_("Nothing has been paid yet."))
