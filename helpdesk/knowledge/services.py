"""Writing articles, publishing and retiring them; the caller commits."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from helpdesk.audit.services import changes_of, record
from helpdesk.core.synonyms import searchable
from helpdesk.infra.access import Actor
from helpdesk.infra.clock import local_date
from helpdesk.infra.db import db, insert_into
from helpdesk.knowledge.models import Article, Deflection, Feedback, Opening, Revision, Written
from helpdesk.knowledge.rules import (
    LANGUAGES,
    PARTS,
    Status,
    Topic,
    check_transition,
    telling_words,
)

ACTS = {
    Status.DRAFT: "article.withdraw",
    Status.PUBLISHED: "article.publish",
    Status.RETIRED: "article.retire",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is said in an article when it is written or changed."""

    topic: Topic
    title_sw: str
    problem_sw: str
    solution_sw: str
    cause_sw: str = ""
    title_en: str = ""
    problem_en: str = ""
    cause_en: str = ""
    solution_en: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What an article was made from."""

    kind: str
    id: int


def write(texts: Texts, *, actor: Actor, now: datetime, origin: Origin | None = None) -> Article:
    """Begin an article as a draft that only those who write can see."""
    article = Article(council_id=actor.council_id)
    if origin is not None:
        article.source_kind, article.source_id = origin.kind, origin.id
    _say(article, texts, actor=actor, now=now)
    db.session.add(article)
    db.session.flush()
    record(actor, "article.add", article, {"title_sw": [None, article.title_sw]}, at=now)
    return article


def change(article: Article, texts: Texts, *, actor: Actor, now: datetime) -> Revision | None:
    """Say something else, and keep what was said before; without a change there is nothing."""
    changes = changes_of(article, **asdict(texts))
    if not changes:
        return None
    former = _kept(article)
    _say(article, texts, actor=actor, now=now)
    record(actor, "article.change", article, changes, at=now)
    db.session.flush()
    return former


def bring_back(
    article: Article, revision: Revision, *, actor: Actor, now: datetime
) -> Revision | None:
    """Let an article say again what it said before; today's text is kept as well."""
    return change(article, _texts(revision), actor=actor, now=now)


def move(article: Article, wanted: Status, *, actor: Actor, now: datetime) -> None:
    """Publish, retire or take back; a move that the rules do not know raises."""
    check_transition(article.status, wanted)
    record(actor, ACTS[wanted], article, {"status": [article.status, wanted]}, at=now)
    article.status = wanted
    if wanted is Status.PUBLISHED:
        article.published_at = now
    db.session.flush()


def judge(article: Article, *, is_helpful: bool, actor: Actor, now: datetime) -> None:
    """Keep what a reader says of an article: one answer of each, the last."""
    key = {"article_id": article.id, "user_id": actor.id}
    answer = db.session.get(Feedback, key) or Feedback(**key)
    record(actor, "article.judge", article, {"is_helpful": [answer.is_helpful, is_helpful]}, at=now)
    answer.is_helpful, answer.at = is_helpful, now
    db.session.add(answer)
    db.session.flush()


def note_opening(article_id: int, *, actor: Actor, on: date) -> None:
    """Count that somebody opened an article, once a person and day."""
    opened = {"article_id": article_id, "user_id": actor.id, "on": on}
    db.session.execute(insert_into(Opening).values(**opened).on_conflict_do_nothing())


def note_unsent(article: Article, *, actor: Actor, now: datetime) -> None:
    """Count a request that was not sent because of an article, once a person and day."""
    key = {"article_id": article.id, "user_id": actor.id, "on": local_date(now)}
    if db.session.get(Deflection, key) is None:
        db.session.add(Deflection(**key))
        record(actor, "article.answer", article, {"unsent": [None, 1]}, at=now)
        db.session.flush()


def _say(article: Article, texts: Texts, *, actor: Actor, now: datetime) -> None:
    for name, value in asdict(texts).items():
        setattr(article, name, value)
    article.written_at, article.written_by_id = now, actor.id
    article.search_text = searchable(*_all(article, *PARTS), article.keywords)
    title = telling_words(" ".join((*_all(article, "title"), article.keywords)))
    article.title_words = _between_spaces(title)
    problem = telling_words(" ".join(_all(article, "problem", "cause")))
    article.problem_words = _between_spaces(problem)


def _all(article: Article, *parts: str) -> list[str]:
    return [getattr(article, f"{part}_{language}") for part in parts for language in LANGUAGES]


def _between_spaces(words: list[str]) -> str:
    return f" {' '.join(words)} "


def _texts(written: Written) -> Texts:
    return Texts(**{field.name: getattr(written, field.name) for field in fields(Texts)})


def _kept(article: Article) -> Revision:
    revision = Revision(
        article_id=article.id,
        written_at=article.written_at,
        written_by_id=article.written_by_id,
        **asdict(_texts(article)),
    )
    db.session.add(revision)
    return revision
