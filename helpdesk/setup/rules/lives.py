"""The way of a request through the ICT unit: taken, waited for, worked on, solved, confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from helpdesk.core.local_time import local_date, start_of
from helpdesk.core.working_time import WorkingCalendar, add_working_time
from helpdesk.equipment.rules import Status
from helpdesk.setup.rules.acts import (
    Act,
    Assigned,
    Benched,
    Bill,
    Confirmed,
    Issued,
    Noted,
    Opened,
    Reopened,
    Repaired,
    Replied,
    Resolved,
    Restated,
    Resumed,
    Taken,
    Waited,
)
from helpdesk.setup.rules.requests import Fate, Request
from helpdesk.setup.rules.values import Repair, Sample
from helpdesk.tickets.rules import (
    Cause,
    Hardship,
    Priority,
    WaitingFor,
    closes_on,
    priority,
    weigh,
)
from helpdesk.workorders.rules import HoldReason, Result

HOUR = 60
CLOSING_TIME = timedelta(hours=6)

# In working minutes, from and to.
FIRST_LOOK = {
    Priority.P1: (5, 50),
    Priority.P2: (10, 150),
    Priority.P3: (30, 6 * HOUR),
    Priority.P4: (60, 16 * HOUR),
}
WAITS = {
    WaitingFor.REQUESTER: (2 * HOUR, 24 * HOUR),
    WaitingFor.PARTS: (8 * HOUR, 80 * HOUR),
    WaitingFor.VENDOR: (24 * HOUR, 96 * HOUR),
    WaitingFor.APPROVAL: (16 * HOUR, 120 * HOUR),
    WaitingFor.EXTERNAL: (2 * HOUR, 40 * HOUR),
}
HOLD_REASONS = {
    WaitingFor.PARTS: HoldReason.PARTS,
    WaitingFor.VENDOR: HoldReason.VENDOR,
    WaitingFor.APPROVAL: HoldReason.FUNDS,
}
QUEUES = ((10, 90), (2 * HOUR, 16 * HOUR), (16 * HOUR, 60 * HOUR), (60 * HOUR, 240 * HOUR))
QUEUE_WEIGHTS = (60, 24, 12, 4)


@dataclass(frozen=True, slots=True)
class Unit:
    """Who works: officers, and perhaps a head who hands the work out."""

    officers: tuple[str, ...]
    head: str


@dataclass
class Life:
    request: Request
    sample: Sample
    unit: Unit
    calendar: WorkingCalendar
    chance: Random

    def __post_init__(self) -> None:
        """Begin when the request is made; `at` moves on with every act."""
        self.at = self.request.at
        self.number = self.request.number
        self.officer = self.chance.choice(self.unit.officers)

    def acts(self) -> Iterator[Act]:
        yield self._opened()
        if self.request.fate is Fate.UNSEEN:
            return
        yield from self._taken()
        if self.request.fate is Fate.IN_HAND:
            return
        yield from self._waited()
        if self.request.fate is Fate.STUCK:
            return
        yield from self._solved()
        if self.request.fate is not Fate.UNCONFIRMED:
            yield from self._ended()

    def _opened(self) -> Opened:
        request = self.request
        return Opened(
            at=self.at,
            by=request.requester,
            ticket=self.number,
            story=request.story.number,
            category=request.story.category,
            subject=request.telling.subject,
            description=request.telling.description,
            hardship=request.story.hardship,
            device=request.device.number if request.device else None,
        )

    def _taken(self) -> Iterator[Act]:
        self._later(*FIRST_LOOK[self._priority()])
        if self.unit.head and self._is_so(0.2):
            yield Assigned(at=self.at, by=self.unit.head, ticket=self.number, to=self.officer)
            self._later(5, 60)
        yield Taken(at=self.at, by=self.officer, ticket=self.number)
        if self._is_so(0.25):
            yield self._replied(self.officer, "received")
        if self.request.device is not None and self._is_so(0.12):
            self._later(1, 5)
            yield Noted(at=self.at, by=self.officer, ticket=self.number, text=self._say("note"))
        if self.request.story.category == "WIZ":
            yield from self._restated(Status.LOST_STOLEN, self.request.telling.subject)

    def _waited(self) -> Iterator[Act]:
        reason = self._reason()
        if reason is None:
            return
        self._later(10, 120)
        yield Waited(
            at=self.at,
            by=self.officer,
            ticket=self.number,
            waiting_for=reason,
            reason=self._say(reason.value),
        )
        repair, device = self.request.repair, self.request.device
        if repair is not None and device is not None and reason in HOLD_REASONS:
            yield Benched(
                at=self.at,
                by=self.officer,
                ticket=self.number,
                device=device.number,
                repair=repair,
                hold_reason=HOLD_REASONS[reason],
                down_from=self._down_from(),
            )
        if self.request.fate is not Fate.STUCK:
            yield from self._come_back(reason)

    def _come_back(self, reason: WaitingFor) -> Iterator[Act]:
        self._later(*WAITS[reason])
        if reason is WaitingFor.REQUESTER:
            yield self._replied(self.request.requester, "answer")
        else:
            yield Resumed(at=self.at, by=self.officer, ticket=self.number)

    def _reason(self) -> WaitingFor | None:
        repair, story = self.request.repair, self.request.story
        if repair is not None and (repair.workshop_bill or repair.downtime_days >= 5):
            return WaitingFor.VENDOR
        if repair is not None and repair.parts and self._is_so(0.12):
            return WaitingFor.PARTS
        if story.cause is Cause.OUTSIDE_SERVICE and self._is_so(0.25):
            return WaitingFor.EXTERNAL
        if self._is_so(0.06):
            return WaitingFor.REQUESTER
        stuck = self.request.fate is Fate.STUCK
        return WaitingFor.APPROVAL if stuck or self._is_so(0.03) else None

    def _solved(self) -> Iterator[Act]:
        self._later(*self.chance.choices(QUEUES, QUEUE_WEIGHTS)[0])
        story, repair = self.request.story, self.request.repair
        resolution = story.resolution
        if repair is not None:
            yield from self._repaired(repair)
            resolution = repair.resolution
        elif story.parts:
            yield Issued(at=self.at, by=self.officer, ticket=self.number, parts=story.parts)
        self._later(3, 20)
        cause = cause_of(repair) if repair else story.cause
        yield Resolved(
            at=self.at, by=self.officer, ticket=self.number, cause=cause, resolution=resolution
        )

    def _repaired(self, repair: Repair) -> Iterator[Act]:
        device = self.request.device
        if device is None:
            return
        down_from = self._down_from()
        self._later(repair.labour_minutes, repair.labour_minutes * 2)
        yield Repaired(
            at=self.at,
            by=self.officer,
            ticket=self.number,
            device=device.number,
            repair=repair,
            down_from=down_from,
            minutes=labour_minutes(repair, self.chance),
            bill=bill_for(repair, self.sample, self.chance),
        )
        if repair.result is Result.UNREPAIRABLE:
            yield from self._restated(Status.UNSERVICEABLE, repair.resolution)

    def _down_from(self) -> datetime:
        """Count from the request where it says that nothing works any more."""
        stopped = self.request.story.hardship in {Hardship.STOPPED, Hardship.EVERYONE_STOPPED}
        return self.request.at if stopped else self.at

    def _ended(self) -> Iterator[Act]:
        resolved_at = self.at
        if self._is_so(0.04):
            yield from self._reopened()
        elif self._is_so(0.25):
            closing = closes_on(local_date(resolved_at), self.calendar)
            yield Confirmed(at=start_of(closing) + CLOSING_TIME, by="", ticket=self.number)
            return
        self._later(10, 32 * HOUR)
        if self._is_so(0.12):
            yield self._replied(self.request.requester, "thanks")
            self._later(1, 2)
        yield Confirmed(at=self.at, by=self.request.requester, ticket=self.number)

    def _reopened(self) -> Iterator[Act]:
        self._later(2 * HOUR, 40 * HOUR)
        reason = self._say("reopen")
        yield Reopened(at=self.at, by=self.request.requester, ticket=self.number, reason=reason)
        self._later(HOUR, 12 * HOUR)
        yield Resolved(
            at=self.at,
            by=self.officer,
            ticket=self.number,
            cause=self.request.story.cause,
            resolution=self.request.story.resolution,
        )

    def _restated(self, status: Status, reason: str) -> Iterator[Restated]:
        """Write down the state of the device, where there is one."""
        if self.request.device is not None:
            self.at += timedelta(seconds=20)
            number = self.request.device.number
            yield Restated(at=self.at, by=self.officer, device=number, status=status, reason=reason)

    def _replied(self, by: str, kind: str) -> Replied:
        self.at += timedelta(seconds=self.chance.randrange(30, 300))
        return Replied(at=self.at, by=by, ticket=self.number, text=self._say(kind))

    def _priority(self) -> Priority:
        device = self.request.device
        categories = self.sample.founding.asset_categories
        known = {one.code: one.criticality for one in categories}
        criticality = known[device.category] if device else None
        weight = weigh(self.request.story.hardship, criticality)
        return priority(weight.impact, weight.urgency)

    def _later(self, least: int, most: int) -> None:
        minutes = self.chance.randint(least, most)
        self.at = add_working_time(self.at, timedelta(minutes=minutes), self.calendar)

    def _is_so(self, probability: float) -> bool:
        return self.chance.random() < probability

    def _say(self, kind: str) -> str:
        return self.chance.choice(self.sample.phrases[kind])


def labour_minutes(repair: Repair, chance: Random) -> int:
    return max(10, round(repair.labour_minutes * chance.uniform(0.7, 1.3) / 5) * 5)


def bill_for(repair: Repair, sample: Sample, chance: Random) -> Bill | None:
    """Write a bill near that of the repair which this one is told after."""
    amount = round((repair.bill or repair.workshop_bill) * chance.uniform(0.85, 1.15) / 500) * 500
    if not amount:
        return None
    payee = "workshop" if repair.workshop_bill else "shop"
    return Bill(
        amount=Decimal(amount),
        paid_to=chance.choice(sample.phrases[payee]),
        paper=f"EFD {chance.randrange(10_000, 99_999)}",
        is_of_workshop=bool(repair.workshop_bill),
    )


def cause_of(repair: Repair) -> Cause:
    """Say of a ticket what was found at the bench; its list of causes is the shorter one."""
    known = {cause.value for cause in Cause}
    return Cause(repair.cause.value) if repair.cause.value in known else Cause.UNKNOWN
