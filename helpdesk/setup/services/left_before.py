"""Devices of the sample council that left in this year and in those before; the caller commits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.recurrence import add_months
from helpdesk.disposals import services
from helpdesk.disposals.rules import Decision, Method, Reason, WipeMethod
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.queries import models
from helpdesk.equipment.rules import Condition, Status
from helpdesk.equipment.services import Facts, Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.setup.services.leaving import BOARD, BUYER, WITNESS

AGE = 72  # months; older than the life of any of them
SCHOOL = "Shule ya Sekondari Igurusi"
LOST = "Imeibiwa; RB 1187 ya Kituo cha Polisi Rujewa"
WRITTEN_OFF = "Hasara imefutwa kwa idhini ya Katibu Tawala wa Mkoa"


@dataclass(frozen=True, slots=True)
class Gone:
    """What left so many days after a fiscal year began; without a method it was stolen."""

    years_ago: int
    days: int
    category: str
    cost: int
    method: Method | None


GONE = (
    Gone(2, 140, "PC", 1_850_000, Method.AUCTION),
    Gone(2, 141, "PR", 920_000, Method.TRANSFER),
    Gone(1, 150, "PC", 1_990_000, Method.AUCTION),
    Gone(1, 152, "LT", 2_300_000, Method.TRANSFER),
    Gone(1, 230, "LT", 2_450_000, None),
    Gone(0, 40, "PR", 1_050_000, Method.TRANSFER),
)


@dataclass(frozen=True, slots=True)
class Bench:
    officer: User
    head: User
    models: dict[str, AssetModel]


def let_old_ones_leave(program: Actor, *, now: datetime) -> None:
    """Let some devices be gone by each year's end, so that every line of the books is met."""
    officers, heads = people_with(program, Role.TECHNICIAN), people_with(program, Role.HEAD)
    by_code = {one.category.code: one for one in models(program)}
    if not officers or not heads:
        return
    bench = Bench(officers[0], heads[0], by_code)
    for gone, on in _days(clock.local_date(now)):
        if gone.category in by_code:
            device = _registered(gone, on, bench)
            _left(device, gone.method, on, bench)


def _days(today: date) -> Iterator[tuple[Gone, date]]:
    this = FiscalYear.containing(today)
    for one in GONE:
        on = FiscalYear(this.first - one.years_ago).first_day + timedelta(days=one.days)
        if on < today:
            yield one, on


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.ZONE)


def _registered(gone: Gone, on: date, bench: Bench) -> Asset:
    officer, bought_on = bench.officer, add_months(on, -AGE if gone.method else -20)
    if officer.location is None or officer.department is None:
        raise LookupError(officer.username)
    facts = Facts(
        model=bench.models[gone.category],
        serial_number=f"OLD{on:%Y%m%d}{gone.category}",
        condition=Condition.POOR,
        purchase_cost=Decimal(gone.cost),
        purchased_on=bought_on,
        in_service_on=bought_on + timedelta(days=9),
    )
    to = Whereabouts(location=officer.location, department=officer.department)
    at = _noon(on - timedelta(days=120))
    status = Status.IN_SERVICE
    return equipment.register(facts, to, status=status, actor=as_actor(officer), now=at)


def _left(device: Asset, method: Method | None, on: date, bench: Bench) -> None:
    if method:
        _disposed(device, method, on, bench)
        return
    days = {
        Status.LOST_STOLEN: (on - timedelta(days=60), LOST),
        Status.WRITTEN_OFF: (on, WRITTEN_OFF),
    }
    for status, (day, reason) in days.items():
        actor = as_actor(bench.head)
        equipment.set_status(device, status=status, reason=reason, actor=actor, now=_noon(day))


def _disposed(device: Asset, method: Method, on: date, bench: Bench) -> None:
    officer, actor = bench.officer, as_actor(bench.officer)
    surveyed_on = on - timedelta(days=20)
    at = _noon(surveyed_on)
    board = services.Board(
        appointment_letter="MBR/F.20/3",
        surveyed_on=surveyed_on,
        place="Stoo ya TEHAMA, Rujewa",
        members=BOARD,
    )
    survey = services.open_survey(board, maker=officer, actor=actor)
    finding = services.Finding(
        is_seen=True, condition=Condition.POOR, reason=Reason.OUTLIVED, method=method
    )
    line = services.add_line(survey, device, finding, actor=actor, now=at)
    services.submit(survey, actor=actor)
    said = {line.id: services.Said(Decision.APPROVED)}
    services.decide(survey, said, decider=bench.head, actor=as_actor(bench.head), now=at)
    if services.must_be_wiped(line):
        wiped = services.Wiped(
            method=WipeMethod.OVERWRITE, done_on=on, done_by=officer.name, witness=WITNESS
        )
        services.wipe(line, wiped, enterer=officer, actor=actor, now=_noon(on))
    is_sold = method is Method.AUCTION
    left = services.Left(
        method=method,
        done_on=on,
        receiver=BUYER if is_sold else SCHOOL,
        witness=WITNESS,
        receipt_number=f"ERV {on:%y%m%d}" if is_sold else "",
        proceeds=Decimal(60_000) if is_sold else Decimal(0),
    )
    services.dispose(line, left, enterer=officer, actor=actor, now=_noon(on))
