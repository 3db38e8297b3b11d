"""What people are told of a correction that is made, sent back or verified.

Its requester hears of the end as everybody else does: that the request is resolved.
"""

from helpdesk.accounts.models import User
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.kinds.events import WorkDone, WorkSentBack, WorkVerified
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import correction_of, verifiers_of
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Because, Kind
from helpdesk.tickets.models import Ticket


@on(WorkDone)
def ask_verifiers(event: WorkDone) -> None:
    """Tell whoever may verify it; each round is news of its own."""
    made = _correction(event.ticket_id)
    if made is None or made.done_by is None or made.done_at is None:
        return
    why = Because.VERIFIER
    occasion = Occasion(made.done_at, made.version, made.done_by_id, because=why)
    for person in verifiers_of(made):
        tell(person, made.ticket, Kind.VERIFY, occasion, name=made.done_by.name)


@on(WorkSentBack)
def tell_of_return(event: WorkSentBack) -> None:
    made = _correction(event.ticket_id)
    if made is None or event.doer_id is None or event.by_id is None:
        return
    doer, by = (db.session.get_one(User, one) for one in (event.doer_id, event.by_id))
    occasion = Occasion(event.at, made.version, by.id, because=Because.DOER)
    tell(doer, made.ticket, Kind.SENT_BACK, occasion, name=by.name, note=event.note)


@on(WorkVerified)
def tell_of_verification(event: WorkVerified) -> None:
    made = _correction(event.ticket_id)
    if made is None or made.done_by is None or made.verified_by is None or not made.verified_at:
        return
    verifier = made.verified_by
    occasion = Occasion(made.verified_at, made.version, verifier.id, because=Because.DOER)
    tell(made.done_by, made.ticket, Kind.VERIFIED, occasion, name=verifier.name)


def _correction(ticket_id: int) -> DataCorrection | None:
    return correction_of(db.session.get_one(Ticket, ticket_id))
