"""The report on errors of data (duty 10): by system, department and cause, from corrections."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import (
    Cell,
    Column,
    Paragraph,
    Report,
    Section,
    Table,
    Tile,
    Tiles,
)
from helpdesk.infra.i18n import number
from helpdesk.infra.reporting import Wanted, report
from helpdesk.kinds.labels import CAUSES, is_given_up, stage_said
from helpdesk.kinds.models import DataCorrection
from helpdesk.kinds.queries import taken_back
from helpdesk.kinds.rules import Stage
from helpdesk.reports import permissions, queries
from helpdesk.reports.reports import parts

Corrections = Sequence[DataCorrection]


@report("data-errors", _l("Errors of data"), permissions.VIEW, order=20)
def data_errors_report(actor: Actor, wanted: Wanted) -> Report:
    """Say which errors were found in the data of systems, how they came about, what was done."""
    period = wanted.period
    found = queries.data_corrections(actor, period)
    before = queries.data_corrections(actor, period.previous)
    sections = [
        Section(_("Summary"), [_tiles(found, before), _note()]),
        _groups(actor, found),
        Section(_("The errors one by one"), [_errors(found)]),
    ]
    name, taken = _("Report on errors of data"), _("Received by")
    paper = parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)
    return replace(paper, landscape=True)


def _tiles(found: Corrections, before: Corrections) -> Tiles:
    now, then = _counts(found), _counts(before)
    labels = [
        _("Errors reported"),
        _("Corrected and verified"),
        _("Corrected, not yet verified"),
        _("Waiting for approval or for the officer"),
        _("Not approved"),
        _("Taken back or cancelled"),
    ]
    return Tiles(
        [
            Tile(label, new, _("Period before: %(value)s", value=number(old)))
            for label, new, old in zip(labels, now, then, strict=True)
        ]
    )


def _note() -> Paragraph:
    return Paragraph(
        _(
            "An error counts in the period in which its correction was asked for. Nothing is "
            "corrected before it is approved, and another person verifies each correction."
        )
    )


def _counts(found: Corrections) -> tuple[int, int, int, int, int, int]:
    """Count all, those verified, made, on the way, not approved, and given up."""
    going_on = [one for one in found if not is_given_up(one)]
    stages = Counter(one.stage for one in going_on)
    on_the_way = stages[Stage.ASKED] + stages[Stage.APPROVED]
    return (
        len(found),
        stages[Stage.VERIFIED],
        stages[Stage.DONE],
        on_the_way,
        stages[Stage.REJECTED],
        len(found) - len(going_on),
    )


def _groups(actor: Actor, found: Corrections) -> Section:
    names = queries.department_names(actor)
    by_cause = Counter(str(CAUSES[one.cause]) for one in found)
    figure = parts.pareto(_("Causes of the errors"), sorted(by_cause.items()), unit=_("Errors"))
    return Section(
        _("Where the errors are, and how they came about"),
        [
            *([figure] if found else []),
            _table(found, _("Cause of the error"), lambda one: str(CAUSES[one.cause])),
            _table(found, _("System"), lambda one: one.system.acronym),
            _table(
                found,
                _("Department or unit"),
                lambda one: names.get(one.ticket.at_department_id or 0, _("Not known")),
            ),
        ],
    )


def _table(found: Corrections, heading: str, key: Callable[[DataCorrection], str]) -> Table:
    groups: dict[str, list[DataCorrection]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    most_first = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Table(
        columns=[
            Column(heading, 4),
            Column(pgettext("errors", "Reported"), 2, numeric=True),
            Column(pgettext("errors", "Corrected and verified"), 2, numeric=True),
            Column(pgettext("errors", "Corrected, not yet verified"), 2, numeric=True),
            Column(pgettext("errors", "On the way"), 2, numeric=True),
            Column(pgettext("errors", "Not approved"), 2, numeric=True),
            Column(pgettext("errors", "Taken back or cancelled"), 2, numeric=True),
        ],
        rows=[(name, *_counts(of_group)) for name, of_group in most_first],
        totals=(None, *_counts(found)),
        empty=_("No error of data was reported in this period."),
        caption=heading,
    )


def _errors(found: Corrections) -> Table:
    columns = [
        Column(_("Request"), 3),
        Column(_("Date"), 2),
        Column(_("System"), 2),
        Column(_("Record"), 3),
        Column(_("What is wrong"), 3),
        Column(_("Before"), 3),
        Column(_("After"), 3),
        Column(_("Cause"), 3),
        Column(_("Status"), 3),
    ]
    empty = _("No error of data was reported in this period.")
    withdrawn = taken_back(one.ticket for one in found)
    return Table(columns, [_row(one, withdrawn) for one in found], empty=empty)


def _row(one: DataCorrection, withdrawn: Collection[int]) -> tuple[Cell, ...]:
    return (
        one.ticket.reference,
        clock.local_date(one.ticket.opened_at),
        one.system.acronym,
        one.record_reference,
        one.field_name,
        one.value_before or _("Nothing"),
        one.value_after,
        str(CAUSES[one.cause]),
        stage_said(one, withdrawn),
    )
