"""What those who decide on cost estimates are told, and whoever wrote them."""

from helpdesk.accounts.models import User
from helpdesk.estimates.events import EstimateDecided, EstimateWaits
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.queries import deciders
from helpdesk.estimates.rules import State
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.reminders.listeners.letters import deliver, plain_letter
from helpdesk.reminders.rules import Because, Kind
from helpdesk.reminders.services import News, mark_over


@on(EstimateWaits)
def ask_to_decide(event: EstimateWaits) -> None:
    """Tell whoever holds the office whose turn it is; the office before it is asked no more."""
    estimate = db.session.get_one(Estimate, event.estimate_id)
    mark_over(("estimate", estimate.id), Kind.ESTIMATE, at=clock.now())
    step, writer = estimate.pending, estimate.submitted_by or estimate.made_by
    for person in deciders(estimate, today=clock.today()):
        place = str(step.place) if step else ""
        _tell(person, estimate, Kind.ESTIMATE, Because.APPROVER, step=place, name=writer.name)


@on(EstimateDecided)
def tell_writer(event: EstimateDecided) -> None:
    estimate = db.session.get_one(Estimate, event.estimate_id)
    mark_over(("estimate", estimate.id), Kind.ESTIMATE, at=clock.now())
    is_approved = estimate.state is State.APPROVED
    kind = Kind.ESTIMATE_APPROVED if is_approved else Kind.ESTIMATE_RETURNED
    last = max((one for one in estimate.steps if one.decided_at), key=lambda one: one.place)
    person = estimate.submitted_by or estimate.made_by
    _tell(person, estimate, kind, Because.DOER, note=last.note)


def _tell(
    person: User, estimate: Estimate, kind: Kind, because: Because, *, step: str = "", **words: str
) -> None:
    """Tell somebody of an estimate once, in the ways that he chose."""
    if not person.is_active:
        return
    here = f"/estimates/{estimate.id}"
    news = News(
        kind=kind,
        because=because,
        council_id=estimate.council_id,
        subject_type="estimate",
        subject_id=estimate.id,
        step=step,
        words={"reference": estimate.number, "subject": estimate.title, **words},
        url=f"{here}/decide" if kind is Kind.ESTIMATE else here,
    )
    deliver(
        person, news, lambda: plain_letter(person, news, template="estimate_news"), now=clock.now()
    )
