"""To whom the tickets of the morning may go, so that nobody has all of them."""

from collections.abc import Iterable, Mapping

MOST_ROWS = 50  # of the triage at once


def share_out(times: int, officers: Iterable[int], open_tickets: Mapping[int, int]) -> list[int]:
    """Return for each of so many tickets the officer with the fewest open ones by then."""
    loads = {officer: open_tickets.get(officer, 0) for officer in officers}
    chosen = []
    for _number in range(times if loads else 0):
        officer = min(loads, key=lambda one: loads[one])
        loads[officer] += 1
        chosen.append(officer)
    return chosen
