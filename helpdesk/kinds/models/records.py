"""What the records of all kinds have in common: a ticket, a stage, who did it, who verified it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.kinds.rules import Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


class KindRecord(Versioned, Model):
    """What a form asked beside its ticket; each kind has a table of its own."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)
    stage: Mapped[Stage] = mapped_column(default=Stage.ASKED)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None]
    done_note: Mapped[str] = mapped_column(Text, default="")
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    verified_at: Mapped[datetime | None]
    verified_note: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def ticket(cls) -> Mapped[Ticket]:  # noqa: N805  # SQLAlchemy calls it on the class
        return relationship(Ticket)

    @declared_attr
    def done_by(cls) -> Mapped[User | None]:  # noqa: N805
        return relationship(User, foreign_keys=[cls.done_by_id])  # type: ignore[list-item]

    @declared_attr
    def verified_by(cls) -> Mapped[User | None]:  # noqa: N805
        return relationship(User, foreign_keys=[cls.verified_by_id])  # type: ignore[list-item]


Record = TypeVar("Record", bound=KindRecord)

RECORDS: dict[Kind, type[KindRecord]] = {}


def record_of(kind: Kind) -> Callable[[type[Record]], type[Record]]:
    """Say which table has the records of a kind."""

    def declare(model: type[Record]) -> type[Record]:
        RECORDS[kind] = model
        return model

    return declare
