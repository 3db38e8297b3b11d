"""Reading the log, and checking that nobody has touched it."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ScalarResult, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from helpdesk.audit.labels import FIELDS, value_name
from helpdesk.audit.models import AuditEntry, AuditHead
from helpdesk.audit.rules import FIRST, MAKINGS, entry_hash
from helpdesk.infra.access import Actor
from helpdesk.infra.db import Row, db
from helpdesk.infra.i18n import day, moment

Names = Callable[[Sequence[int]], Mapping[int, str]]
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
NOTHING = "–"
MOST_NAMES = 1000  # asked for in one statement; databases take no endless lists
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S*[+-]\d\d:\d\d")

_names: dict[str, Names] = {}


class Change(NamedTuple):
    """One field that an act changed, in words."""

    field: str
    old: str
    new: str


def subject_names(subject_type: str) -> Callable[[Names], Names]:
    """Declare how the log calls the records of a table: a function from ids to names."""

    def declare(names: Names) -> Names:
        _names[subject_type] = names
        return names

    return declare


def visible_to(actor: Actor) -> Select[AuditEntry]:
    return select(AuditEntry).where(AuditEntry.council_id == actor.council_id)


def matching(actor: Actor, *, action: str = "", person: str = "") -> Select[AuditEntry]:
    entries = visible_to(actor)
    if action:
        entries = entries.where(AuditEntry.action.startswith(action, autoescape=True))
    if person:
        entries = entries.where(AuditEntry.actor_name.icontains(person, autoescape=True))
    return entries


def named_subjects(entries: Sequence[AuditEntry]) -> dict[tuple[str, int], str]:
    """Return what the records are called that these entries are about, by table and id.

    It takes one statement for each table of the entries of a page.
    """
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids[entry.subject_type].add(entry.subject_id)
    return {
        (table, key): name
        for table in ids.keys() & _names.keys()
        for key, name in _called(table, sorted(ids[table])).items()
    }


def _called(table: str, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for first in range(0, len(ids), MOST_NAMES):
        found.update(_names[table](ids[first : first + MOST_NAMES]))
    return found


def history(subject_type: str, subject_id: int, *, most: int = 200) -> Sequence[AuditEntry]:
    """Return what was done to one thing, oldest first; whoever may see it may see this."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == subject_type, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id)
        .limit(most)
    ).all()


def since_version(subject_type: str, subject_id: int, version: int) -> Sequence[AuditEntry]:
    """Return what was done to a thing by saves that began at `version` or later.

    Its making, which may be the first entry, changed nothing that anybody had seen.
    """
    about_it = (AuditEntry.subject_type == subject_type, AuditEntry.subject_id == subject_id)
    first = select(func.min(AuditEntry.id)).where(*about_it).scalar_subquery()
    return db.session.scalars(
        select(AuditEntry)
        .where(*about_it, AuditEntry.subject_version >= version)
        .where(~and_(AuditEntry.id == first, or_(*map(AuditEntry.action.endswith, MAKINGS))))
        .order_by(AuditEntry.id)
        .limit(200)
    ).all()


def changed_fields(entry: AuditEntry) -> list[Change]:
    """Return each field that an act changed, with what stood there before and after."""
    changes = json.loads(entry.changes)
    said = [_change(entry.subject_type, field, value) for field, value in changes.items()]
    return [one for one in said if one.old != one.new]


def _change(subject_type: str, field: str, value: object) -> Change:
    pair = value if isinstance(value, list) and len(value) == 2 else [None, value]
    old, new = (_said(subject_type, field, one) for one in pair)
    return Change(str(FIELDS.get(field, field.replace("_", " "))), old, new)


def _said(subject_type: str, field: str, value: object) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    said = str(value)
    if ISO_DATE.fullmatch(said):
        return day(date.fromisoformat(said))
    if ISO_MOMENT.fullmatch(said):
        return moment(datetime.fromisoformat(said))
    return value_name(subject_type, field, said) or said


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
