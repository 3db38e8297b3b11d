"""A count of equipment in the sample council that waits for approval; the caller commits."""

from datetime import datetime, timedelta

from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra.access import Actor, Role
from helpdesk.org.queries import departments
from helpdesk.stocktakes import queries
from helpdesk.stocktakes import services as stocktakes
from helpdesk.stocktakes.rules import Result

UNSEEN = 1  # so many devices are missing


def count_an_office(program: Actor, *, now: datetime) -> None:
    """Let an officer count what the first department uses, but for one device."""
    officers = people_with(program, Role.TECHNICIAN)
    if not officers:
        return
    by, at = as_actor(officers[0]), now - timedelta(days=3)
    stocktake = stocktakes.start(departments(program)[0], is_blind=False, actor=by, now=at)
    for line in queries.lines_of(stocktake)[Result.MISSING][UNSEEN:]:
        if line.asset is not None:
            stocktakes.count(stocktake, line.asset, condition=None, actor=by, now=at)
    stocktakes.finish(stocktake, actor=by, now=at + timedelta(hours=2))
