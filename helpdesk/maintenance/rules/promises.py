"""What a plan promises: which visits are handed out, missed or waived, and how much was kept."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from helpdesk.core.money import cents
from helpdesk.core.recurrence import (
    Nonworking,
    Occurrence,
    Rule,
    dated,
    next_floating,
    occurrences,
    rephased,
)
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.equipment.rules import GONE
from helpdesk.equipment.rules import Status as AssetStatus

FARTHEST = timedelta(days=70)


class PlanState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Mode(StrEnum):
    """From the plan's own days, or from the day when the work was done last."""

    FIXED = "fixed"
    FLOATING = "floating"


class MissedPolicy(StrEnum):
    """Of what was never handed out the last is made up for, each, or none."""

    COLLAPSE = "collapse"
    EACH = "each"
    SKIP = "skip"


class StartPolicy(StrEnum):
    """A new device has part in the next visit of the plan, or only after one whole interval."""

    NEXT = "next_nominal"
    AFTER_INTERVAL = "from_in_service"


class State(StrEnum):
    """Projected is only what is being written, before it has its order."""

    PROJECTED = "projected"
    GENERATED = "generated"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    MISSED = "missed"
    WAIVED = "waived"
    REPLANNED = "replanned"


class Reason(StrEnum):
    """Why a visit was missed or waived, where nobody had to say it in words."""

    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    COLLAPSED = "collapsed"
    TOO_SOON = "too_soon"
    NOT_IN_SERVICE = "not_in_service"
    RETIRED = "retired"
    OTHER = "other"


class Action(StrEnum):
    WORK_ORDER = "work_order"
    MISSED = "missed"
    WAIVED = "waived"


class Step(NamedTuple):
    """What becomes of one nominal day."""

    nominal_on: date
    due_on: date
    action: Action


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its window, and why it came to nothing."""

    occurrence: Occurrence
    action: Action
    reason: Reason | None = None


LEFT = GONE | {
    AssetStatus.LOST_STOLEN,
    AssetStatus.SURVEY,
    AssetStatus.DISPOSAL_APPROVED,
    AssetStatus.UNSERVICEABLE,
}
"""Devices that no plan looks after any more."""
AWAY = frozenset(
    {AssetStatus.UNDER_REPAIR, AssetStatus.IN_STORE, AssetStatus.IDLE, AssetStatus.LOANED}
)
"""Devices that a plan passes over until they are back."""
LOOKED_AFTER = AWAY | {AssetStatus.IN_SERVICE}
OVERDUE = "overdue"
"""What waits although its time is over; it is never kept so, as every day makes it."""
DONE = frozenset({State.DONE_ON_TIME, State.DONE_LATE})


class InconsistentRuleError(ValueError):
    """The next visit would be handed out before the last one's window is over."""


def joins_on(rule: Rule, policy: StartPolicy, in_service_on: date | None) -> date | None:
    """Return the day from which a device has part in a plan; None is from its beginning."""
    if in_service_on is None or policy is StartPolicy.NEXT:
        return in_service_on
    return rule.later(in_service_on)


def check(rule: Rule) -> None:
    if rule.lead + rule.after >= rule.days and rule.days > 1:
        raise InconsistentRuleError


def plan_generation(
    rule: Rule,
    calendar: WorkingCalendar,
    today: date,
    existing: Collection[date],
    missed_policy: MissedPolicy,
    *,
    first: date | None = None,
) -> list[Step]:
    """Say what becomes of every nominal day that is due to be handed out and is not there yet."""
    planned = plan_fixed(rule, calendar, today, existing, missed_policy, first=first)
    return [Step(one.occurrence.nominal_on, one.occurrence.due_on, one.action) for one in planned]


def plan_fixed(
    rule: Rule,
    calendar: WorkingCalendar,
    today: date,
    existing: Collection[date],
    missed_policy: MissedPolicy,
    *,
    first: date | None = None,
) -> list[Planned]:
    """Say the same with windows and reasons; `first` is the day from which a device takes part."""
    begins_on = max(rule.anchor_on, first or rule.anchor_on)
    ready = ready_on(rule, calendar, today, begins_on)
    return sort_out(ready, today, existing, MissedPolicy(missed_policy))


def ready_on(rule: Rule, calendar: WorkingCalendar, today: date, first: date) -> list[Occurrence]:
    """Return all visits that are to have been handed out by today."""
    found = occurrences(rule, calendar, first, today + FARTHEST)
    return [one for one in found if one.generate_on <= today]


def sort_out(
    ready: Sequence[Occurrence],
    today: date,
    existing: Collection[date],
    missed_policy: MissedPolicy,
) -> list[Planned]:
    """Say what becomes of those that are ready and not there yet."""
    kept, wanted = _last_of_each_day(ready), _wanted(ready, today, missed_policy)
    new = [one for one in ready if one.nominal_on not in existing]
    return [_planned(one, one in kept, one in wanted) for one in new]


def _last_of_each_day(ready: Iterable[Occurrence]) -> set[Occurrence]:
    """Of visits that closed days rolled onto one day only the last is worth a journey."""
    return set({one.due_on: one for one in ready}.values())


def _wanted(
    ready: Sequence[Occurrence], today: date, missed_policy: MissedPolicy
) -> set[Occurrence]:
    """Return those that are worth an order: what can still be punctual, or the last that lapsed."""
    if missed_policy is MissedPolicy.EACH:
        return set(ready)
    live = {one for one in ready if one.window_until >= today}
    if missed_policy is MissedPolicy.COLLAPSE:
        return live or set(ready[-1:])
    return live


def _planned(occurrence: Occurrence, is_kept: bool, is_wanted: bool) -> Planned:
    if not is_kept:
        return Planned(occurrence, Action.WAIVED, Reason.COLLAPSED)
    if is_wanted:
        return Planned(occurrence, Action.WORK_ORDER)
    return Planned(occurrence, Action.MISSED, Reason.LAPSED)


def plan_floating(
    rule: Rule, calendar: WorkingCalendar, today: date, *, last_on: date | None, first: date
) -> Occurrence | None:
    """Return the next visit where it is to be handed out: one interval after the last end.

    Without a last one it is the first day of the plan. `first` is also when a device came back:
    what was due while it was away is due on that day.
    """
    if last_on is None:
        begun = occurrences(_floating(rule), calendar, first, first + timedelta(days=3660))
        upcoming = begun[0] if begun else None
    else:
        upcoming = next_floating(rule, calendar, last_on)
        if upcoming.due_on < first:
            upcoming = dated(_floating(rule), calendar, first)
    if upcoming is None or (rule.until and upcoming.nominal_on > rule.until):
        return None
    return upcoming if upcoming.generate_on <= today else None


def _floating(rule: Rule) -> Rule:
    """A chain must not end because a day is closed."""
    if rule.nonworking is not Nonworking.DROP:
        return rule
    names = {name: getattr(rule, name) for name in Rule.__slots__}
    return Rule(**{**names, "nonworking": Nonworking.NEXT})


def is_too_soon(rule: Rule, due_on: date, *, done_on: date | None, min_gap_percent: int) -> bool:
    """Tell whether the last visit was so late that the next would come right after it."""
    if done_on is None or not min_gap_percent:
        return False
    return (due_on - done_on).days < int(rule.days * min_gap_percent / 100)


def done_state(done_on: date, *, window_until: date) -> State:
    return State.DONE_ON_TIME if done_on <= window_until else State.DONE_LATE


def is_too_early(done_on: date, *, window_from: date) -> bool:
    """Tell what is allowed, but worth a mark."""
    return done_on < window_from


def after_retirement(window_until: date, *, retired_on: date) -> State:
    """Say what becomes of a visit that was not begun: missed where its time was over."""
    return State.WAIVED if window_until >= retired_on else State.MISSED


def replanned(new: Rule, old: Rule, *, kept_on: date | None) -> Rule:
    """Return the rule of a revision in the old rhythm: it goes on from the last day that stays."""
    return new if kept_on is None else rephased(new, kept_on, day=old.anchor_on.day)


@dataclass(frozen=True, slots=True)
class Compliance:
    """What was promised for a period, and how much of it was kept; missed work counts.

    `late` is all that was made outside its time. Of what still `waits` in its time nobody can say
    yet whether it was kept; `overdue` waits too, but its time is over.
    """

    due: int = 0
    waived: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    overdue: int = 0
    waits: int = 0

    @property
    def counted(self) -> int:
        return self.due - self.waived - self.waits

    @property
    def percent(self) -> Decimal | None:
        """The share that was done within its window; None where nothing was promised."""
        return self._share(self.on_time)

    @property
    def completion(self) -> Decimal | None:
        return self._share(self.on_time + self.late)

    def _share(self, part: int) -> Decimal | None:
        whole = self.counted
        return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def compliance(states: Iterable[str]) -> Compliance:
    """Count the states of what was due in a period; what was replanned is due another time.

    They are those of visits as `queries.judged` tells them.
    """
    found = [str(state) for state in states if state != State.REPLANNED]
    return Compliance(
        due=len(found),
        waived=found.count(State.WAIVED),
        on_time=found.count(State.DONE_ON_TIME),
        late=found.count(State.DONE_LATE),
        missed=found.count(State.MISSED),
        overdue=found.count(OVERDUE),
        waits=found.count(State.GENERATED),
    )


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What visits come to; labour is paid by the salary vote, so it is no cash."""

    minutes: int
    cash: Decimal
    full: Decimal


def plan_cost(visits: int, *, minutes: int, hourly_rate: Decimal, parts_each: Decimal) -> PlanCost:
    cash = cents(parts_each * visits)
    labour = cents(hourly_rate * minutes * visits / 60)
    return PlanCost(minutes=minutes * visits, cash=cash, full=cash + labour)
