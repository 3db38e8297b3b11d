"""A round that was written on paper, typed back in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services.findings import Found
from helpdesk.maintenance.services.visits import finish, waive


@dataclass(frozen=True, slots=True)
class Row:
    """What the paper says of one device; without findings it did not apply, for a reason.

    Without minutes it took those of the plan.
    """

    visit: Occurrence
    found: Found | None
    note: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the paper says, and who went round with it."""

    rows: Sequence[Row]
    by: User


def type_in(sheet: Sheet, *, actor: Actor, now: datetime) -> int:
    """Keep all that was written down."""
    for row in sheet.rows:
        if row.found is None:
            waive(row.visit, note=row.note, actor=actor, now=now)
        else:
            minutes = row.minutes or row.visit.revision.minutes
            finish(row.visit, minutes=minutes, by=sheet.by, actor=actor, now=now, found=row.found)
    return len(sheet.rows)
