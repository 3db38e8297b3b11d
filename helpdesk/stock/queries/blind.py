"""From whom what the books say is kept: whoever counts a store shall not see its balance."""

from collections.abc import Callable, Sequence

from helpdesk.infra.access import Actor
from helpdesk.stock.models import Store
from helpdesk.stock.rules import BlindError

Counting = Callable[[Actor], Sequence[Store]]
_sources: list[Counting] = []


def counting_source(source: Counting) -> Counting:
    """Declare which stores somebody is counting now."""
    _sources.append(source)
    return source


def is_counting(actor: Actor) -> bool:
    return any(source(actor) for source in _sources)


def check_not_counting(actor: Actor) -> None:
    """Raise BlindError while the actor counts a store."""
    if is_counting(actor):
        raise BlindError
