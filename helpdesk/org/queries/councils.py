"""Councils, and what stands at the head of their pages and papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import Integer, Select, and_, bindparam, func, select

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
    said = {"council_id": council_id, "today": clock.today()}
    head = db.session.execute(_masthead(), said).first()
    if head is None:
        return Masthead(parent="", council=_("ICT help desk"), desk="", phone="", room="")
    english = str(get_locale()) == "en"
    return Masthead(
        parent=(head.parent_en if english else head.parent_sw) or "",
        council=head.name_en if english else head.name_sw,
        desk=_("ICT help desk"),
        phone=head.desk_phone,
        room=head.desk_room,
    )


@cache  # every page asks
def _masthead() -> Select[*tuple[str, ...]]:
    """Ask for a council, or the first, with what was put at the head of its papers last."""
    first = select(func.min(Council.id)).scalar_subquery()
    texts = and_(
        LetterheadText.council_id == Council.id, LetterheadText.starts_on <= bindparam("today")
    )
    of_council = Council.name_sw, Council.name_en, Council.desk_phone, Council.desk_room
    return (
        select(*of_council, LetterheadText.parent_sw, LetterheadText.parent_en)
        .outerjoin(LetterheadText, texts)
        .where(Council.id == func.coalesce(bindparam("council_id", type_=Integer), first))
        .order_by(LetterheadText.starts_on.desc())
        .limit(1)
    )


def own_council(actor: Actor) -> Council:
    return db.session.get_one(Council, actor.council_id)


def councils() -> Sequence[Council]:
    return db.session.scalars(select(Council).order_by(Council.id)).all()


@subject_names("council")
def council_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Council).where(Council.id.in_(ids)))
    return {row.id: named(row) for row in rows}
