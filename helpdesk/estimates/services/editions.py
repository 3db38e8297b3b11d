"""A new edition of what was submitted, and the same for another year; the caller commits."""

import secrets
from datetime import datetime
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.estimates import queries, rules
from helpdesk.estimates.models import Estimate, EstimateLine
from helpdesk.estimates.rules import State
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council

HEAD = (
    *("title", "purpose", "department_id", "budget_code_id", "fund_id", "ceiling"),
    *("contingency_percent", "vat_on_contingency", "council_id"),
    *("tax_code", "vat_percent", "taxed_on", "taken_out"),
)
LINE = (
    *("place", "section", "item", "specification", "part_id", "unit", "quantity", "unit_price"),
    *("taxable", "is_cash", "price_source", "priced_on", "price_note", "origin", "source_key"),
    *("basis", "reason", "price_cap", "english"),
)


def new_edition(
    estimate: Estimate, reason: str, *, maker: User, actor: Actor, now: datetime
) -> Estimate:
    """Copy what was returned or approved into a draft; what was returned ends there.

    Raises AlreadyChangingError where a newer edition has been begun.
    """
    rules.check_step(estimate.state, State.SUPERSEDED)
    if queries.newer_of(estimate):
        raise rules.AlreadyChangingError
    made = _copy(estimate, maker, now)
    made.number, made.edition = estimate.number, estimate.edition + 1
    made.previous, made.first_year, made.reason = estimate, estimate.first_year, reason
    _add(made, actor, now)
    if estimate.state is State.RETURNED:
        changes = {"state": [estimate.state, State.SUPERSEDED]}
        record(actor, "estimate.superseded", estimate, changes, at=now)
        estimate.state = State.SUPERSEDED
    db.session.flush()
    return made


def for_year(
    estimate: Estimate, first_year: int, *, maker: User, actor: Actor, now: datetime
) -> Estimate:
    """Copy an estimate into another fiscal year, as a new one; its ceiling is not known yet."""
    made = _copy(estimate, maker, now)
    council = db.session.get_one(Council, actor.council_id)
    made.number = next_reference(council, "EST", on=clock.local_date(now))
    made.edition, made.first_year, made.ceiling = 1, first_year, None
    for line in made.lines:
        line.lineage = secrets.token_hex(8)
    _add(made, actor, now)
    return made


def _copy(estimate: Estimate, maker: User, now: datetime) -> Estimate:
    lines = [
        EstimateLine(lineage=line.lineage, **{name: getattr(line, name) for name in LINE})
        for line in estimate.lines
    ]
    head: dict[str, Any] = {name: getattr(estimate, name) for name in HEAD}
    made = Estimate(made_by=maker, made_at=now, hands=[maker.id], total=estimate.total, **head)
    made.lines = lines
    return made


def _add(made: Estimate, actor: Actor, now: datetime) -> None:
    db.session.add(made)
    db.session.flush()
    told = {"number": [None, made.number], "edition": [None, made.edition]}
    record(actor, "estimate.add", made, told, at=now)
