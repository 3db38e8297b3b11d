"""What the report on the help desk is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpdesk.core.fiscal_year import Period
from helpdesk.reports import rules
from helpdesk.reports.rules import Case, Service


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the sections are made of."""

    cases: Sequence[Case]
    period: Period
    now: datetime

    def of(self, cases: Iterable[Case]) -> Service:
        return rules.service(cases, self.period, now=self.now)

    @property
    def until(self) -> datetime:
        return min(self.period.ends_at, self.now)
