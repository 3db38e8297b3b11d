"""What the receiver says of a paper; the caller commits."""

from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.custody.events import HandoverAnswered, ReceiptDiffers
from helpdesk.custody.models import Handover
from helpdesk.custody.rules import Answer, NothingToAnswerError
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce


def accept(handover: Handover, *, actor: Actor, now: datetime) -> None:
    """The receiver has it all, as the paper says."""
    _answer(handover, Answer.ACCEPTED, "", actor=actor, now=now)


def differ(handover: Handover, note: str, *, actor: Actor, now: datetime) -> None:
    """The receiver has it not, or otherwise; whoever made the paper is told."""
    _answer(handover, Answer.DIFFERS, note, actor=actor, now=now)
    announce(ReceiptDiffers(handover_id=handover.id))


def _answer(handover: Handover, answer: Answer, note: str, *, actor: Actor, now: datetime) -> None:
    if handover.receiver_id != actor.id or handover.answer is not Answer.WAITING:
        raise NothingToAnswerError
    record(actor, "handover.answer", handover, {"answer": [handover.answer, answer]}, at=now)
    handover.answer, handover.answer_note, handover.answered_at = answer, note, now
    db.session.flush()
    announce(HandoverAnswered(handover_id=handover.id))
