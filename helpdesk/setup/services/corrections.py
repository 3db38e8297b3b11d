"""Corrections of data in the sample council, at all stages of their life; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with, visible_to
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.kinds import services
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import approvals_of
from helpdesk.kinds.rules import ErrorCause
from helpdesk.systems.models import System
from helpdesk.systems.queries import in_use

HEAD_TITLE = "Mweka Hazina"
DEPUTY_DAYS = (20, 10)  # when the head of finance was away
CORRECTIONS = (
    ("MUSE", "Hati ya malipo PV 000412", "Jina la mlipwaji", "Duka Rujewa", "Duka la Vifaa Rujewa",
     "Jina halilingani na akaunti ya benki.", ErrorCause.TYPING),
    ("TAUSI", "Stakabadhi 9912040088", "Kiasi", "500,000", "50,000",
     "Sifuri moja imezidi; mlipaji ana stakabadhi ya 50,000.", ErrorCause.TYPING),
    ("FFARS", "Zahanati ya Igava, Februari", "Chanzo cha fedha", "Basket Fund", "Papo kwa papo",
     "Fedha ziliandikwa kwenye chanzo kisicho sahihi.", ErrorCause.TRAINING),
    ("MUSE", "Hati ya malipo PV 000437", "Tarehe", "31/02", "28/02",
     "Mfumo ulikubali tarehe isiyokuwepo.", ErrorCause.DESIGN),
    ("TAUSI", "Leseni B 2041", "Aina ya biashara", "Duka la dawa", "Duka la jumla",
     "Mteja anaomba kubadilisha bila barua.", ErrorCause.SOURCE),
    ("FFARS", "Shule ya Msingi Rujewa", "Salio la mwanzo", "1,250,000", "1,520,000",
     "Mtandao ulikatika wakati wa kuhifadhi.", ErrorCause.CONNECTION),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """Who has a part in it."""

    asker: User
    head: User
    deputy: User
    officer: User
    systems: Sequence[System]
    now: datetime

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def correct_data(program: Actor, *, now: datetime) -> None:
    """Let six errors be corrected; a council without a finance office has none."""
    cast = _cast(program, now)
    if cast is None:
        return
    _away(cast)
    made = [_ask(cast, number) for number in range(len(CORRECTIONS))]
    _decide(made[0], cast.deputy, now=cast.days_ago(15))
    _decide(made[1], cast.head, now=cast.days_ago(24))
    _decide(made[2], cast.head, now=cast.days_ago(8))
    _decide(made[3], cast.head, now=cast.days_ago(5))
    _decide(made[4], cast.head, refused="Lete barua ya mteja kwanza.", now=cast.days_ago(4))
    for number, one in enumerate(made[:3]):
        _do(cast, one, days=(14, 23, 3)[number])
    for number, one in enumerate(made[:2]):
        actor, at = as_actor(cast.asker), cast.days_ago((13, 22)[number])
        services.verify_correction(one, "Nimeona kwenye mfumo.", actor=actor, now=at)


def _cast(program: Actor, now: datetime) -> Cast | None:
    finance = db.session.scalars(
        visible_to(program)
        .join(User.department)
        .where(User.is_active, User.council_id == program.council_id)
        .where(User.department.has(code="FED"))
        .order_by(User.id)
    ).all()
    officers = people_with(program, Role.TECHNICIAN)
    systems = {one.acronym: one for one in in_use(program)}
    wanted = [systems[said[0]] for said in CORRECTIONS if said[0] in systems]
    head = next((one for one in finance if one.job_title.startswith(HEAD_TITLE)), None)
    others = [one for one in finance if one is not head]
    if head is None or len(others) <= 1 or not officers or len(wanted) < len(CORRECTIONS):
        return None
    named = sorted(others, key=lambda one: one.username != "mtumishi")
    return Cast(named[0], head, named[1], officers[0], wanted, now)


def _away(cast: Cast) -> None:
    """An accountant decided in the place of the head of finance while he was away."""
    actor = as_actor(cast.head)
    first, last = (clock.local_date(cast.days_ago(days)) for days in DEPUTY_DAYS)
    absence = accounts.Absence(
        principal=cast.head,
        deputy=cast.deputy,
        starts_on=first,
        ends_on=last,
        reason="Likizo ya mwaka",
    )
    accounts.delegate(absence, actor=actor, now=cast.days_ago(DEPUTY_DAYS[0] + 1))


def _ask(cast: Cast, number: int) -> DataCorrection:
    _acronym, reference, field, before, after, reason, cause = CORRECTIONS[number]
    facts = services.CorrectionFacts(
        system=cast.systems[number],
        record_reference=reference,
        field_name=field,
        value_before=before,
        value_after=after,
        reason=reason,
        cause=cause,
    )
    days = (16, 25, 9, 6, 5, 0)[number]
    asker = cast.asker
    return services.ask_correction(
        facts, requester=asker, actor=as_actor(asker), now=cast.days_ago(days)
    )


def _decide(made: DataCorrection, by: User, *, now: datetime, refused: str = "") -> None:
    (step,) = approvals_of(made.ticket)
    services.decide(step, not refused, refused, actor=as_actor(by), now=now)


def _do(cast: Cast, made: DataCorrection, *, days: int) -> None:
    actor = as_actor(cast.officer)
    services.do(made, "Imerekebishwa kwenye mfumo.", actor=actor, now=cast.days_ago(days))
