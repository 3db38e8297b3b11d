"""Forms that people of the sample council filled in: access, reports, changes, security, advice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with, visible_to
from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import Approval
from helpdesk.kinds.queries.access import AccessFilters, open_of_system, register
from helpdesk.kinds.queries.declared import declared_record
from helpdesk.kinds.rules import ApprovalStatus
from helpdesk.kinds.rules.access import AccessState, Act
from helpdesk.kinds.rules.changes import Outcome, Risk
from helpdesk.kinds.rules.report_requests import Delivery
from helpdesk.kinds.rules.reviews import Verdict
from helpdesk.kinds.rules.security import Severity
from helpdesk.kinds.services import decide
from helpdesk.kinds.services.access import Entry, ask_removal, enter
from helpdesk.kinds.services.declared import open_declared
from helpdesk.kinds.services.reviews import Said, review
from helpdesk.kinds.services.steps import fill_in
from helpdesk.systems.models import System
from helpdesk.systems.queries import in_use
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind

RIGHTS = ("Mhasibu", "Mkaguzi wa hati", "Kusoma tu", "Mwidhinishaji", "Mwandishi")
MOST_HOLDERS = 8
THAT_DAY = object()  # on which a form, or a step of it, is filled in
MOST_STEPS = 40  # of all forms together


@dataclass(frozen=True, slots=True)
class Troupe:
    """Who has a part: some of the staff, who approves, who heads the unit, and who does it."""

    staff: Sequence[User]
    director: User
    head: User
    officer: User
    systems: Mapping[str, System]
    now: datetime
    moments: Iterator[datetime]


def fill_in_forms(program: Actor, *, now: datetime) -> None:
    """Let each kind of form be filled in a few times; a council without a director has none."""
    troupe = _troupe(program, now)
    if troupe is None:
        return
    _take_away_what_is_over(troupe)
    _give_accesses(troupe, program)
    _ask_for_access(troupe)
    _ask_for_reports(troupe)
    _change_systems(troupe)
    _report_incidents(troupe)
    _ask_for_advice(troupe)


def _troupe(program: Actor, now: datetime) -> Troupe | None:
    staff = db.session.scalars(
        visible_to(program)
        .where(User.is_active, User.council_id == program.council_id)
        .order_by(User.id)
        .limit(40)
    ).all()
    asking = [one for one in staff if {grant.role for grant in one.grants} == {Role.REQUESTER}]
    offices = [people_with(program, role) for role in (Role.MANAGER, Role.HEAD, Role.TECHNICIAN)]
    systems = {one.acronym: one for one in in_use(program)}
    if len(asking) <= MOST_HOLDERS or not all(offices) or "MUSE" not in systems:
        return None
    director, head, officer = (found[0] for found in offices)
    return Troupe(asking, director, head, officer, systems, now, _moments(now))


def _moments(now: datetime) -> Iterator[datetime]:
    """Go from the last request to now in small steps, so that numbers follow the time."""
    last = db.session.scalar(select(func.max(Ticket.opened_at))) or now
    return (last + (now - last) * step / MOST_STEPS for step in range(1, MOST_STEPS + 1))


def _take_away_what_is_over(troupe: Troupe) -> None:
    """What was given until a day was taken away soon after it."""
    actor, when = as_actor(troupe.head), next(troupe.moments)
    today = clock.local_date(when)
    over = register(actor, AccessFilters(state=AccessState.OVERDUE), today=today)
    if accesses := db.session.scalars(over).all():
        reason, head = "Muda wa haki hizi umekwisha.", troupe.head
        ticket = ask_removal(
            accesses, holder=None, reason=reason, requester=head, actor=actor, now=when
        )
        _work(troupe, ticket, "carry-out", {"done_on": THAT_DAY, "remark": "Zimeondolewa."})


def _give_accesses(troupe: Troupe, program: Actor) -> None:
    """Fill the register; one right ends soon, and one person has left with rights."""
    today, names = clock.local_date(troupe.now), ("MUSE", "PlanRep", "TAUSI", "FFARS")
    known = [troupe.systems[name] for name in names if name in troupe.systems]
    for number, person in enumerate(troupe.staff[:MOST_HOLDERS]):
        for system in known[number % 2 :: 2]:
            entry = Entry(
                system=system,
                person=person,
                holder_name=person.name,
                access_right=RIGHTS[number % len(RIGHTS)],
                starts_on=today - timedelta(days=400 - 30 * number),
                ends_on=today + timedelta(days=9) if number == 3 else None,
            )
            enter(entry, actor=program)
    accounts.deactivate(troupe.staff[MOST_HOLDERS - 1], actor=program, now=troupe.now)
    _review(troupe)


def _review(troupe: Troupe) -> None:
    """The head of the unit looked at one system in the quarter before this one."""
    actor, system = as_actor(troupe.head), troupe.systems["MUSE"]
    quarter = Period.quarter_of(clock.local_date(troupe.now)).previous.slug
    found = open_of_system(system, actor=actor)
    said = {one.id: Said(Verdict.KEEP) for one in found}
    said[found[0].id] = Said(Verdict.REMOVE, "Amehamia idara nyingine")
    when = next(troupe.moments)
    review(system, quarter, said, reviewer=troupe.head, actor=actor, now=when)


def _ask_for_access(troupe: Troupe) -> None:
    asker, today = troupe.staff[0], clock.local_date(troupe.now)
    ticket = _ask(
        troupe,
        Kind.ACCESS_REQUEST,
        asker,
        act=Act.GIVE,
        person_id=asker.id,
        holder_name=asker.name,
        system_id=troupe.systems["MUSE"].id,
        access_right="Mwidhinishaji",
        starts_on=today,
        ends_on=None,
        reason="Amepangiwa kuandaa malipo ya idara.",
    )
    _approve(ticket, troupe.director, troupe.head, now=next(troupe.moments))
    done = {"done_on": THAT_DAY, "remark": "Akaunti imefunguliwa na kukabidhiwa."}
    _work(troupe, ticket, "carry-out", done)


def _ask_for_reports(troupe: Troupe) -> None:
    today = clock.local_date(troupe.now)
    said = {
        "system_id": troupe.systems["MUSE"].id,
        "from_on": None,
        "until_on": None,
        "needed_on": today,
    }
    ticket = _ask(
        troupe,
        Kind.REPORT_REQUEST,
        troupe.staff[1],
        report_name="Mapato na matumizi ya robo iliyopita",
        for_whom="Kamati ya Fedha, Uongozi na Mipango",
        delivery=Delivery.BOTH,
        **said,
    )
    _approve(ticket, troupe.director, now=next(troupe.moments))
    handed = {"handed_to": "Katibu wa Vikao", "handed_on": THAT_DAY, "copies": 12}
    _work(troupe, ticket, "deliver", {**handed, "remark": ""})
    _ask(
        troupe,
        Kind.REPORT_REQUEST,
        troupe.staff[2],
        report_name="Orodha ya watumishi kwa idara",
        for_whom="Mkuu wa Divisheni ya Utumishi",
        delivery=Delivery.SOFT,
        **said,
    )


def _change_systems(troupe: Troupe) -> None:
    today = clock.local_date(troupe.now)
    ticket = _ask(
        troupe,
        Kind.CHANGE,
        troupe.staff[3],
        system_id=troupe.systems["MUSE"].id,
        what="Kuongeza kituo kipya cha gharama kwenye orodha ya idara.",
        why="Idara imeanzishwa na bajeti yake haina mahali pa kuandikwa.",
        risk=Risk.MEDIUM,
        risk_said="Malipo yanaweza kuandikwa kwenye kituo kisicho sahihi.",
        roll_back="Kufunga kituo kipya na kurudisha orodha ya awali.",
        planned_on=today,
    )
    tested = {
        "tested_how": "Malipo matatu ya majaribio yameandikwa na kufutwa.",
        "tested_on": THAT_DAY,
        "tested_by": troupe.officer.name,
    }
    _work(troupe, ticket, "test", tested)
    _approve(ticket, troupe.head, now=next(troupe.moments))
    made = {"done_on": THAT_DAY, "outcome": Outcome.WORKS, "result": ""}
    _work(troupe, ticket, "make", made)


def _report_incidents(troupe: Troupe) -> None:
    ticket = _ask(
        troupe,
        Kind.SECURITY_INCIDENT,
        troupe.staff[4],
        severity=Severity.HIGH,
        happened_on=THAT_DAY,
        what_happened="Nilijibu barua pepe ya uongo iliyoniomba nywila ya MUSE.",
        data_affected="Akaunti yangu ya MUSE; malipo mawili yalifunguliwa bila idhini yangu.",
    )
    measures = "Akaunti imefungwa, nywila imebadilishwa, na malipo mawili yamesitishwa."
    contained = {"contained_on": THAT_DAY, "reported_to": "eGA, TZ-CERT"}
    said = {"measures": measures, **contained}
    _work(troupe, ticket, "contain", said, worker=troupe.head)


def _ask_for_advice(troupe: Troupe) -> None:
    question = (
        "Tununue kompyuta za aina gani kwa ajili ya vituo vya afya visivyo na umeme wa uhakika?"
    )
    ticket = _ask(troupe, Kind.ADVICE, troupe.staff[5], question=question, needed_on=None)
    advice = (
        "Nunueni kompyuta mpakato zenye betri ya saa nane na hifadhi ya SSD, pamoja na kinga ya"
        " umeme. Kompyuta ya mezani ikihitajika, iwe na UPS ya VA 650 au zaidi."
    )
    given = {"advice": advice, "advised_on": THAT_DAY}
    _work(troupe, ticket, "advise", given)


def _ask(troupe: Troupe, kind: Kind, asker: User, **values: Any) -> Ticket:
    actor, when = as_actor(asker), next(troupe.moments)
    said = _dated(values, when)
    return open_declared(DECLARED[kind], said, requester=asker, actor=actor, now=when)


def _approve(ticket: Ticket, *approvers: User, now: datetime) -> None:
    """Let everybody of the chain agree who is asked in turn."""
    waiting = Approval.ticket_id == ticket.id, Approval.status == ApprovalStatus.PENDING
    for person in approvers:
        approval = db.session.scalars(select(Approval).where(*waiting)).one()
        decide(approval, True, "", actor=as_actor(person), now=now)


def _work(
    troupe: Troupe,
    ticket: Ticket,
    name: str,
    values: Mapping[str, object],
    *,
    worker: User | None = None,
) -> None:
    record, step = declared_record(ticket), DECLARED[ticket.kind].step(name)
    if record is None or step is None:
        raise LookupError(name)
    actor, when = as_actor(worker or troupe.officer), next(troupe.moments)
    fill_in(record, step, _dated(values, when), actor=actor, now=when)


def _dated(values: Mapping[str, object], when: datetime) -> dict[str, object]:
    """Put the day of a paper where it says that day."""
    own = clock.local_date(when)
    return {name: own if value is THAT_DAY else value for name, value in values.items()}
