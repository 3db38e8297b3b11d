"""How far the toner of each printer goes, and what a page costs."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.core.yields import Yield
from helpdesk.equipment.labels import place
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.model import Cell, Column, Paragraph, Report, Section, Table
from helpdesk.infra.i18n import named
from helpdesk.infra.reporting import Wanted, report
from helpdesk.reports import permissions
from helpdesk.reports.reports import parts
from helpdesk.workorders.queries import yields
from helpdesk.workorders.queries.yields import Pair


@report("toner-yield", _l("Toner and pages by printer"), permissions.VIEW, order=17)
def toner_report(actor: Actor, wanted: Wanted) -> Report:
    """Say what was printed until the end of the period, printer by printer."""
    found = yields(actor, until=min(wanted.period.ends_at, wanted.made_at))
    said = Paragraph(
        _(
            "A cartridge is used up when the next one is put in; its pages are the difference of "
            "the two counters. Only what officers wrote a counter for is counted."
        )
    )
    sections = [Section(_("Printers"), [_table(found), said])]
    name, taken = _("Toner and pages by printer"), _("Received by")
    return parts.period_report(actor, wanted, name=name, sections=sections, taken=taken)


def _table(found: Mapping[Pair, Yield]) -> Table:
    columns = [
        Column(_("Printer"), 3),
        Column(_("Model"), 3),
        Column(_("Place"), 3),
        Column(_("Toner"), 3),
        Column(_("Used up"), 1, numeric=True),
        Column(_("Pages, the last one"), 2, numeric=True),
        Column(_("Pages, on average"), 2, numeric=True),
        Column(_("Cost of a page (TZS)"), 2, numeric=True),
    ]
    rows = [_row(pair, one) for pair, one in found.items()]
    rows.sort(key=lambda row: (str(row[0]), str(row[3])))
    whole = sum(one.number for one in found.values())
    totals: list[Cell] = [None, "", "", "", whole, None, None, None]
    return Table(columns, rows, totals=totals if rows else None, empty=_("None."))


def _row(pair: Pair, one: Yield) -> list[Cell]:
    asset, part = pair
    where = place(asset.location)
    return [
        *(asset.asset_tag, asset.model.full_name, where, named(part)),
        *(one.number, one.last, one.mean, one.per_page),
    ]
