"""Telling store keepers and the head when a part runs low; it is over when there is more again."""

from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import people_with
from helpdesk.infra import clock
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.infra.i18n import named, number
from helpdesk.reminders.listeners.letters import deliver, plain_letter
from helpdesk.reminders.rules import Because, Kind, is_news
from helpdesk.reminders.services import News, mark_over
from helpdesk.stock.events import PartFilledUp, PartRanLow
from helpdesk.stock.models import Part
from helpdesk.stock.queries import holdings


@on(PartRanLow)
def tell_keepers(event: PartRanLow) -> None:
    part = db.session.get_one(Part, event.part_id)
    if part.low_since is None or not is_news(part.low_since, now=clock.now()):
        return
    program = the_program(part.council_id)
    held = number(holdings(program, [part])[0].quantity)
    for person in people_with(program, Role.STOREKEEPER, Role.HEAD):
        _tell(person, part, held)


@on(PartFilledUp)
def is_over(event: PartFilledUp) -> None:
    mark_over(("part", event.part_id), Kind.RAN_LOW, at=clock.now())


def _tell(person: User, part: Part, held: str) -> None:
    with force_locale(person.language):
        name = named(part)
    words = {"held": held, "unit": part.unit, "point": number(part.point)}
    news = News(
        kind=Kind.RAN_LOW,
        because=Because.KEEPER,
        council_id=part.council_id,
        subject_type="part",
        subject_id=part.id,
        step=str(part.low_since),
        words={"reference": part.code, "subject": name, **words},
        url=f"/stock/parts/{part.id}",
    )
    deliver(person, news, lambda: plain_letter(person, news), now=clock.now())
