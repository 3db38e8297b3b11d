"""The catalogue of printed reports: features declare them, one page and one command make them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel.speaklater import LazyString

from helpdesk.core.fiscal_year import Period
from helpdesk.infra.access import Actor, Permission
from helpdesk.infra.documents.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a report shall be about; each kind reads one of the two."""

    period: Period
    asset_tag: str
    made_at: datetime


class UnknownSubjectError(Exception):
    """There is no such device, or the person may not see it."""


class PeriodNotBegunError(Exception):
    """Nothing can be told of days that are still to come."""


Maker = Callable[[Actor, Wanted], Report]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """What a report is about: "period", "asset", or "today" for what is so now.

    `order` is the place in the list of reports.
    """

    name: str
    title: LazyString
    permission: Permission
    subject: str
    order: int
    make: Maker


_kinds: dict[str, ReportKind] = {}


def report(
    name: str, title: LazyString, permission: Permission, *, order: int, subject: str = "period"
) -> Callable[[Maker], Maker]:
    """Put a report into the catalogue under its name in addresses and commands."""

    def declare(make: Maker) -> Maker:
        _kinds[name] = ReportKind(name, title, permission, subject, order, make)
        return make

    return declare


def report_kinds() -> dict[str, ReportKind]:
    """Return them in the order in which a council knows them, the quarterly one first."""
    return dict(sorted(_kinds.items(), key=lambda kind: kind[1].order))
