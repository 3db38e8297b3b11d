"""What the address of the list of visits says."""

from datetime import date

from flask import request, url_for

from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.maintenance import queries
from helpdesk.maintenance.queries import Filters

EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


def read_filters() -> queries.Filters:
    """Read the address; what it should not say is as if it said nothing."""
    args = request.args
    view = args.get("view", "")
    return queries.Filters(
        view=view if view in queries.VIEWS else "open",
        on=read_day(args.get("on", "")),
        location_id=args.get("location", type=key),
        plan_id=args.get("plan", type=key),
        responsible_id=args.get("responsible", type=key),
    )


def read_day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def list_url(filters: Filters) -> str:
    """Return the address of the list that is narrowed so."""
    on = str(filters.on) if filters.on else None
    url = with_query(url_for(".list_visits"), **filters.narrowing)
    return with_query(url, view=filters.view, on=on)
