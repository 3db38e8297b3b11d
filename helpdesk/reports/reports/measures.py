"""What repairs come to: by device, by year, by department and by the price of new ones."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

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
from helpdesk.infra.i18n import tzs
from helpdesk.infra.reporting import Wanted, report
from helpdesk.reports import permissions, queries
from helpdesk.reports.reports import parts
from helpdesk.reports.rules.measures import Group


@report("repair-measures", _l("Measures of repairs"), permissions.VIEW, order=15)
def measures_report(actor: Actor, wanted: Wanted) -> Report:
    """Say how often devices fail, what each costs, and how many repairs did not last."""
    found = queries.measures(actor, wanted.period, now=wanted.made_at)
    kinds = _named(found.kinds, queries.category_names(actor))
    departments = _named(found.departments, queries.department_names(actor))
    sections = [
        Section(_("Summary"), [_tiles(found.whole), _note()]),
        Section(_("By equipment type"), [_by_kind(kinds, found.whole)]),
        Section(_("By department"), [_by_department(departments, found.whole)]),
    ]
    name, taken = _("Measures of ICT repairs"), _("Received by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _named(groups: Mapping[int, Group], names: Mapping[int, str]) -> list[tuple[str, Group]]:
    """Return the groups in which anything was, by name."""
    known = ((names.get(key, "–"), one) for key, one in groups.items())
    return sorted(_filled(known), key=itemgetter(0))


def _filled(groups: Iterable[tuple[str, Group]]) -> Iterable[tuple[str, Group]]:
    return (
        (name, one) for name, one in groups if sum(one.fleets) or one.failures or one.costs.full
    )


def _tiles(whole: Group) -> Tiles:
    years = _("%(years)s years of service", years=f"{whole.device_years:,.1f}")
    return Tiles(
        [
            Tile(_("Failures"), whole.failures),
            _ratio(_("Failures of one device in a year"), whole.failure_rate, years),
            _ratio(_("Repairs that came back, percent"), whole.repeat_share, whole.repairs),
            _ratio(_("Working hours of a repair"), whole.hours_each, whole.repairs),
            _ratio(_("Paid for one device"), _money(whole.cash_each), whole.fleet),
            _ratio(_("Full cost of one device"), _money(whole.full_each), whole.fleet),
            _ratio(
                _("Paid, in percent of the price of new devices"),
                whole.cost_of_worth,
                tzs(whole.worth),
            ),
        ]
    )


def _ratio(label: str, value: Decimal | str | None, of: Decimal | str | int) -> Tile:
    """Print a ratio with what it was taken of; where there is nothing to take it of, a dash."""
    return Tile(label, value, "" if value is None else f"n = {of}")


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:,.2f}"


def _note() -> Paragraph:
    return Paragraph(
        _(
            "Devices are counted at the end of each month of the period, and the average is taken. "
            "A failure counts where it began, a repair and its cost where it ended; a cost stays "
            "with the department that had the device on the day of the work. The price of new "
            "devices is today's price of their models. “–” is what cannot be reckoned."
        )
    )


def _by_kind(kinds: Sequence[tuple[str, Group]], whole: Group) -> Table:
    columns = [
        Column(_("Equipment type"), 4),
        Column(_("Devices"), 2, numeric=True),
        Column(_("Failures"), 2, numeric=True),
        Column(_("Failures of one device in a year"), 3, numeric=True),
        Column(_("Years of service for one failure"), 3, numeric=True),
        Column(_("Repairs"), 2, numeric=True),
        Column(_("Came back, percent"), 2, numeric=True),
        Column(_("Paid (TZS)"), 3, numeric=True),
        Column(_("Paid for one device"), 3, numeric=True),
        Column(_("Percent of new ones"), 2, numeric=True),
    ]
    totals = _kind_row(_("Total"), whole)
    return Table(columns, [_kind_row(*one) for one in kinds], totals=totals, empty=_("None."))


def _kind_row(name: str, one: Group) -> Sequence[Cell]:
    return (
        name,
        one.fleet,
        one.failures,
        one.failure_rate,
        one.years_between,
        one.repairs,
        one.repeat_share,
        one.costs.cash,
        one.cash_each,
        one.cost_of_worth,
    )


def _by_department(departments: Sequence[tuple[str, Group]], whole: Group) -> Table:
    columns = [
        Column(_("Department"), 5),
        Column(_("Devices"), 2, numeric=True),
        Column(_("Repairs"), 2, numeric=True),
        Column(_("Paid (TZS)"), 3, numeric=True),
        Column(_("Full cost (TZS)"), 3, numeric=True),
        Column(_("Paid for one device"), 3, numeric=True),
        Column(_("Full cost of one device"), 3, numeric=True),
    ]
    totals = _department_row(_("Total"), whole)
    rows = [_department_row(*one) for one in departments]
    return Table(columns, rows, totals=totals, empty=_("None."))


def _department_row(name: str, one: Group) -> Sequence[Cell]:
    return (
        name,
        one.fleet,
        one.repairs,
        one.costs.cash,
        one.costs.full,
        one.cash_each,
        one.full_each,
    )
