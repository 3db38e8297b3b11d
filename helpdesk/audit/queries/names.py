"""What the records are called that entries are about, or that they speak of."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from helpdesk.audit.labels import table_of
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries.secrets import hidden_among
from helpdesk.infra.access import Actor

Names = Callable[[Sequence[int]], Mapping[int, str]]
Named = Mapping[tuple[str, int], str]
MOST_NAMES = 1000  # asked for in one statement; databases take no endless lists
SECRET = ""  # stands for the name of what the reader may not know of

_names: dict[str, Names] = {}


def subject_names(subject_type: str) -> Callable[[Names], Names]:
    """Declare how the log calls the records of a table: a function from ids to names."""

    def declare(names: Names) -> Names:
        _names[subject_type] = names
        return names

    return declare


def names_in(entries: Iterable[AuditEntry], *, actor: Actor) -> Named:
    """Return names by table and id.

    It takes a fixed number of statements for each table of the entries of a page.
    """
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids[entry.subject_type].add(entry.subject_id)
        for table, key in _pointed_at(entry):
            ids[table].add(key)
    return {
        (table, key): name
        for table in ids.keys() & _names.keys()
        for key, name in _called(table, sorted(ids[table]), actor=actor).items()
    }


def names_of(table: str, ids: Sequence[int], *, actor: Actor) -> Mapping[int, str]:
    """Return how the log calls these records of a table; what has no name is left out."""
    return _called(table, sorted(set(ids)), actor=actor) if table in _names else {}


def pair_of(value: object) -> tuple[object, object]:
    """Return what stood in a field before and after; what is said once stood nowhere before."""
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else (None, value)


def _pointed_at(entry: AuditEntry) -> Iterator[tuple[str, int]]:
    for field, value in json.loads(entry.changes).items():
        table = table_of(entry.subject_type, field)
        if table:
            yield from ((table, key) for key in pair_of(value) if isinstance(key, int))


def _called(table: str, ids: Sequence[int], *, actor: Actor) -> dict[int, str]:
    found: dict[int, str] = {}
    for first in range(0, len(ids), MOST_NAMES):
        some: Collection[int] = ids[first : first + MOST_NAMES]
        found |= _names[table](list(some))
        found |= dict.fromkeys(hidden_among(table, some, actor=actor), SECRET)
    return found
