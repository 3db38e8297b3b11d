"""The faults of a period: how long work stood still, and which of them came back."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from helpdesk.core.fiscal_year import Period
from helpdesk.core.measures import merged
from helpdesk.core.working_time import WorkingCalendar, working_time_between
from helpdesk.reports.rules.faults import is_within
from helpdesk.tickets.rules import Cause, Hardship

AGAIN = timedelta(days=30)  # a fault of the same thing within these days is a repeat
STOPPING = frozenset({Hardship.STOPPED, Hardship.EVERYONE_STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A fault as somebody reported it; the parts of an outage are counted in `reports`."""

    id: int
    reference: str
    subject: str
    system_id: int | None
    asset_id: int | None
    category_id: int | None
    department_id: int | None
    hardship: Hardship
    is_outage: bool
    cause: Cause | None
    began_at: datetime
    opened_at: datetime
    resolved_at: datetime | None
    reports: int = 1

    @property
    def stops_work(self) -> bool:
        return self.is_outage or self.hardship in STOPPING

    @property
    def thing(self) -> Hashable:
        """What was out of order; without a system or a device each fault stands alone."""
        if self.system_id is not None:
            return "system", self.system_id
        return ("asset", self.asset_id) if self.asset_id is not None else ("fault", self.id)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Faults that were reported in a period, and what became of them."""

    faults: int
    stopping: int
    standstill: timedelta
    repeats: int
    still_open: int


def repeated(incidents: Iterable[Incident]) -> frozenset[int]:
    """Return the faults that came within AGAIN of the one before on the same thing."""
    by_thing: defaultdict[Hashable, list[Incident]] = defaultdict(list)
    for one in sorted(incidents, key=lambda incident: (incident.opened_at, incident.id)):
        by_thing[one.thing].append(one)
    return frozenset(
        later.id
        for of_thing in by_thing.values()
        for former, later in pairwise(of_thing)
        if later.opened_at - former.opened_at <= AGAIN
    )


def standstill(
    incidents: Iterable[Incident], period: Period, calendar: WorkingCalendar, *, now: datetime
) -> timedelta:
    """Sum the working time in which work stood still; hours of one thing count once."""
    spans: defaultdict[Hashable, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for one in incidents:
        if one.stops_work:
            spans[one.thing].append((one.began_at, one.resolved_at))
    windows = [window for of_thing in spans.values() for window in merged(of_thing)]
    until = min(period.ends_at, now)
    parts = [(max(began, period.starts_at), min(ended, until)) for began, ended in windows]
    lasted = [working_time_between(a, b, calendar) for a, b in parts if a < b]
    return sum(lasted, start=timedelta())


def trouble(
    incidents: Sequence[Incident],
    period: Period,
    calendar: WorkingCalendar,
    *,
    again: frozenset[int],
    now: datetime,
) -> Trouble:
    """Count the faults that were reported in a period; what began before stands still in it too."""
    reported = [one for one in incidents if is_within(one.opened_at, period)]
    until = min(period.ends_at, now)
    return Trouble(
        faults=len(reported),
        stopping=sum(one.stops_work for one in reported),
        standstill=standstill(incidents, period, calendar, now=now),
        repeats=sum(one.id in again for one in reported),
        still_open=sum(one.resolved_at is None or one.resolved_at >= until for one in reported),
    )
