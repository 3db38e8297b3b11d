"""Words of suppliers and workshops."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_acts
from helpdesk.vendors.rules import State, Trade

TRADES = {Trade.SALES: _l("Supplier"), Trade.REPAIRS: _l("Supplier and workshop")}
STATES = {
    State.ASKED: lazy_pgettext("vendor", "Asked"),
    State.PAST: lazy_pgettext("vendor", "No longer asked"),
}
name_acts(
    {"vendor.add": _l("Supplier entered"), "vendor.change": _l("Supplier changed")},
    {"tax_number": _l("Tax number (TIN)"), "is_workshop": _l("Repairs equipment too")},
)
