"""Writing an estimate; the caller commits."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.estimates import rules
from helpdesk.estimates.models import Estimate, EstimateLine
from helpdesk.estimates.rules import PriceSource, State, TaxCode
from helpdesk.estimates.services.offers import note_caps
from helpdesk.estimates.services.taxes import take_rate
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council

KIND = "EST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an estimate is for and how it is reckoned; percentages are of 100."""

    title: str
    first_year: int
    fund_id: int | None = None
    purpose: str = ""
    department_id: int | None = None
    budget_code_id: int | None = None
    ceiling: Decimal | None = None
    contingency_percent: Decimal = Decimal(0)
    tax_code: TaxCode = TaxCode.STANDARD
    vat_on_contingency: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as somebody wrote it; `line_id` is that of the line it replaces."""

    item: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    line_id: int | None = None
    section: str = ""
    specification: str = ""
    part_id: int | None = None
    taxable: bool = True
    is_cash: bool = True
    price_source: PriceSource = PriceSource.OFFICER
    priced_on: date | None = None
    price_note: str = ""
    reason: str = ""


def draft(
    head: Head, lines: Sequence[Typed], *, maker: User, actor: Actor, now: datetime
) -> Estimate:
    """Begin an estimate with the next number of the fiscal year in which it is written."""
    council = db.session.get_one(Council, actor.council_id)
    made = Estimate(
        council_id=actor.council_id,
        number=next_reference(council, KIND, on=clock.local_date(now)),
        made_by=maker,
        made_at=now,
        hands=[maker.id],
        **_columns(head),
    )
    take_rate(made, actor=actor, now=now)
    db.session.add(made)
    db.session.flush()
    record(actor, "estimate.add", made, {"number": [None, made.number]}, at=now)
    _write(made, lines)
    note_caps(made, actor=actor, now=now)
    return made


def rewrite(
    estimate: Estimate,
    head: Head,
    lines: Sequence[Typed],
    *,
    by: User,
    actor: Actor,
    now: datetime,
) -> None:
    """Put down a draft anew; lines that are not among the written ones are taken out."""
    rules.check_step(estimate.state, State.SUBMITTED)
    changes = changes_of(estimate, **_columns(head))
    for name, value in _columns(head).items():
        setattr(estimate, name, value)
    take_rate(estimate, actor=actor, now=now)
    estimate.hands = sorted({*estimate.hands, by.id})
    before = estimate.total
    _write(estimate, lines)
    note_caps(estimate, actor=actor, now=now)
    if before != estimate.total:
        changes["total"] = [before, estimate.total]
    record(actor, "estimate.change", estimate, changes, at=now)


def cancel(estimate: Estimate, *, actor: Actor, now: datetime) -> None:
    """Give up a draft; its number stays taken."""
    rules.check_step(estimate.state, State.CANCELLED)
    record(actor, "estimate.cancel", estimate, {"state": [estimate.state, State.CANCELLED]}, at=now)
    estimate.state = State.CANCELLED
    db.session.flush()


def _columns(head: Head) -> dict[str, Any]:
    return {name: getattr(head, name) for name in Head.__dataclass_fields__}


def _write(estimate: Estimate, typed: Sequence[Typed]) -> None:
    known = {line.id: line for line in estimate.lines}
    kept: list[EstimateLine] = []
    _remember_removed(estimate, typed)
    for place, one in enumerate(typed, start=1):
        line = known.get(one.line_id or 0) or EstimateLine(lineage=secrets.token_hex(8))
        _fill(line, one, place)
        kept.append(line)
    estimate.lines[:] = kept
    estimate.total = estimate.totals.total
    flag_modified(estimate, "total")  # another line makes older pages stale too
    db.session.flush()


def _remember_removed(estimate: Estimate, typed: Sequence[Typed]) -> None:
    """Keep what was drawn and taken out, so that drawing again does not bring it back."""
    stay = {one.line_id for one in typed}
    gone = {
        f"{line.origin}:{line.source_key}": [line.item, line.reason]
        for line in estimate.lines
        if line.source_key and line.id not in stay
    }
    if gone:
        estimate.taken_out = {**estimate.taken_out, **gone}


def _fill(line: EstimateLine, typed: Typed, place: int) -> None:
    line.place = place
    worded = line.english and {one: getattr(line, one) for one in line.english}
    if worded and any(getattr(typed, name) != before for name, before in worded.items()):
        line.english = {}
    for name in Typed.__dataclass_fields__:
        if name != "line_id":
            setattr(line, name, getattr(typed, name))
