"""Numbers without gaps, for each council, kind of paper and fiscal year."""

from datetime import date
from typing import Protocol

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.numbering import reference
from helpdesk.infra.db import Model, db, insert_into


class Counter(Model):
    __tablename__ = "counter"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    fiscal_year: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class Numbering(Protocol):
    """Whoever numbers papers: a council, which lies in a feature above."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


def next_reference(council: Numbering, kind: str, *, on: date) -> str:
    """Count one on; a rollback gives the number back, so call this right before the insert."""
    year = FiscalYear.containing(on)
    return reference(council.code, kind, year, _next_number(council.id, kind, year.slug))


def _next_number(council_id: int, kind: str, year: str) -> int:
    key = {"council_id": council_id, "kind": kind, "fiscal_year": year}
    counted = insert_into(Counter).values(**key, last=1)
    return db.session.execute(
        counted.on_conflict_do_update(
            index_elements=list(key), set_={"last": Counter.last + 1}
        ).returning(Counter.last)
    ).scalar_one()
