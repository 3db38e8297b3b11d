"""Telling, once each time, that a part runs low and that there is enough again."""

from datetime import datetime

from sqlalchemy import update

from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.stock import queries
from helpdesk.stock.events import PartFilledUp, PartRanLow
from helpdesk.stock.models import Part


def watch(part_id: int, now: datetime) -> None:
    """Tell once when a part comes down to its reorder point, and once when it is above again.

    Past the record itself: whoever edits the part meanwhile has no stale form by it.
    """
    if (part := queries.turned(part_id)) is None:
        return
    low_since = None if part.low_since else now
    db.session.execute(
        update(Part).where(Part.id == part_id).values(low_since=low_since),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(part, ["low_since"])
    announce(PartRanLow(part_id) if low_since else PartFilledUp(part_id))
