"""Names of movements and of what the store keeps."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.stock.rules import MovementKind, PartKind, StockState

MOVEMENT_KIND = {
    MovementKind.RECEIPT: lazy_pgettext("stock movement", "Receipt"),
    MovementKind.ISSUE: lazy_pgettext("stock movement", "Issue"),
    MovementKind.RETURN: lazy_pgettext("stock movement", "Return"),
    MovementKind.ADJUSTMENT: lazy_pgettext("stock movement", "Adjustment"),
}
PART_KIND = {
    PartKind.SPARE: _l("Spare part"),
    PartKind.CONSUMABLE: _l("Consumable"),
}
STATE = {
    StockState.ENOUGH: lazy_pgettext("part", "In stock"),
    StockState.LOW: lazy_pgettext("part", "Low stock"),
    StockState.OUT: lazy_pgettext("part", "Out of stock"),
}

name_values("part", "kind", PART_KIND)
