"""Reading articles; whoever does not write them sees what is published, and no other council's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import joinedload, load_only

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.core.synonyms import canonical
from helpdesk.core.text import search_words
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.transactions import held
from helpdesk.knowledge import labels, permissions, rules
from helpdesk.knowledge.models import Article, Deflection, Feedback, Opening, Revision
from helpdesk.knowledge.rules import Known, Status, Topic

MOST_COMPARED = 200  # articles; those that share the most words of their titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a list; without a status it has all that is not retired."""

    text: str = ""
    topic: Topic | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """How many said that an article helped and that it did not, and what was not sent for it.

    `opened` counts whoever opened it, each person once a day.
    """

    yes: int = 0
    no: int = 0
    saved: int = 0
    opened: int = 0

    @property
    def readers(self) -> int:
        """Count who said whether it helped."""
        return self.yes + self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an article can be made from, such as a solved ticket, in the words of its people."""

    title: str
    problem: str
    cause: str
    solution: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that may be the answer to a request, whose draft `unsent` names."""

    article: Article
    unsent: str


Source = Callable[[int, Actor], Told]

_sources: dict[str, Source] = {}


def source(kind: str) -> Callable[[Source], Source]:
    """Declare what articles are made from: a function that reads one, or ends with 404."""

    def declare(tell: Source) -> Source:
        _sources[kind] = tell
        return tell

    return declare


def told(kind: str, source_id: int | None, *, actor: Actor) -> Told | None:
    """Return what a source says, or None where nobody knows such a source."""
    known = _sources.get(kind)
    return None if known is None or source_id is None else known(source_id, actor)


def made_from(kind: str, source_id: int, *, actor: Actor) -> Article | None:
    """Return the newest article that was made from something, as far as the actor may see it."""
    made = Article.source_kind == kind, Article.source_id == source_id
    newest = visible_to(actor).where(*made).order_by(Article.id.desc()).limit(1)
    return db.session.scalars(newest).one_or_none()


def visible_to(actor: Actor) -> Select[Article]:
    articles = select(Article).where(Article.council_id == actor.council_id)
    if can(actor, permissions.WRITE):
        return articles
    return articles.where(Article.status == Status.PUBLISHED)


@owner("article")
def visible_ids(actor: Actor) -> Select[int]:
    return visible_to(actor).with_only_columns(Article.id)


@subject_names("article")
def article_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Article).where(Article.id.in_(ids)))
    return {one.id: labels.title(one) for one in rows}


def article_or_404(article_id: int, *, actor: Actor) -> Article:
    found = visible_to(actor).where(Article.id == article_id)
    return found_or_404(held(found.options(joinedload(Article.written_by)), Article))


def matching(actor: Actor, filters: Filters) -> Select[Article]:
    """Return the articles that all words name; the caller sorts and pages."""
    found = visible_to(actor).options(joinedload(Article.written_by))
    if filters.status is not None:
        found = found.where(Article.status == filters.status)
    else:
        found = found.where(Article.status != Status.RETIRED)
    if filters.topic is not None:
        found = found.where(Article.topic == filters.topic)
    for word in search_words(canonical(filters.text)):
        found = found.where(Article.search_text.contains(word, autoescape=True))
    return found


def suggest(text: str, actor: Actor, most: int = 3) -> list[Article]:
    """Return the published articles that a text is about, the best first, in two statements."""
    words = rules.telling_words(text)[: rules.MOST_WORDS]
    known = _sharing(words, actor) if words else []
    return _in_order(rules.best(words, known, most=most), actor)


def answers_to(subject: str, actor: Actor, most: int = 3) -> list[Article]:
    """Return those that may well be the answer: fewer than are suggested, and often none."""
    words = rules.telling_words(subject)[: rules.MOST_WORDS]
    known = [one for one in _sharing(words, actor) if rules.fits(words, one)] if words else []
    return _in_order(rules.best(words, known, most=most), actor)


def _in_order(ids: Sequence[int], actor: Actor) -> list[Article]:
    if not ids:
        return []
    published = db.session.scalars(_named(actor), {"ids": list(ids)})
    by_id = {article.id: article for article in published}
    return [by_id[key] for key in ids if key in by_id]


@lru_cache
def _named(actor: Actor) -> Select[Article]:
    return visible_to(actor).where(Article.id.in_(bindparam("ids", expanding=True)))


def _sharing(words: Iterable[str], actor: Actor) -> list[Known]:
    """Return what may be compared: published, with one of the words in its titles, or more."""
    # The underscore is the one sign of a word that LIKE reads as another.
    said = {f"word_{n}": f" {word} ".replace("_", "/_") for n, word in enumerate(words)}
    rows = db.session.execute(_having(actor, tuple(said)), said)
    return [
        Known(key, frozenset(title.split()), frozenset(problem.split()))
        for key, title, problem in rows
    ]


@lru_cache  # who asks and the number of words decide
def _having(actor: Actor, words: tuple[str, ...]) -> Select[int, str, str]:
    has = [Article.title_words.contains(bindparam(word), escape="/") for word in words]
    shared = sum((case((one, 1), else_=0) for one in has), start=literal(0))
    return (
        visible_to(actor)
        .where(Article.status == Status.PUBLISHED, or_(*has))
        .order_by(shared.desc(), Article.id.desc())
        .limit(MOST_COMPARED)
        .with_only_columns(Article.id, Article.title_words, Article.problem_words)
    )


def revisions(article: Article) -> Select[Revision]:
    """Return what an article said before; whoever may see it may see these; the caller pages."""
    written = joinedload(Revision.written_by)
    shown = load_only(Revision.title_sw, Revision.title_en, Revision.written_at)
    return select(Revision).where(Revision.article_id == article.id).options(written, shown)


def revision_or_404(revision_id: int, *, article: Article) -> Revision:
    of_article = select(Revision).where(Revision.article_id == article.id)
    return found_or_404(
        of_article.where(Revision.id == revision_id).options(joinedload(Revision.written_by))
    )


def own_answer(article: Article, *, actor: Actor) -> bool | None:
    """Return whether the actor said that it helped, or None where he said nothing."""
    own = select(Feedback.is_helpful).where(
        Feedback.article_id == article.id, Feedback.user_id == actor.id
    )
    return db.session.scalar(own)


def answers(articles: Iterable[Article]) -> Mapping[int, Answers]:
    """Return what readers did and said with these articles, in three statements."""
    ids = [one.id for one in articles]
    counted: defaultdict[int, dict[bool, int]] = defaultdict(dict)
    said = _counted(Feedback.article_id, Feedback.is_helpful)
    for article_id, is_helpful, count in db.session.execute(said.where(_of(Feedback, ids))):
        counted[article_id][is_helpful] = count
    saved, opened = _times(Deflection, ids), _times(Opening, ids)
    return {
        key: Answers(
            yes=counted[key].get(True, 0),
            no=counted[key].get(False, 0),
            saved=saved.get(key, 0),
            opened=opened.get(key, 0),
        )
        for key in {*counted, *saved, *opened}
    }


def _times(table: type[Deflection | Opening], ids: Sequence[int]) -> Mapping[int, int]:
    counted = _counted(table.article_id).where(_of(table, ids))
    return {row[0]: row[1] for row in db.session.execute(counted)}


def was_opened(article: Article, *, actor: Actor, on: date) -> bool:
    """Tell whether somebody has opened an article on a day."""
    return db.session.get(Opening, (article.id, actor.id, on)) is not None


def _counted(*columns: Any) -> Select[Any]:
    return select(*columns, func.count()).group_by(*columns)


def _of(table: type[Feedback | Deflection | Opening], ids: Sequence[int]) -> ColumnElement[bool]:
    return table.article_id.in_(ids)
