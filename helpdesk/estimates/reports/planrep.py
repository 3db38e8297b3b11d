"""Approved estimates as PlanRep, the planning system of councils, shall take it over.

Names of columns and codes stay as they are in every language, since programs read them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from flask_babel import force_locale

from helpdesk.estimates.models import Estimate
from helpdesk.estimates.queries.spending import balances_of
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table

COLUMNS = (
    "financial_year",
    "estimate",
    "gfs_code",
    "gfs_name",
    "fund_source",
    "department",
    "section",
    "item",
    "unit",
    "quantity",
    "unit_price",
    "amount",
    "amount_with_vat",
)


def planrep_report(estimates: Iterable[Estimate], *, actor: Actor, now: datetime) -> Report:
    """Give a row for each line and one for each contingency; the last column sums to the total."""
    with force_locale("en"):
        rows = [row for estimate in estimates for row in _rows(estimate)]
        table = Table([Column(name) for name in COLUMNS], rows)
        return list_report(table, title="PlanRep", narrowed=(), actor=actor, now=now)


def _rows(estimate: Estimate) -> Iterator[Sequence[Cell]]:
    code, department = estimate.budget_code, estimate.department
    head: list[Cell] = [
        estimate.year.label,
        f"{estimate.number} ({estimate.edition})",
        code.code if code else None,
        estimate.code_said.get("en", code.name_en) if code else None,
        estimate.fund.code if estimate.fund else None,
        department.code if department else None,
    ]
    lines = {line.lineage: line for line in estimate.cash_lines}
    for row in balances_of(estimate, []):
        line = lines.get(row.lineage)
        if line is None:
            rest: list[Cell] = [None, "Contingency", None, None, None, None]
        else:
            priced: list[Cell] = [
                line.said("unit", "en"),
                line.quantity,
                line.unit_price,
                line.amount,
            ]
            words = line.said("section", "en") or None, line.said("item", "en")
            rest = [*words, *priced]
        yield [*head, *rest, row.approved]
