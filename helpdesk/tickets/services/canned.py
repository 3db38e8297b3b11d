"""Keeping answers ready; the caller commits."""

from dataclasses import asdict, dataclass

from helpdesk.audit.services import changes_of, record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries
from helpdesk.tickets.models import CannedAnswer


class TitleTakenError(Exception):
    """Another answer has this title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    title_sw: str
    title_en: str
    text_sw: str
    text_en: str


def add_answer(texts: AnswerTexts, *, actor: Actor) -> CannedAnswer:
    _check_title(texts.title_sw, None, actor)
    answer = CannedAnswer(council_id=actor.council_id, **asdict(texts))
    db.session.add(answer)
    db.session.flush()
    record(actor, "canned_answer.add", answer, {"title_sw": [None, answer.title_sw]})
    return answer


def change_answer(answer: CannedAnswer, texts: AnswerTexts, *, actor: Actor) -> None:
    _check_title(texts.title_sw, answer, actor)
    changed = changes_of(answer, **asdict(texts))
    for name, (_old, new) in changed.items():
        setattr(answer, name, new)
    if changed:
        record(actor, "canned_answer.change", answer, changed)


def retire_answer(answer: CannedAnswer, *, actor: Actor) -> None:
    """Offer it no more; what was sent with it stays as it was sent."""
    _set_active(answer, False, actor=actor)


def restore_answer(answer: CannedAnswer, *, actor: Actor) -> None:
    _set_active(answer, True, actor=actor)


def _set_active(answer: CannedAnswer, is_active: bool, *, actor: Actor) -> None:
    changes = {"is_active": [answer.is_active, is_active]}
    record(actor, "canned_answer.change", answer, changes)
    answer.is_active = is_active
    db.session.flush()


def _check_title(title_sw: str, answer: CannedAnswer | None, actor: Actor) -> None:
    other = queries.answer_titled(title_sw, actor=actor)
    if other is not None and other is not answer:
        raise TitleTakenError
