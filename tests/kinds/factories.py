"""A department with its head, an officer, and what people ask for on forms."""

from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.accounts import services as accounts
from helpdesk.accounts.models import Delegation, User
from helpdesk.accounts.queries import as_actor
from helpdesk.kinds import queries, services
from helpdesk.kinds.models import Approval, DataCorrection
from helpdesk.kinds.rules import ApprovalStatus, ErrorCause
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.pages import save
from tests.systems.factories import system as a_system


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who has a part in a form."""

    council_id: int
    department_id: int
    asker: User
    head_of_department: User
    director: User
    head_of_ict: User
    officer: User
    system: System


def people() -> People:
    council_id = factories.council().id
    department_id = factories.department(council_id).id
    own = {"council_id": council_id, "department_id": department_id}
    head_of_department = factories.user(name="Mkuu wa Idara", **own)
    factories.grant(head_of_department, "manager", department_id=department_id)
    return People(
        **own,
        asker=factories.user(name="Asha Mhasibu", **own),
        head_of_department=head_of_department,
        director=factories.user("manager", council_id=council_id, name="Mkurugenzi"),
        head_of_ict=factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA"),
        officer=factories.user("technician", council_id=council_id, name="Afisa TEHAMA"),
        system=a_system(council_id, acronym="MUSE"),
    )


def correction(
    somebody: People, *, asker: User | None = None, now: datetime = MONDAY_MORNING, **given
) -> DataCorrection:
    facts = {
        "system": somebody.system,
        "record_reference": "Stakabadhi 00123",
        "field_name": "Kiasi",
        "value_before": "50,000",
        "value_after": "5,000",
        "reason": "Sifuri moja imezidi",
        "cause": ErrorCause.TYPING,
    }
    asker = asker or somebody.asker
    asked = services.CorrectionFacts(**{**facts, **given})
    return services.ask_correction(asked, requester=asker, actor=as_actor(asker), now=now)


def pending(made: DataCorrection) -> Approval:
    steps = queries.approvals_of(made.ticket)
    return next(one for one in steps if one.status is ApprovalStatus.PENDING)


def decide(
    made: DataCorrection,
    by: User,
    *,
    approved: bool = True,
    note: str = "",
    now: datetime = MONDAY_MORNING,
) -> None:
    services.decide(pending(made), approved, note, actor=as_actor(by), now=now)


def approve(ticket: Ticket, *approvers: User) -> None:
    """Let each of them approve the step that waits, one after the other."""
    for person in approvers:
        (step,) = (
            one for one in queries.approvals_of(ticket) if one.status is ApprovalStatus.PENDING
        )
        services.decide(step, True, "", actor=as_actor(person), now=MONDAY_MORNING)
    save()


def delegation(
    principal: User, deputy: User, *, starts_on: date, ends_on: date, **given
) -> Delegation:
    absence = accounts.Absence(
        principal=principal, deputy=deputy, starts_on=starts_on, ends_on=ends_on, **given
    )
    return accounts.delegate(absence, actor=as_actor(principal), now=MONDAY_MORNING)
