"""Drawing lines from what the program knows; the caller commits."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.estimates import queries, rules
from helpdesk.estimates.models import Estimate, EstimateLine
from helpdesk.estimates.rules import Drawn, Origin, State
from helpdesk.estimates.services.offers import note_caps
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

COPIED = (
    *("section", "item", "part_id", "unit", "quantity", "unit_price"),
    *("taxable", "is_cash", "price_source", "priced_on", "basis"),
)


def draw(
    estimate: Estimate, origins: Collection[Origin], *, by: User, actor: Actor, now: datetime
) -> int:
    """Take in what these sources give, and return how many lines that are.

    Drawn again it gives the same lines: what somebody changed stays as he changed it, the rest is
    as the sources say today, and what they do not say any more is taken out.
    """
    rules.check_step(estimate.state, State.SUBMITTED)
    drawn = queries.drawn_from(origins, estimate, actor=actor, today=clock.local_date(now))
    drawn = [one for one in drawn if f"{one.origin}:{one.key}" not in estimate.taken_out]
    said = {(one.origin, one.key) for one in drawn}
    gone = [line for line in estimate.lines if _is_gone(line, origins, said)]
    for line in gone:
        estimate.lines.remove(line)
    db.session.flush()
    known = {(line.origin, line.source_key): line for line in estimate.lines}
    for one in drawn:
        _take_in(estimate, known.get((one.origin, one.key)), one)
    note_caps(estimate, actor=actor, now=now)
    estimate.hands = sorted({*estimate.hands, by.id})
    estimate.total = estimate.totals.total
    flag_modified(estimate, "total")
    told = {"lines": len(drawn), "from": ", ".join(sorted(origins))}
    record(actor, "estimate.draw", estimate, told, at=now)
    db.session.flush()
    return len(drawn)


def _is_gone(
    line: EstimateLine, origins: Collection[Origin], said: Collection[tuple[Origin, str | None]]
) -> bool:
    is_theirs = line.origin in origins and not line.reason
    return is_theirs and (line.origin, line.source_key) not in said


def _take_in(estimate: Estimate, line: EstimateLine | None, drawn: Drawn) -> None:
    if line is not None and line.reason:
        line.basis = {**drawn.basis}
        return
    if line is None:
        line = EstimateLine(
            lineage=secrets.token_hex(8),
            place=max((one.place for one in estimate.lines), default=0) + 1,
            origin=drawn.origin,
            source_key=drawn.key,
        )
        estimate.lines.append(line)
    for name in COPIED:
        setattr(line, name, getattr(drawn, name))
    line.english = dict(drawn.english)


def forget_removed(estimate: Estimate) -> None:
    """Let drawing bring back what somebody took out."""
    estimate.taken_out = {}
