"""What the figures of a report mean: shares, reliability, depreciation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter

from helpdesk.core.money import cents
from helpdesk.core.working_time import WorkingCalendar, working_time_between

Window = tuple[datetime, datetime]
Span = tuple[datetime, datetime | None]  # without an end while it lasts

NEVER = datetime.max.replace(tzinfo=UTC)
HOUR = timedelta(hours=1)


def percent(part: Decimal | int, whole: Decimal | int) -> int | None:
    """Return a whole percentage, or None where there is nothing to take a share of."""
    if not whole:
        return None
    return int((Decimal(100) * part / whole).quantize(Decimal(1), ROUND_HALF_UP))


def merged(spans: Iterable[Span]) -> list[Window]:
    """Join spans that overlap, so that no hour counts twice; what still lasts ends at NEVER."""
    joined: list[Window] = []
    for began, until in sorted(spans, key=itemgetter(0)):
        ended = until or NEVER
        if joined and began < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ended))
        else:
            joined.append((began, ended))
    return joined


@dataclass(frozen=True, slots=True)
class Reliability:
    """Hours, and percentages with their fractions; None where there was nothing to divide by."""

    operating_hours: float
    failures: int
    mtbf: float | None
    mttr: float | None
    availability: float | None
    unplanned_unavailability: float | None
    stood_hours: float = 0.0
    unplanned_hours: float = 0.0


def reliability(
    window: Window,
    in_service: datetime,
    failures: Iterable[Span],
    planned: Iterable[Span] = (),
    calendar: WorkingCalendar | None = None,
) -> Reliability:
    """Measure a device in a half-open window, by the clock or by the office hours of a calendar.

    A failure counts where it began, its repair where it ended, its hours where they lie.
    """
    life = (max(window[0], in_service), window[1])
    faults = merged(failures)
    restored = [fault for fault in faults if life[0] <= fault[1] < life[1]]
    began = sum(life[0] <= fault[0] < life[1] for fault in faults)
    total = _hours([life], calendar)
    stood = _hours(_clipped(merged([*faults, *planned]), life), calendar)
    unplanned, operating = _hours(_clipped(faults, life), calendar), total - stood
    return Reliability(
        operating_hours=operating,
        failures=began,
        mtbf=_ratio(operating, began),
        mttr=_ratio(_hours(restored, calendar), len(restored)),
        availability=_ratio(100 * operating, total),
        unplanned_unavailability=_ratio(100 * unplanned, total),
        stood_hours=stood,
        unplanned_hours=unplanned,
    )


def _clipped(spans: Iterable[Window], window: Window) -> list[Window]:
    return [(max(began, window[0]), min(ended, window[1])) for began, ended in spans]


def _hours(spans: Iterable[Window], calendar: WorkingCalendar | None) -> float:
    return sum((_length(span, calendar) for span in spans), start=timedelta()) / HOUR


def _length(span: Window, calendar: WorkingCalendar | None) -> timedelta:
    if span[0] >= span[1]:
        return timedelta()
    return working_time_between(*span, calendar) if calendar else span[1] - span[0]


def _ratio(amount: float, by: float) -> float | None:
    return amount / by if by else None


@dataclass(frozen=True, slots=True)
class Depreciation:
    accumulated: Decimal
    book_value: Decimal


def straight_line(
    cost: Decimal,
    salvage: Decimal,
    life_months: int,
    in_service_on: date,
    at: date,
    last_day_in_full: int = 31,
) -> Depreciation:
    """Spread the loss of value evenly over the months that are closed by the evening of `at`.

    The month of commissioning counts in full, or not at all after its `last_day_in_full`.
    """
    late = in_service_on.day > last_day_in_full
    months = _month(at + timedelta(days=1)) - _month(in_service_on) - late
    accumulated = cents((cost - salvage) * max(0, min(life_months, months)) / life_months)
    return Depreciation(accumulated, cost - accumulated)


def _month(day: date) -> int:
    return 12 * day.year + day.month
