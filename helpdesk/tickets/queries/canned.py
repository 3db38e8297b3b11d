"""Answers that are kept ready, and as they read for one ticket."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Select, select

from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.i18n import day
from helpdesk.infra.transactions import held
from helpdesk.tickets.models import CannedAnswer, Ticket
from helpdesk.tickets.rules import Placeholder, filled_in

DEVICE_OF_NO_NAME = {"sw": "kifaa chako", "en": "your device"}


def answers_visible_to(actor: Actor) -> Select[CannedAnswer]:
    return select(CannedAnswer).where(CannedAnswer.council_id == actor.council_id)


def all_answers(actor: Actor) -> Sequence[CannedAnswer]:
    """Return the answers, those in use first."""
    in_order = CannedAnswer.is_active.desc(), CannedAnswer.title_sw
    return db.session.scalars(answers_visible_to(actor).order_by(*in_order)).all()


def answers_in_use(actor: Actor) -> Sequence[CannedAnswer]:
    return db.session.scalars(_in_use(actor)).all()


@lru_cache
def _in_use(actor: Actor) -> Select[CannedAnswer]:
    in_use = answers_visible_to(actor).where(CannedAnswer.is_active)
    return in_use.order_by(CannedAnswer.title_sw)


def answer_or_404(answer_id: int, *, actor: Actor) -> CannedAnswer:
    found = answers_visible_to(actor).where(CannedAnswer.id == answer_id)
    return found_or_404(held(found, CannedAnswer))


def answer_titled(title_sw: str, *, actor: Actor) -> CannedAnswer | None:
    titled = answers_visible_to(actor).where(CannedAnswer.title_sw == title_sw)
    return db.session.scalars(titled).one_or_none()


def answer_for(ticket: Ticket, answer_id: int, *, actor: Actor, now: datetime) -> str:
    """Return an answer in the language of the requester, or "" where there is none in use."""
    in_use = answers_visible_to(actor).where(CannedAnswer.is_active)
    answer = db.session.scalars(in_use.where(CannedAnswer.id == answer_id)).one_or_none()
    if answer is None:
        return ""
    language = ticket.requester.language if ticket.requester else "sw"
    values = {
        Placeholder.NAME: ticket.requester_name,
        Placeholder.REFERENCE: ticket.reference,
        Placeholder.OFFICER: actor.name,
        Placeholder.DEVICE: _device(ticket, language),
        Placeholder.DAY: day(now),
    }
    return filled_in(answer.text_en if language == "en" else answer.text_sw, values)


def _device(ticket: Ticket, language: str) -> str:
    return ticket.asset.asset_tag if ticket.asset else DEVICE_OF_NO_NAME[language]
