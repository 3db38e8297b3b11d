"""Checking that nobody has touched the log."""

from collections.abc import Iterable, Iterator
from contextlib import closing

from sqlalchemy import ScalarResult, Select, select
from sqlalchemy.orm import Session

from helpdesk.audit.models import AuditEntry, AuditHead
from helpdesk.audit.rules import FIRST, entry_hash
from helpdesk.infra.db import Row, db


def broken_links(of: Session | None = None) -> Iterator[str]:
    """Walk each chain from its beginning, and say where it does not hold.

    `of` reads another database, such as that of a backup.
    """
    session = of or db.session()
    heads = {head.council_id: head for head in session.scalars(_afresh(select(AuditHead)))}
    written = set(session.scalars(select(AuditEntry.council_id).distinct()))
    for council_id in sorted(heads.keys() | written):
        with closing(_chain_of(session, council_id)) as chain:
            yield from _broken_in(council_id, chain, heads.get(council_id))


def _broken_in(
    council_id: int, chain: Iterable[AuditEntry], head: AuditHead | None
) -> Iterator[str]:
    previous, sequence = FIRST, 0
    try:
        for entry in chain:
            sequence += 1
            if not _holds(entry, previous, sequence):
                yield f"council {council_id}: entry {sequence} is not what was written"
                return
            previous = entry.hash
    except (TypeError, ValueError):
        yield f"council {council_id}: an entry cannot be read"
        return
    end = (head.sequence, head.hash) if head else (0, FIRST)
    if end != (sequence, previous):
        yield f"council {council_id}: the log ends at {sequence}, not at {end[0]}"


def _chain_of(session: Session, council_id: int) -> ScalarResult[AuditEntry]:
    entries = select(AuditEntry).where(AuditEntry.council_id == council_id)
    in_order = entries.order_by(AuditEntry.sequence).execution_options(yield_per=1000)
    return session.scalars(_afresh(in_order))


def _holds(entry: AuditEntry, previous: str, sequence: int) -> bool:
    whole = entry_hash(previous, entry.hashed_fields())
    return (entry.sequence, entry.previous_hash, entry.hash) == (sequence, previous, whole)


def _afresh(statement: Select[Row]) -> Select[Row]:
    """Look at what is stored, not at what this session remembers of it."""
    return statement.execution_options(populate_existing=True)
