"""When tickets look like one trouble that hits many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

LIKE_EACH_OTHER = 3  # people with like tickets who make a proposal
WITHIN = timedelta(hours=1)


class NoOutageError(Exception):
    """The ticket is no outage, or not any more."""


class NotUnderAnOutageError(Exception):
    """Only an ordinary open ticket can be put under an outage."""


@dataclass(frozen=True, slots=True)
class Report:
    """One open ticket of the last hour; `by` tells the people who report apart."""

    ticket_id: int
    category_id: int
    by: str
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tickets that may be one outage, the oldest first."""

    category_id: int
    reports: Sequence[Report]

    @property
    def people(self) -> int:
        return len({report.by for report in self.reports})


def propose(reports: Iterable[Report], *, known: Iterable[int] = ()) -> list[Proposal]:
    """Join like reports of enough people; `known` are the categories that have an outage."""
    by_category = sorted(reports, key=lambda one: (one.category_id, one.at, one.ticket_id))
    proposals = [
        Proposal(category_id, list(some))
        for category_id, some in groupby(by_category, key=lambda one: one.category_id)
    ]
    return unknown([one for one in proposals if one.people >= LIKE_EACH_OTHER], known=known)


def unknown(proposals: Iterable[Proposal], *, known: Iterable[int]) -> list[Proposal]:
    """Leave out those whose category has an outage already."""
    left_out = set(known)
    return [one for one in proposals if one.category_id not in left_out]
