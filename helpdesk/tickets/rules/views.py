"""Which words of an address make a view of the queue."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

PARAMETERS = ("view", "q", "status", "assignee", "team", "department", "system", "priority")
MOST_SHOWN = 12  # saved views above the queue
LONGEST_QUERY = 600


def view_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Return one spelling of what narrows the queue, whatever else stood in the address."""
    said = {name: value.strip() for name, value in pairs if name in PARAMETERS}
    return urlencode([(name, said[name]) for name in PARAMETERS if said.get(name)])


def words_of(query: str) -> dict[str, str]:
    return dict(parse_qsl(query))
