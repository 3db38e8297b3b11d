"""What ends soon (R14): warranties, support contracts and licences, by how many days are left."""

from collections.abc import Sequence
from datetime import date

from flask_babel import get_locale, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.contracts import queries
from helpdesk.contracts.models import Contract, Licence
from helpdesk.contracts.reports import covers
from helpdesk.contracts.rules import STALE, STEPS
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Column, Paragraph, Report, Section, Table
from helpdesk.infra.i18n import day, named
from helpdesk.infra.reporting import Wanted, report
from helpdesk.org.reports import letterhead
from helpdesk.reports import permissions
from helpdesk.reports.reports import parts


@report(
    "warranty-expiry",
    _l("Warranties, contracts and licences that end"),
    permissions.VIEW,
    order=40,
    subject="today",
)
def ending_report(actor: Actor, wanted: Wanted) -> Report:
    """List what ends within the longest of the steps, and what ended a moment ago."""
    today = clock.local_date(wanted.made_at)
    mine = actor.council_id
    return Report(
        letterhead=letterhead(mine, today),
        title=_("Warranties, contracts and licences that end"),
        period=_("As at %(day)s", day=day(today)),
        made_at=wanted.made_at,
        made_by=actor.name,
        sections=[
            Section(_("Summary"), [_summary(mine, today), _note()]),
            Section(
                _("Support contracts"),
                [_contracts(queries.ending_contracts(mine, today=today), today)],
            ),
            Section(_("Licences"), [_licences(queries.ending_licences(mine, today=today), today)]),
            Section(
                _("Warranties"), [_warranties(queries.ending_warranties(mine, today=today), today)]
            ),
        ],
        signatures=parts.of_the_unit(),
        language=str(get_locale()),
        landscape=True,
    )


def _note() -> Paragraph:
    return Paragraph(
        _(
            "Listed is what ends within %(days)d days, and what ended within the last %(past)d.",
            days=STEPS[0],
            past=STALE.days,
        )
    )


def _summary(council_id: int, today: date) -> Table:
    """Count by how many days are left; each thing stands in one column."""
    contracts = [one.ends_on for one in queries.ending_contracts(council_id, today=today)]
    licences = [one.ends_on for one in queries.ending_licences(council_id, today=today)]
    days = queries.warranty_days(council_id, today=today)
    warranties = [last for last, number in days.items() for _one in range(number)]
    columns = [
        Column(_("What ends"), share=4),
        Column(_("Ended"), numeric=True),
        Column(_("Within 7 days"), numeric=True),
        Column(_("Within 30 days"), numeric=True),
        Column(_("Within 90 days"), numeric=True),
    ]
    rows = [
        (_("Support contracts"), *_by_step(contracts, today)),
        (_("Licences"), *_by_step([one for one in licences if one], today)),
        (_("Warranties"), *_by_step(warranties, today)),
    ]
    return Table(columns, rows)


def _by_step(ends: Sequence[date], today: date) -> list[int]:
    left = [(one - today).days for one in ends]
    return [
        sum(one < 0 for one in left),
        sum(0 <= one <= STEPS[2] for one in left),
        sum(STEPS[2] < one <= STEPS[1] for one in left),
        sum(STEPS[1] < one <= STEPS[0] for one in left),
    ]


def _contracts(found: Sequence[Contract], today: date) -> Table:
    columns = [
        Column(_("Number of the contract"), share=3),
        Column(_("Supplier or workshop"), share=4),
        Column(_("What it pays for"), share=4),
        Column(_("Cost of a year"), share=3, numeric=True),
        *_of_the_end(),
    ]
    rows = [
        (one.number, one.vendor.name, covers(one), one.annual_cost, *_end(one.ends_on, today))
        for one in found
    ]
    return Table(columns, rows)


def _licences(found: Sequence[Licence], today: date) -> Table:
    columns = [
        Column(_("Program"), share=4),
        Column(_("Supplier or workshop"), share=4),
        Column(pgettext("licence", "Paid for"), share=2, numeric=True),
        Column(_("Cost"), share=3, numeric=True),
        *_of_the_end(),
    ]
    rows = [
        (
            one.name,
            one.vendor.name if one.vendor else None,
            one.seats,
            one.cost,
            *_end(one.ends_on or today, today),
        )
        for one in found
    ]
    return Table(columns, rows)


def _warranties(found: Sequence[Asset], today: date) -> Table:
    columns = [
        Column(_("Asset number"), share=3),
        Column(_("Model"), share=4),
        Column(_("Department or unit"), share=4),
        Column(_("Supplier"), share=3),
        *_of_the_end(),
    ]
    rows = [
        (
            one.asset_tag,
            one.model.full_name,
            named(one.department),
            one.supplier.name if one.supplier else None,
            *_end(one.warranty_ends_on or today, today),
        )
        for one in found
    ]
    return Table(columns, rows)


def _of_the_end() -> list[Column]:
    return [Column(_("Last day"), share=2), Column(_("Days left"), share=1, numeric=True)]


def _end(last: date, today: date) -> tuple[date, int]:
    return last, (last - today).days
