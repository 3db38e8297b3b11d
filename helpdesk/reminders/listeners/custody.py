"""What receivers, holders and officers are told of equipment in people's hands."""

from helpdesk.accounts.models import User
from helpdesk.custody.events import HandedOver, HandoverAnswered, ReceiptDiffers
from helpdesk.custody.models import Handover
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.reminders.listeners.letters import deliver, plain_letter
from helpdesk.reminders.rules import Because, Kind, is_news
from helpdesk.reminders.services import News, mark_over


@on(HandedOver)
def ask_receiver(event: HandedOver) -> None:
    handover = db.session.get_one(Handover, event.handover_id)
    if handover.receiver is not None and is_news(handover.at, now=clock.now()):
        name = handover.handed_by.name
        _tell(handover.receiver, handover, Kind.HANDED, Because.HOLDER, name=name)


@on(HandoverAnswered)
def ask_no_more(event: HandoverAnswered) -> None:
    mark_over(("handover", event.handover_id), Kind.HANDED, at=clock.now())


@on(ReceiptDiffers)
def tell_officer(event: ReceiptDiffers) -> None:
    handover = db.session.get_one(Handover, event.handover_id)
    name = handover.receiver.name if handover.receiver else ""
    words = {"name": name, "note": handover.answer_note}
    _tell(handover.handed_by, handover, Kind.DIFFERS, Because.HANDED_BY, **words)


def _tell(person: User, handover: Handover, kind: Kind, because: Because, **words: str) -> None:
    """Tell somebody of a paper once, in the ways that he chose."""
    if not person.is_active:
        return
    devices = ", ".join(line.asset.asset_tag for line in handover.lines)
    news = News(
        kind=kind,
        because=because,
        council_id=handover.council_id,
        subject_type="handover",
        subject_id=handover.id,
        step="",
        words={"reference": handover.number, "subject": devices, **words},
        url=f"/custody/{handover.id}",
    )
    deliver(
        person, news, lambda: plain_letter(person, news, template="custody_news"), now=clock.now()
    )
