"""At how many more is ordered, by what was used in twelve months."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import update

from helpdesk.core.local_time import local_date
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock import queries
from helpdesk.stock.models import Part
from helpdesk.stock.services.low import watch


def reckon_points(actor: Actor, *, now: datetime) -> None:
    """Keep the point of every part whose use asks for another one than before.

    Past the record itself: whoever edits a part meanwhile has no stale form by it.
    """
    for need in queries.points(actor, today=local_date(now)):
        by_use = Decimal(need.by_use)
        if need.part.use_point != by_use:
            db.session.execute(
                update(Part).where(Part.id == need.part.id).values(use_point=by_use),
                execution_options={"synchronize_session": False},
            )
            db.session.expire(need.part, ["use_point"])
            watch(need.part.id, now)
