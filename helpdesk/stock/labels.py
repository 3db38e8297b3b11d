"""Names of movements and of what the store keeps."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.core.fiscal_year import Period
from helpdesk.infra.i18n import number
from helpdesk.stock.rules import DELIVERED as DELIVERED
from helpdesk.stock.rules import MovementKind, PartKind, ReservedError, StockState, Vat

YEAR = 12
MOVEMENT_KIND = {
    MovementKind.OPENING: lazy_pgettext("stock movement", "Opening balance"),
    MovementKind.RECEIPT: lazy_pgettext("stock movement", "Receipt"),
    MovementKind.ISSUE: lazy_pgettext("stock movement", "Issue"),
    MovementKind.RETURN: lazy_pgettext("stock movement", "Return"),
    MovementKind.TRANSFER_OUT: lazy_pgettext("stock movement", "Sent to another store"),
    MovementKind.TRANSFER_IN: lazy_pgettext("stock movement", "Came from another store"),
    MovementKind.ADJUSTMENT: lazy_pgettext("stock movement", "Adjustment"),
    MovementKind.WRITE_OFF: lazy_pgettext("stock movement", "Write-off"),
    MovementKind.REVERSAL: lazy_pgettext("stock movement", "Mistaken receipt taken back"),
}
PART_KIND = {
    PartKind.SPARE: _l("Spare part"),
    PartKind.CONSUMABLE: _l("Consumable"),
}
VAT = {
    Vat.INCLUDED: _l("The price includes VAT"),
    Vat.ADDED: _l("VAT is added to the price"),
    Vat.NONE: _l("The price has no VAT"),
}
STATE = {
    StockState.ENOUGH: lazy_pgettext("part", "In stock"),
    StockState.LOW: lazy_pgettext("part", "Low stock"),
    StockState.OUT: lazy_pgettext("part", "Out of stock"),
}


def period_name(period: Period) -> str:
    if period.months == YEAR:
        return str(_("Financial year %(year)s", year=period.year.label))
    return str(_("Quarter %(number)d, %(year)s", number=period.quarter, year=period.year.label))


def reserved_words(short: ReservedError) -> str:
    """Say for whom parts are kept, and how they are issued all the same."""
    return str(
        _(
            "Only %(left)s are free; the rest is kept for %(references)s. Tick below to use them "
            "all the same.",
            left=number(short.left),
            references=", ".join(dict.fromkeys(short.kept_for)),
        )
    )


name_values("part", "kind", PART_KIND)
