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
    return next_references(council, kind, 1, on=on)[0]


def next_references(council: Numbering, kind: str, count: int, *, on: date) -> list[str]:
    """Count so many on in one go; the same holds for all of them."""
    year = FiscalYear.containing(on)
    last = _count_on(council.id, kind, year.slug, count)
    numbers = range(last - count + 1, last + 1)
    return [reference(council.code, kind, year, number) for number in numbers]


def _count_on(council_id: int, kind: str, year: str, count: int) -> int:
    key = {"council_id": council_id, "kind": kind, "fiscal_year": year}
    counted = insert_into(Counter).values(**key, last=count)
    return db.session.execute(
        counted.on_conflict_do_update(
            index_elements=list(key), set_={"last": Counter.last + count}
        ).returning(Counter.last)
    ).scalar_one()
