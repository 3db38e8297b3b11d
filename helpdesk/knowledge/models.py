"""Tables of the help articles."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.knowledge.rules import Status, Topic


class Written:
    """What an article says in both languages, and who wrote it so; English may be missing.

    `keywords` are other words that people use for the problem.
    """

    topic: Mapped[Topic]
    title_sw: Mapped[str]
    problem_sw: Mapped[str] = mapped_column(Text)
    cause_sw: Mapped[str] = mapped_column(Text, default="")
    solution_sw: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(default="")
    problem_en: Mapped[str] = mapped_column(Text, default="")
    cause_en: Mapped[str] = mapped_column(Text, default="")
    solution_en: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    def written_by(cls) -> Mapped[User | None]:  # noqa: N805  # SQLAlchemy calls it on the class
        return relationship(User)


class Article(Written, Versioned, Model):
    """An article as it reads now.

    `title_words` and `problem_words` are the telling words between spaces, for comparing;
    `search_text` holds all of it folded. `source_kind` and `source_id` name what it was made from.
    """

    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_list", "council_id", "status", "title_sw"),
        Index("ix_article_source", "source_kind", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    published_at: Mapped[datetime | None]
    source_kind: Mapped[str] = mapped_column(default="")
    source_id: Mapped[int | None]
    title_words: Mapped[str] = mapped_column(Text, default="")
    problem_words: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text, default="")


class Revision(Written, Model):
    """A text that an article had before; rows are only ever added."""

    __tablename__ = "article_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)


class Deflection(Model):
    """A request that was not sent, because an article had the answer; one a person and day."""

    __tablename__ = "article_deflection"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)


class Opening(Model):
    """A person who writes no articles opened this one; once a day."""

    __tablename__ = "article_opening"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)


class Feedback(Model):
    """What one person said to "Did it help?"; a later answer takes the place of the first."""

    __tablename__ = "article_feedback"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    is_helpful: Mapped[bool]
    at: Mapped[datetime]
