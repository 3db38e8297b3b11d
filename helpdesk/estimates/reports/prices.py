"""The price book as a list in three forms."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.estimates import labels
from helpdesk.estimates.models import PriceEntry
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table


def prices_report(prices: Sequence[PriceEntry], *, actor: Actor, now: datetime) -> Report:
    columns = [
        Column(_("Item"), 5),
        Column(_("Unit price, without VAT"), 3, numeric=True),
        Column(_("Unit of measure"), 2),
        Column(_("Source of the price"), 4),
        Column(_("Date of the price"), 2),
        Column(_("Holds until"), 2),
    ]
    rows: list[Sequence[Cell]] = [
        (
            one.item,
            one.unit_price,
            one.unit,
            labels.offered_by(one),
            one.priced_on,
            one.valid_until,
        )
        for one in prices
    ]
    return list_report(
        Table(columns, rows, empty=_("None.")),
        title=_("Price book"),
        narrowed=(),
        actor=actor,
        now=now,
    )
