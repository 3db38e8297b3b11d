"""What happens to the register of the sample council: entries, moves, devices laid aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

from helpdesk.core.local_time import ZONE, local_date
from helpdesk.core.working_time import add_working_time
from helpdesk.equipment.rules import TRANSITIONS, Condition, Status
from helpdesk.setup.rules.acts import Act, Moved, Registered, Restated
from helpdesk.setup.rules.devices import Device
from helpdesk.setup.rules.requests import Custody
from helpdesk.setup.rules.values import Sample

FOR_ONE_ENTRY = timedelta(minutes=3)
MOVABLE = frozenset({"PC", "LT", "TB"})
OLD = frozenset({Condition.POOR})
LAID_ASIDE = {
    Status.IDLE: "Haitumiki tangu ofisi ipate kifaa kipya",
    Status.SURPLUS: "Kimezidi mahitaji ya ofisi",
    Status.UNSERVICEABLE: "Kimechakaa, hakifai kutengenezwa",
}


@dataclass(frozen=True, slots=True)
class Register:
    sample: Sample
    devices: Sequence[Device]
    start: datetime
    now: datetime
    by: str
    chance: Random

    def entries(self) -> Iterator[Registered]:
        """Enter what there is, one after the other in office hours; what is bought later, then."""
        counted_at = self.start
        for device in self.devices:
            bought_at = datetime.combine(device.purchased_on, time(10), ZONE).astimezone(UTC)
            if bought_at < self.start:
                counted_at = add_working_time(counted_at, FOR_ONE_ENTRY, self.sample.calendar)
                yield Registered(at=counted_at, by=self.by, device=device)
            else:
                yield Registered(at=bought_at, by=self.by, device=device)

    def moves(self, count: int, custody: Custody) -> Iterator[Moved]:
        """Hand devices over to somebody of the same department or of headquarters."""
        movable = [one for one in self._others() if one.category in MOVABLE and self._is_old(one)]
        for device in self.chance.sample(movable, k=min(count, len(movable))):
            at = self._some_time()
            to = self.chance.choice([one.username for one in self.sample.offices])
            custody.move(device, at=at, to=to)
            reason = self.chance.choice(self.sample.phrases["move"])
            yield Moved(at=at, by=self.by, device=device.number, to=to, reason=reason)

    def laid_aside(self) -> Iterator[Restated]:
        """Put away one in ten of the devices that are in poor condition."""
        worn = [one for one in self._others() if one.condition in OLD]
        for device in self.chance.sample(worn, k=len(worn) // 10):
            status = self.chance.choice(list(LAID_ASIDE))
            yield Restated(
                at=self._some_time(),
                by=self.by,
                device=device.number,
                status=status,
                reason=LAID_ASIDE[status],
            )

    def _others(self) -> list[Device]:
        """Return all devices but those of the people who show the program: they keep theirs."""
        known = {office.username for office in self.sample.offices if office.is_known}
        return [device for device in self.devices if device.holder not in known]

    def _is_old(self, device: Device) -> bool:
        return device.purchased_on < local_date(self.start) and device.status is Status.IN_SERVICE

    def _some_time(self) -> datetime:
        """Return a moment in office hours, after the first entries."""
        whole = self.now - self.start
        at = self.start + whole * self.chance.uniform(0.1, 0.95)
        return add_working_time(at, timedelta(minutes=1), self.sample.calendar)


def possible(acts: Sequence[Act]) -> Iterator[Act]:
    """Leave out what a device's state does not allow, such as laying aside what was lost."""
    states: dict[int, Status] = {}
    for act in acts:
        match act:
            case Registered():
                states[act.device.number] = act.device.status
            case Restated() if act.status not in TRANSITIONS[states[act.device]]:
                continue
            case Restated():
                states[act.device] = act.status
        yield act
