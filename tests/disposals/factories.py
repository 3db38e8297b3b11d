"""Boards of survey with as little said about them as a test needs."""

from datetime import date
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.disposals import services
from helpdesk.disposals.models import Survey, SurveyLine
from helpdesk.disposals.rules import Decision, Member, MemberRole, Method, Reason, WipeMethod
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from tests.factories import MONDAY_MORNING

MEMBERS = (
    Member("Asha Mwita", "Mhandisi", MemberRole.CHAIR),
    Member("Juma Ally", "Fundi TEHAMA", MemberRole.SECRETARY),
    Member("Neema Sanga", "Mhasibu", MemberRole.MEMBER),
)
DAY = date(2026, 3, 1)


def survey(by: User, *, members=MEMBERS) -> Survey:
    board = services.Board(
        appointment_letter="MBR/K/1", surveyed_on=DAY, place="Stoo kuu", members=members
    )
    return services.open_survey(board, maker=by, actor=as_actor(by))


def found(to: Survey, asset: Asset, *, by: User, **said: object) -> SurveyLine:
    given: dict[str, Any] = {
        "is_seen": True,
        "condition": Condition.UNSERVICEABLE,
        "reason": Reason.WORN_OUT,
        "method": Method.AUCTION,
        **said,
    }
    return services.add_line(
        to, asset, services.Finding(**given), actor=as_actor(by), now=MONDAY_MORNING
    )


def decided(of: Survey, *, by: User, decision: Decision = Decision.APPROVED) -> Survey:
    services.submit(of, actor=as_actor(by))
    said = {line.id: services.Said(decision) for line in of.lines}
    services.decide(of, said, decider=by, actor=as_actor(by), now=MONDAY_MORNING)
    return of


def wiped(line: SurveyLine, *, by: User):
    facts = services.Wiped(
        method=WipeMethod.OVERWRITE, done_on=DAY, done_by=by.name, witness="Shahidi"
    )
    return services.wipe(line, facts, enterer=by, actor=as_actor(by), now=MONDAY_MORNING)


def left(line: SurveyLine, *, by: User):
    facts = services.Left(method=Method.AUCTION, done_on=DAY, receiver="Mnunuzi", witness="Shahidi")
    return services.dispose(line, facts, enterer=by, actor=as_actor(by), now=MONDAY_MORNING)
