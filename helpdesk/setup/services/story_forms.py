"""The forms that belong to requests of the sample's story: filled in, approved, done, verified."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.kinds import services
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import DataCorrection, KindRecord
from helpdesk.kinds.queries import approvals_of, people_for, record_of
from helpdesk.kinds.rules import ApprovalStatus, ErrorCause, RefusedError, Stage
from helpdesk.kinds.rules.access import Act
from helpdesk.kinds.rules.report_requests import Delivery
from helpdesk.kinds.services.declared import attach_declared
from helpdesk.kinds.services.steps import fill_in
from helpdesk.systems.models import System
from helpdesk.systems.queries import in_use
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind

MONTH = timedelta(days=27)
CORRECTIONS: Mapping[int, tuple[str, str, str, str, str, ErrorCause]] = {
    12: ("FFARS", "Hati ya malipo PV {:06}", "Kasma", "Umeme", "Shajala", ErrorCause.TYPING),
    13: (
        "PReM",
        "Darasa la Saba, orodha {:04}",
        "Majina ya wanafunzi watatu",
        "Herufi zimekosewa",
        "Kama vyeti vya kuzaliwa",
        ErrorCause.TYPING,
    ),
    42: ("BEMIS", "Taarifa ya shule {:04}", "Idadi ya walimu", "12", "9", ErrorCause.SOURCE),
}  # by the number of the story; the reference takes that of the request
REPORTS: Mapping[int, tuple[str, str, str, Delivery]] = {
    14: ("TAUSI", "Makusanyo ya mapato ya ndani kwa kata", "Kamati ya Fedha", Delivery.BOTH),
    43: ("GAMIS", "Rejista ya vifaa vya TEHAMA", "Wakaguzi wa Nje", Delivery.BOTH),
    54: ("GAMIS", "ICT asset list", "Asset officer", Delivery.SOFT),
}
ACCESSES: Mapping[int, tuple[str, str, str, timedelta | None]] = {
    33: ("TAUSI", "Mtendaji mpya {}", "Mkusanyaji wa mapato", None),
    52: ("MUSE", "Kaimu Mweka Hazina {}", "Mwidhinishaji", MONTH),
}
DAYS = ("from_on", "until_on", "needed_on")
LAST_STEPS: Mapping[Kind, Callable[[KindRecord, str, date], dict[str, object]]] = {
    Kind.REPORT_REQUEST: lambda record, said, day: {
        "handed_to": getattr(record, "for_whom", ""),
        "handed_on": day,
        "copies": 1,
        "remark": said,
    },
    Kind.ACCESS_REQUEST: lambda _record, said, day: {"done_on": day, "remark": said},
    Kind.ADVICE: lambda _record, said, day: {"advice": said, "advised_on": day},
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The systems of a council, and who may verify the work of its officers."""

    systems: Mapping[str, System]
    verifiers: Sequence[User]


def desk_of(program: Actor) -> Desk:
    people = people_with(program, Role.HEAD, Role.TECHNICIAN, Role.MANAGER)
    return Desk({one.acronym: one for one in in_use(program)}, people)


def system_of(story: int, desk: Desk) -> System | None:
    """Return the system of which a story tells, if its form asks for one."""
    said = CORRECTIONS.get(story) or REPORTS.get(story) or ACCESSES.get(story)
    return desk.systems[said[0]] if said else None


def put_form(ticket: Ticket, story: int, number: int, *, actor: Actor, now: datetime) -> None:
    """Let whoever asks fill in the form of what is asked, where it has one.

    What nobody else could approve is asked as an ordinary request.
    """
    try:
        with db.session.begin_nested():
            _put(ticket, story, number, actor=actor, now=now)
    except RefusedError:
        ticket.kind, ticket.category = Kind.SERVICE_REQUEST, None


def _put(ticket: Ticket, story: int, number: int, *, actor: Actor, now: datetime) -> None:
    system = ticket.system
    if story in CORRECTIONS and system is not None:
        facts = _correction(CORRECTIONS[story], number, system, ticket)
        services.attach_correction(facts, ticket=ticket, actor=actor, now=now)
    elif ticket.kind in LAST_STEPS:
        values = _values(ticket, story, number, clock.local_date(now))
        attach_declared(DECLARED[ticket.kind], values, ticket=ticket, actor=actor, now=now)


def _correction(
    said: tuple[str, str, str, str, str, ErrorCause], number: int, system: System, ticket: Ticket
) -> services.CorrectionFacts:
    _acronym, reference, field, before, after, cause = said
    return services.CorrectionFacts(
        system=system,
        record_reference=reference.format(number % 10_000),
        field_name=field,
        value_before=before,
        value_after=after,
        reason=ticket.description,
        cause=cause,
    )


def _values(ticket: Ticket, story: int, number: int, day: date) -> dict[str, Any]:
    """Return what the declared form of a story says."""
    system_id = ticket.system_id
    if story in REPORTS:
        _acronym, name, whom, delivery = REPORTS[story]
        asked = {"report_name": name, "for_whom": whom, "delivery": delivery}
        return {**asked, **dict.fromkeys(DAYS), "system_id": system_id}
    if story in ACCESSES:
        _acronym, holder, right, length = ACCESSES[story]
        about = {"act": Act.GIVE, "system_id": system_id, "reason": ticket.description}
        whose = {"person_id": None, "holder_name": holder.format(number), "access_right": right}
        return {**about, **whose, "starts_on": day, "ends_on": day + length if length else None}
    return {"question": ticket.description, "needed_on": None}


def let_approve(ticket: Ticket, *, officer: Actor, now: datetime) -> None:
    """Let everybody agree whom the form waits for, before an officer begins."""
    moment = ticket.opened_at + (now - ticket.opened_at) / 2
    for _step in approvals_of(ticket):
        waiting = [one for one in approvals_of(ticket) if one.status is ApprovalStatus.PENDING]
        for step in waiting:
            able = people_for(step, today=clock.local_date(moment))
            person = next(one for one in able if one.id != officer.id)
            services.decide(step, True, "", actor=as_actor(person), now=moment)


def solved_by_form(ticket: Ticket, said: str, desk: Desk, *, officer: Actor, now: datetime) -> bool:
    """Solve a request by its form, and tell whether it has one that was still to be finished."""
    record = record_of(ticket)
    if record is None or record.stage in (Stage.DONE, Stage.VERIFIED):
        return False
    if isinstance(record, DataCorrection):
        services.do(record, said, actor=officer, now=now)
        verifier = next(one for one in desk.verifiers if one.id != officer.id)
        services.verify_correction(record, "", actor=as_actor(verifier), now=now)
        return True
    step = DECLARED[ticket.kind].steps[-1]
    values = LAST_STEPS[ticket.kind](record, said, clock.local_date(now))
    fill_in(record, step, values, actor=officer, now=now)
    return True
