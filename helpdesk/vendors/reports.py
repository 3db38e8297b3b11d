"""The list of suppliers and workshops as a file."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Column, Report, Table
from helpdesk.vendors import labels
from helpdesk.vendors.models import Vendor


def vendors_report(
    vendors: Sequence[Vendor],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    columns = [
        Column(_("Name"), share=4),
        Column(_("Type"), share=3),
        Column(_("Tax number (TIN)"), share=2),
        Column(_("Phone"), share=2),
        Column(_("E-mail"), share=3),
        Column(_("Address"), share=4),
        Column(_("Status"), share=2),
    ]
    rows = [
        (
            one.name,
            str(labels.TRADES[one.trade]),
            one.tax_number or None,
            one.phone or None,
            one.email or None,
            one.address or None,
            str(labels.STATES[one.state]),
        )
        for one in vendors
    ]
    title = _("Suppliers and workshops")
    return list_report(Table(columns, rows), title=title, narrowed=narrowed, actor=actor, now=now)
