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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What does not work: a system, or a category where no system is known."""

    system_id: int | None = None
    category_id: int | None = None

    @property
    def about(self) -> str:
        """Return what tells one trouble from another."""
        return f"system {self.system_id}" if self.system_id else f"category {self.category_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Trouble):
    """One open ticket of the last hour; `by` tells the people who report apart."""

    ticket_id: int
    reference: str
    by: str
    at: datetime
    subject: str
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tickets that may be one outage, the oldest first."""

    about: str
    reports: Sequence[Report]

    @property
    def people(self) -> int:
        return len({report.by for report in self.reports})


def propose(reports: Iterable[Report], *, known: Iterable[Trouble] = ()) -> list[Proposal]:
    """Join like reports of enough people, but those of which there is an outage already."""
    in_order = sorted(reports, key=lambda one: (one.about, one.at, one.ticket_id))
    proposals = [
        Proposal(about, list(some)) for about, some in groupby(in_order, key=lambda one: one.about)
    ]
    return unknown([one for one in proposals if one.people >= LIKE_EACH_OTHER], known=known)


def unknown(proposals: Iterable[Proposal], *, known: Iterable[Trouble]) -> list[Proposal]:
    """Leave out those of which there is an outage already."""
    left_out = {one.about for one in known}
    return [one for one in proposals if one.about not in left_out]
