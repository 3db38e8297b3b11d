"""What was promised for a period against what came of it, device by device."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from helpdesk.maintenance.rules import OVERDUE
from helpdesk.yearplans.rules.years import TENTH, Time

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Promised:
    """A device of the approved plan: from when on it has part, and when it left service."""

    asset_id: int
    since: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Visits of one device of which the same became; `why` says it where they were not made."""

    asset_id: int
    state: str
    visits: int = 1
    why: str = ""
    minutes: int = 0
    cost: Decimal = NONE
    travel: Decimal = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Variance:
    """The numbers of a line; what was promised, less `left`, with `joined`, is all that follows.

    `late` is what was made outside its time. What waits is `overdue` once its time, or the period,
    is over.
    """

    promised: int = 0
    joined: int = 0
    left: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    waived: int = 0
    never: int = 0
    waiting: int = 0
    overdue: int = 0
    planned_minutes: int = 0
    minutes: int = 0
    planned_cost: Decimal = NONE
    cost: Decimal = NONE
    travel: Decimal = NONE
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        """What was to be done by now, and nobody waived."""
        return self.on_time + self.late + self.missed + self.never + self.overdue

    @property
    def percent(self) -> Decimal | None:
        if not self.due:
            return None
        return (Decimal(100 * self.on_time) / self.due).quantize(TENTH, ROUND_HALF_UP)

    def __add__(self, other: "Variance") -> "Variance":
        return Variance(**{name: getattr(self, name) + getattr(other, name) for name in _NAMES})

    def times(self, number: int) -> "Variance":
        """Return the same of so many devices; nothing of it is known but counts and minutes."""
        counts = {name: getattr(self, name) * number for name in _COUNTS}
        return replace(self, **counts)


_NAMES = tuple(Variance.__dataclass_fields__)
_COUNTS = ("promised", "joined", "left", "never", "waiting", "planned_minutes")


def variance(
    times: Sequence[Time],
    devices: Iterable[Promised],
    came: Iterable[Came],
    *,
    today: date,
    is_over: bool = True,
) -> Variance:
    """Set what became of the visits of a period against the times for which they were promised.

    What one device had too often makes up for nothing of another. What is due after `today` waits.
    """
    found = list(came)
    recorded = Counter[int]()
    for one in found:
        recorded[one.asset_id] += one.visits
    alike = Counter(
        (device.since, device.left_on, recorded.pop(device.asset_id, 0)) for device in devices
    )
    whole = _recorded(found, is_over=is_over) + Variance(joined=recorded.total())
    for (since, left_on, visits), number in alike.items():
        whole += _missing(times, since, left_on, visits, today).times(number)
    return whole


def whole_line(promised: int, came: Iterable[Came], *, is_over: bool) -> Variance:
    """Do the same for a line that does not say for which devices it is."""
    found = list(came)
    recorded = sum(one.visits for one in found)
    missing = max(0, promised - recorded)
    return _recorded(found, is_over=is_over) + Variance(
        promised=promised,
        joined=max(0, recorded - promised),
        waiting=0 if is_over else missing,
        never=missing if is_over else 0,
    )


def _recorded(came: Sequence[Came], *, is_over: bool) -> Variance:
    states, reasons = Counter[str](), Counter[str]()
    for one in came:
        states[one.state] += one.visits
        if one.why:
            reasons[one.why] += one.visits
    return Variance(
        on_time=states["done_on_time"],
        late=states["done_late"],
        missed=states["missed"],
        waived=states["waived"],
        waiting=states["generated"] + states[OVERDUE],
        overdue=states[OVERDUE] + (states["generated"] if is_over else 0),
        minutes=sum(one.minutes for one in came),
        cost=sum((one.cost for one in came), NONE),
        travel=sum((one.travel for one in came), NONE),
        reasons=reasons,
    )


def _missing(
    times: Sequence[Time], since: date | None, left_on: date | None, recorded: int, today: date
) -> Variance:
    """Say what became of those of a device's visits of which nothing was recorded."""
    own = [one for one in times if since is None or one.nominal_on >= since]
    missing = max(0, len(own) - recorded)
    gone = left_on or date.max
    left = min(missing, sum(one.due_on >= gone for one in own))
    ahead = min(missing - left, sum(today < one.due_on < gone for one in own))
    return Variance(
        promised=len(own),
        joined=max(0, recorded - len(own)),
        left=left,
        waiting=ahead,
        never=missing - left - ahead,
        planned_minutes=sum(one.minutes for one in own),
    )


def commonest(reasons: Mapping[str, int], most: int = 3) -> list[tuple[str, int]]:
    return Counter(reasons).most_common(most)
