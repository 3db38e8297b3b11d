"""What a board surveyed in the sample council, and what has left; the caller commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.disposals import queries, services
from helpdesk.disposals.models import Survey, SurveyLine
from helpdesk.disposals.rules import Decision, Member, MemberRole, Method, Reason, WipeMethod
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role

BOARD = (
    Member("Mjumbe wa Ujenzi", "Mhandisi wa Ujenzi", MemberRole.CHAIR),
    Member("Mjumbe wa Fedha", "Mhasibu", MemberRole.SECRETARY),
    Member("Mjumbe wa TEHAMA", "Fundi TEHAMA", MemberRole.MEMBER),
)
FIRST, ALL = 3, 5  # devices of the first sitting, and of both
REASONS = {Status.IDLE: Reason.IDLE, Status.SURPLUS: Reason.SURPLUS}
BUYER, WITNESS = "Rujewa Scrap Dealers", "Mkaguzi wa Ndani"


def let_leave(program: Actor, *, now: datetime) -> None:
    """Let one sitting be decided, and one device of it be gone; another is still being written."""
    officers, heads = people_with(program, Role.TECHNICIAN), people_with(program, Role.HEAD)
    devices = queries.offered(program, today=clock.local_date(now))[:ALL]
    if not officers or not heads or len(devices) < ALL:
        return
    officer, head, day = officers[0], heads[0], timedelta(days=1)
    first = _survey(devices[:FIRST], by=officer, at=now - 30 * day)
    services.submit(first, actor=as_actor(officer))
    _decide(first, by=head, at=now - 20 * day)
    _leave(first.lines[0], by=officer, at=now - 10 * day)
    _survey(devices[FIRST:], by=officer, at=now - 2 * day)


def _survey(devices: Sequence[Asset], *, by: User, at: datetime) -> Survey:
    actor = as_actor(by)
    board = services.Board(
        appointment_letter="MBR/F.20/7",
        surveyed_on=clock.local_date(at),
        place="Stoo ya TEHAMA, Rujewa",
        members=BOARD,
    )
    survey = services.open_survey(board, maker=by, actor=actor)
    for device in devices:
        finding = services.Finding(
            is_seen=True,
            condition=Condition.UNSERVICEABLE,
            reason=_reason(device),
            method=Method.AUCTION,
            estimated_value=Decimal(40_000),
        )
        services.add_line(survey, device, finding, actor=actor, now=at)
    return survey


def _reason(device: Asset) -> Reason:
    if device.status is Status.UNSERVICEABLE:
        return Reason.WORN_OUT
    return REASONS.get(device.status, Reason.OUTLIVED)


def _decide(survey: Survey, *, by: User, at: datetime) -> None:
    refused = survey.lines[-1].id
    said = {line.id: services.Said(Decision.APPROVED) for line in survey.lines}
    said[refused] = services.Said(Decision.REFUSED, "Kitumike kufundishia mafundi wapya")
    services.decide(survey, said, decider=by, actor=as_actor(by), now=at)


def _leave(line: SurveyLine, *, by: User, at: datetime) -> None:
    actor, on = as_actor(by), clock.local_date(at)
    if services.must_be_wiped(line):
        wiped = services.Wiped(
            method=WipeMethod.OVERWRITE, done_on=on, done_by=by.name, witness=WITNESS
        )
        services.wipe(line, wiped, enterer=by, actor=actor, now=at)
    left = services.Left(
        method=Method.AUCTION,
        done_on=on,
        receiver=BUYER,
        witness=WITNESS,
        receipt_number="ERV 0091245",
        proceeds=Decimal(45_000),
    )
    services.dispose(line, left, enterer=by, actor=actor, now=at)
