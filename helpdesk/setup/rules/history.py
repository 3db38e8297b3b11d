"""Fourteen months of the sample council, act by act in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import chain, count, islice
from random import Random

from helpdesk.core.local_time import ZONE, local_date
from helpdesk.core.recurrence import add_months
from helpdesk.setup.rules.acts import Act, Repaired
from helpdesk.setup.rules.deliveries import deliveries
from helpdesk.setup.rules.devices import devices_of
from helpdesk.setup.rules.lives import Life, Unit, bill_for, labour_minutes
from helpdesk.setup.rules.register import Register, possible
from helpdesk.setup.rules.requests import Custody, Demand, Fate, Request, moments
from helpdesk.setup.rules.values import Sample

MONTHS = 14
STOCKTAKE = timedelta(days=12)
TICKETS_TO_A_BENCH_JOB = 10
TICKETS_TO_A_MOVE = 40
LATELY = {  # working days since somebody asked
    Fate.UNSEEN: 1,
    Fate.IN_HAND: 2,
    Fate.UNCONFIRMED: 4,
    Fate.STUCK: 6,
}


def history(sample: Sample, *, now: datetime, tickets: int, seed: int) -> list[Act]:
    """Return all that happened up to `now`; the same for the same arguments."""
    return _Past(sample, now, Random(seed)).acts(tickets)  # noqa: S311  # a tale, not a secret


@dataclass
class _Past:
    sample: Sample
    now: datetime
    chance: Random

    def __post_init__(self) -> None:
        """Lay out who works, what there is and when it began."""
        sample = self.sample
        officers, heads = sample.with_role("technician"), sample.with_role("head")
        self.unit = Unit(officers, heads[0] if heads else "")
        self.storekeeper = (*sample.with_role("storekeeper"), *officers)[0]
        self.calendar = sample.calendar
        self.first = add_months(local_date(self.now), -MONTHS)
        self.start = datetime.combine(self.first - STOCKTAKE, time(8), ZONE).astimezone(UTC)
        self.devices = list(devices_of(sample, self.chance, today=local_date(self.now)))
        self.custody = Custody()

    def acts(self, tickets: int) -> list[Act]:
        register = Register(
            self.sample, self.devices, self.start, self.now, self.unit.officers[0], self.chance
        )
        moves = list(register.moves(tickets // TICKETS_TO_A_MOVE, self.custody))
        laid_aside = list(register.laid_aside())
        self.laid_aside = {act.device: act.at for act in laid_aside}
        told = chain(
            register.entries(),
            moves,
            laid_aside,
            self._lives(tickets),
            self._bench_jobs(tickets // TICKETS_TO_A_BENCH_JOB),
        )
        past = list(possible(sorted((act for act in told if act.at <= self.now), key=_moment)))
        by, parts = self.storekeeper, self.sample.parts
        bought = deliveries(past, parts, start=self.start, by=by, chance=self.chance)
        return sorted([*bought, *past], key=_moment)

    def _lives(self, tickets: int) -> Iterator[Act]:
        demand = self._demand()
        special = list(self._special(demand))
        times = self._moments(tickets - len(special))
        for number, at in enumerate(times):
            yield from self._life(demand.request(number, at)).acts()
        yield from chain.from_iterable(special)

    def _special(self, demand: Demand) -> Iterator[list[Act]]:
        """Give those who show the program something of each kind that is not over yet."""
        numbers = count(start=1_000_000)
        for username in self.sample.known_requesters:
            for fate, days_ago in LATELY.items():
                at = self._working_morning(days_ago)
                yield self._fitting(demand, username, next(numbers), at, fate)

    def _fitting(
        self, demand: Demand, username: str, number: int, at: datetime, fate: Fate
    ) -> list[Act]:
        """Tell it again until it has come as far as it shall by now."""
        lives = (
            list(self._life(demand.request_of(username, number, at, fate)).acts()) for _ in count()
        )
        return next(acts for acts in lives if acts[-1].at <= self.now)

    def _life(self, request: Request) -> Life:
        return Life(request, self.sample, self.unit, self.calendar, self.chance)

    def _bench_jobs(self, tickets: int) -> Iterator[Act]:
        demand = self._demand()
        for at in self._moments(tickets):
            repair, device = demand.bench_job(at)
            yield Repaired(
                at=at + timedelta(minutes=repair.labour_minutes),
                by=self.chance.choice(self.unit.officers),
                ticket=None,
                device=device.number,
                repair=repair,
                down_from=at,
                minutes=labour_minutes(repair, self.chance),
                bill=bill_for(repair, self.sample, self.chance),
            )

    def _demand(self) -> Demand:
        return Demand(
            sample=self.sample,
            devices=self.devices,
            custody=self.custody,
            laid_aside=self.laid_aside,
            chance=self.chance,
            now=self.now,
        )

    def _moments(self, count: int) -> list[datetime]:
        return moments(
            count, first=self.first, now=self.now, calendar=self.calendar, chance=self.chance
        )

    def _working_morning(self, days_ago: int) -> datetime:
        """Return an hour of the morning so many working days ago."""
        today = local_date(self.now)
        before = (today - timedelta(days=number) for number in count(start=1))
        working = (day for day in before if self.calendar.is_working_day(day))
        day = next(islice(working, days_ago - 1, None))
        nine = time(9, self.chance.randrange(60))
        return datetime.combine(day, nine, ZONE).astimezone(UTC)


def _moment(act: Act) -> datetime:
    return act.at
