"""Who asks the ICT unit of the sample council for what, and when."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from helpdesk.core.local_time import ZONE, local_date
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.setup.rules.devices import Device
from helpdesk.setup.rules.values import Office, Repair, Sample, Story, Telling
from helpdesk.workorders.rules import Result

MARKET_DAYS = frozenset({2, 5})  # Wednesday and Saturday
SATURDAY = 5
WEEKDAY_WEIGHTS = (1.25, 1.05, 1.0, 1.0, 0.9)
SATURDAY_WEIGHT, REST_WEIGHT = 0.15, 0.03
HOURS = {
    6: 1,
    7: 6,
    8: 20,
    9: 22,
    10: 20,
    11: 16,
    12: 10,
    13: 9,
    14: 12,
    15: 8,
    16: 2,
    17: 1,
    20: 1,
}
LAST_MONTHS_OF_QUARTERS = frozenset({3, 6, 9, 12})
UNIT = frozenset({"technician", "head", "administrator"})
OFTEN = 0.35
TICKETS_TO_AN_ORIGINAL = 20
RECENTLY = timedelta(days=60)


class Fate(StrEnum):
    """How far a request comes, whatever time it has."""

    SOLVED = "solved"
    UNSEEN = "unseen"  # nobody takes it up
    STUCK = "stuck"  # it waits for something that does not come
    IN_HAND = "in_hand"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    number: int
    at: datetime
    requester: str
    story: Story
    telling: Telling
    device: Device | None
    repair: Repair | None
    fate: Fate


class Custody:
    """Who holds a device at a moment: whoever got it first, or by the last move before then."""

    def __init__(self) -> None:
        self._moves: dict[int, list[tuple[datetime, str]]] = {}

    def move(self, device: Device, *, at: datetime, to: str) -> None:
        self._moves.setdefault(device.number, []).append((at, to))

    def holder(self, device: Device, at: datetime) -> str:
        moves = self._moves.get(device.number, [])
        before = bisect([moment for moment, _to in moves], at)
        return moves[before - 1][1] if before else device.holder


def moments(
    count: int, *, first: date, now: datetime, calendar: WorkingCalendar, chance: Random
) -> list[datetime]:
    """Return when people ask: mostly on working mornings, sometimes at odd hours, never later."""
    days = [first + timedelta(days=number) for number in range((local_date(now) - first).days + 1)]
    weights = [_day_weight(day, calendar) for day in days]
    drawn: list[datetime] = []
    while len(drawn) < count:
        moment = _moment(chance.choices(days, weights)[0], chance)
        if moment <= now:
            drawn.append(moment)
    return sorted(drawn)


def _day_weight(day: date, calendar: WorkingCalendar) -> float:
    if calendar.is_working_day(day):
        return WEEKDAY_WEIGHTS[day.weekday()]
    return SATURDAY_WEIGHT if day.weekday() == SATURDAY else REST_WEIGHT


def _moment(day: date, chance: Random) -> datetime:
    hour = chance.choices(list(HOURS), list(HOURS.values()))[0]
    earliest = 30 if hour == 7 else 0
    at = time(hour, chance.randrange(earliest, 60), chance.randrange(60))
    return datetime.combine(day, at, ZONE).astimezone(UTC)


@dataclass(kw_only=True)
class Demand:
    """Draws requests one after the other; each story is first told in its original words."""

    sample: Sample
    devices: Sequence[Device]
    custody: Custody
    laid_aside: Mapping[int, datetime]
    chance: Random
    now: datetime

    def __post_init__(self) -> None:
        """Forget nothing between requests: what was told, and what is broken for good."""
        self._told: set[int] = set()
        self._gone = dict(self.laid_aside)
        self._offices = {office.username: office for office in self.sample.offices}
        self._askers = [one for one in self.sample.offices if one.role not in UNIT]
        self._repairs = {repair.number: repair for repair in self.sample.repairs}

    def request(self, number: int, at: datetime) -> Request:
        story = self._story(number, local_date(at))
        telling = self._telling(story)
        repair = self._repair(story)
        device = self._device(story, repair, telling, at)
        if device is not None and _is_the_end(story, repair):
            self._gone[device.number] = at
        return Request(
            number=number,
            at=at,
            requester=self._requester(story, telling, device, at),
            story=story,
            telling=telling,
            device=device,
            repair=repair if device else None,
            fate=self._fate(at),
        )

    def request_of(self, username: str, number: int, at: datetime, fate: Fate) -> Request:
        """Draw one of a certain person, about one of his own devices."""
        pairs = [
            (story, device)
            for device in self.devices
            for story in self.sample.stories
            if story.always_repaired and self._is_his(username, device, story, at)
        ]
        story, device = self.chance.choice(pairs)
        return Request(
            number=number,
            at=at,
            requester=username,
            story=story,
            telling=self._retold(story),
            device=device,
            repair=self._repair(story),
            fate=fate,
        )

    def _is_his(self, username: str, device: Device, story: Story, at: datetime) -> bool:
        """Tell whether he holds this device and it can break like this."""
        repair = self._repairs[story.repairs[0]]
        fits = device.category == repair.category and repair.models in device.model.name
        return fits and self._is_in_use(device, at) and self.custody.holder(device, at) == username

    def bench_job(self, at: datetime) -> tuple[Repair, Device]:
        """Draw a repair that somebody brings to the bench without asking first."""
        small = [one for one in self.sample.repairs if not one.downtime_days]
        while True:
            repair = self.chance.choices(small, [one.weight for one in small])[0]
            devices = list(self._fit(repair.category, repair, at))
            if devices:
                return repair, self.chance.choice(devices)

    def _story(self, number: int, day: date) -> Story:
        untold = [one for one in self.sample.stories if self._is_untold(one)]
        if untold and number % TICKETS_TO_AN_ORIGINAL == 0:
            return self.chance.choice(untold)
        weights = [story.weight * season(story, day) for story in self.sample.stories]
        return self.chance.choices(self.sample.stories, weights)[0]

    def _telling(self, story: Story) -> Telling:
        if story.original is None or not self._is_untold(story):
            return self._retold(story)
        self._told.add(story.number)
        return story.original

    def _is_untold(self, story: Story) -> bool:
        return story.original is not None and story.number not in self._told

    def _retold(self, story: Story) -> Telling:
        if story.is_in_english:
            return story.telling
        said = (self._say("greeting"), story.telling.description, self._say("closing"))
        return Telling(subject=story.telling.subject, description=" ".join(filter(None, said)))

    def _say(self, kind: str) -> str:
        return self.chance.choice(self.sample.phrases[kind])

    def _repair(self, story: Story) -> Repair | None:
        if story.repairs and (story.always_repaired or self.chance.random() < OFTEN):
            return self._repairs[self.chance.choice(story.repairs)]
        return None

    def _device(
        self, story: Story, repair: Repair | None, telling: Telling, at: datetime
    ) -> Device | None:
        if not story.device:
            return None
        fit = list(self._fit(story.device, repair, at))
        department = telling.department
        there = [one for one in fit if one.department == department] if department else []
        allowed = [
            one for one in fit if one.department in story.departments or not story.departments
        ]
        candidates = there or allowed
        return self.chance.choice(candidates) if candidates else None

    def _fit(self, category: str, repair: Repair | None, at: datetime) -> Iterator[Device]:
        models = repair.models if repair else ""
        for one in self.devices:
            is_of_kind = one.category == category and models in one.model.name
            if is_of_kind and self._is_in_use(one, at):
                yield one

    def _is_in_use(self, device: Device, at: datetime) -> bool:
        began, ended = device.in_service_on, self._gone.get(device.number)
        return began is not None and began < local_date(at) and (ended is None or at < ended)

    def _requester(
        self, story: Story, telling: Telling, device: Device | None, at: datetime
    ) -> str:
        if device is not None:
            holder = self._offices[self.custody.holder(device, at)]
            if holder.role not in UNIT:
                return holder.username
        return self.chance.choice(self._who_might_ask(story, telling)).username

    def _who_might_ask(self, story: Story, telling: Telling) -> Sequence[Office]:
        """Prefer those of whom the original tells; then the departments that meet such things."""
        there = [one for one in self._askers if telling.place and telling.place == _site(one)]
        fellows = [one for one in there if one.department == telling.department]
        if telling.place != self.sample.headquarters:
            fellows = fellows or there
        usual = [one for one in self._askers if self._meets(story, one)]
        return fellows or usual or self._askers

    def _meets(self, story: Story, office: Office) -> bool:
        is_there = not story.at_headquarters or _site(office) == self.sample.headquarters
        return is_there and (office.department in story.departments or not story.departments)

    def _fate(self, at: datetime) -> Fate:
        """Leave some of the last weeks' requests undone, as they are on any desk."""
        if self.now - at > RECENTLY:
            return Fate.SOLVED
        fates: Mapping[Fate, int] = {
            Fate.SOLVED: 83,
            Fate.UNSEEN: 5,
            Fate.STUCK: 7,
            Fate.IN_HAND: 5,
        }
        return self.chance.choices(list(fates), list(fates.values()))[0]


def season(story: Story, day: date) -> float:
    """Return how much likelier than usual a story is on a day; on days of rest few can happen."""
    if day.weekday() >= SATURDAY and story.season != "market" and "AFY" not in story.departments:
        return 0.0
    match story.season:
        case "market":
            return 3.5 if day.weekday() in MARKET_DAYS else 0.6
        case "quarter_end":
            return 2.5 if day.month in LAST_MONTHS_OF_QUARTERS and day.day > 15 else 0.85
        case "month_end":
            return 2.0 if day.day >= 24 else 0.8
    return 1.0


def _is_the_end(story: Story, repair: Repair | None) -> bool:
    """Tell whether a device will not be heard of again: it is lost, or past mending."""
    return story.category == "WIZ" or (repair is not None and repair.result is Result.UNREPAIRABLE)


def _site(office: Office) -> str:
    """Return the site on which somebody sits: the code of a room begins with it."""
    return office.place.partition("-")[0]
