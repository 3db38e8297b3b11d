"""What waits, what was late, how content people are and who carries the load."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flask_babel import format_date, pgettext
from flask_babel import gettext as _

from helpdesk.core.measures import percent
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Column, Section, Table
from helpdesk.reports import queries, rules
from helpdesk.reports.reports.desk import Desk
from helpdesk.reports.reports.parts import percent_sign
from helpdesk.reports.rules import Case, Service
from helpdesk.tickets import labels

PARTS_OF_DAY = ((0, 7), (7, 10), (10, 13), (13, 16), (16, 24))  # local hours


def waiting(desk: Desk) -> Section:
    paused = rules.paused_hours(desk.cases, desk.period)
    reasons = Table(
        columns=[Column(_("Waited for"), 3), Column(_("Working hours"), numeric=True)],
        rows=[(str(labels.WAITING_FOR[reason]), length) for reason, length in paused.items()],
        totals=(None, sum(paused.values(), start=Decimal(0))) if paused else None,
        empty=_("No solved request had to wait for others."),
        caption=_("How long the solved requests waited, and for what"),
    )
    bands = Table(
        columns=[Column(_("Age"), 3), Column(_("Requests"), numeric=True)],
        rows=list(zip(_bands(), rules.ages(desk.cases, desk.until), strict=True)),
        totals=(None, len(rules.open_at(desk.cases, desk.until))),
        caption=_("What is open at the end of the period, by its age"),
    )
    return Section(_("What waits, and when requests come"), [reasons, bands, _hours(desk)])


def _bands() -> list[str]:
    return [
        _("Less than a day"),
        _("1 to 3 days"),
        _("3 to 7 days"),
        _("7 to 30 days"),
        _("More than 30 days"),
    ]


def _hours(desk: Desk) -> Table:
    """Count what came in by weekday and part of the day."""
    opened = [
        case.opened_at.astimezone(clock.ZONE)
        for case in desk.cases
        if rules.is_within(case.opened_at, desk.period)
    ]
    monday = datetime(2024, 1, 1, tzinfo=clock.ZONE).date()
    rows = [
        [
            format_date(monday.replace(day=1 + weekday), "EEEE"),
            *(
                sum(at.weekday() == weekday and begin <= at.hour < end for at in opened)
                for begin, end in PARTS_OF_DAY
            ),
        ]
        for weekday in range(7)
    ]
    parts = [f"{begin:02d}:00–{end:02d}:00" for begin, end in PARTS_OF_DAY]
    return Table(
        columns=[Column(_("Day"), 2), *(Column(part, 2, numeric=True) for part in parts)],
        rows=rows,
        caption=_("When requests come in"),
    )


def late(desk: Desk, departments: Mapping[int, str]) -> Section:
    found = rules.breached(desk.cases, desk.period, now=desk.now)
    table = Table(
        columns=[
            Column(_("Request"), 3),
            Column(_("Problem"), 4),
            Column(_("Department or unit"), 3),
            Column(_("Priority"), 2),
            Column(_("Due"), 2),
            Column(pgettext("request", "Solved"), 2),
            Column(_("Why"), 4),
        ],
        rows=[
            (
                case.reference,
                case.subject,
                departments.get(case.department_id or 0, "–"),
                str(labels.PRIORITY[case.priority]),
                case.resolution_due_at,
                case.resolved_at,
                _why(case),
            )
            for case in found
        ],
        empty=_("No request was late in this period."),
        caption=_("Requests that were late"),
    )
    return Section(_("Requests that were late"), [table])


def _why(case: Case) -> str:
    """Say what is known of the delay: a changed priority, a wait, the cause of the fault."""
    said = (
        [_("Its priority was raised when it was late already.")] if case.is_late_by_change else []
    )
    if (waited := rules.longest_pause(case)) is not None:
        said.append(str(labels.WAITING_FOR[waited]))
    if case.cause:
        said.append(str(labels.CAUSE[case.cause]))
    return "; ".join(said) or _("Not written down")


def contentment(scores: Mapping[int, int]) -> Section:
    given = sum(scores.values())
    table = Table(
        columns=[
            Column(_("Score"), 2),
            Column(_("Answers"), numeric=True),
            Column(_("Share"), numeric=True),
        ],
        rows=[
            (str(score), scores.get(score, 0), percent_sign(percent(scores.get(score, 0), given)))
            for score in rules.SCORES
        ]
        if given
        else [],
        totals=(None, given, None) if given else None,
        empty=_("Nobody has said how content they were."),
        caption=_("How content the requesters were, from 1 to 5"),
    )
    return Section(_("Contentment"), [table])


def workload(actor: Actor, desk: Desk) -> Section:
    """Show the unit its own load; a version for the whole council names nobody."""
    groups: dict[int, list[Case]] = {}
    for case in desk.cases:
        if case.officer_id:
            groups.setdefault(case.officer_id, []).append(case)
    names = queries.officer_names(actor, groups)
    minutes = queries.minutes_by_officer(actor, desk.period)
    rows = [
        (names.get(officer, "–"), *_load(desk.of(cases)), minutes.get(officer, 0))
        for officer, cases in groups.items()
    ]
    table = Table(
        columns=[
            Column(_("ICT officer"), 3),
            Column(pgettext("requests", "Solved"), numeric=True),
            Column(_("Open at the end"), numeric=True),
            Column(_("Minutes written down"), numeric=True),
        ],
        rows=sorted(rows),
        empty=_("There was no request in this period."),
        caption=_("The officers' load, in the order of their names"),
    )
    return Section(_("Load of the unit"), [table])


def _load(found: Service) -> tuple[int, int]:
    return found.solved, found.still_open
