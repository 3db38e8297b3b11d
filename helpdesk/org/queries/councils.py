"""Councils, and what stands at the head of their pages and papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from helpdesk.audit.queries import subject_names
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, somebody
from helpdesk.infra.db import db
from helpdesk.infra.i18n import named
from helpdesk.org.models import Council, LetterheadText


@dataclass(frozen=True, slots=True)
class Masthead:
    parent: str
    council: str
    desk: str
    phone: str
    room: str


def letterhead_on(council_id: int, day: date) -> LetterheadText | None:
    return db.session.scalars(
        select(LetterheadText)
        .where(LetterheadText.council_id == council_id, LetterheadText.starts_on <= day)
        .order_by(LetterheadText.starts_on.desc())
        .limit(1)
    ).first()


def first_council() -> Council | None:
    return db.session.scalars(select(Council).order_by(Council.id).limit(1)).first()


def council_by_code(code: str) -> Council | None:
    return db.session.scalars(select(Council).where(Council.code == code)).one_or_none()


def masthead(council_id: int | None = None) -> Masthead:
    """Return what stands at the head and foot of a page: that council, or the reader's own."""
    actor = somebody()
    council_id = council_id or (actor.council_id if actor else None)
    council = db.session.get(Council, council_id) if council_id else first_council()
    if council is None:
        return Masthead(parent="", council=_("ICT help desk"), desk="", phone="", room="")
    text = letterhead_on(council.id, clock.today())
    english = str(get_locale()) == "en"
    return Masthead(
        parent="" if text is None else text.parent_en if english else text.parent_sw,
        council=council.name_en if english else council.name_sw,
        desk=_("ICT help desk"),
        phone=council.desk_phone,
        room=council.desk_room,
    )


def own_council(actor: Actor) -> Council:
    return db.session.get_one(Council, actor.council_id)


def councils() -> Sequence[Council]:
    return db.session.scalars(select(Council).order_by(Council.id)).all()


@subject_names("council")
def council_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Council).where(Council.id.in_(ids)))
    return {row.id: named(row) for row in rows}
