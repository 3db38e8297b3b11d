"""Names of the states of a count and of what it finds."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.stocktakes.rules import Result, State

STATE = {
    State.COUNTING: lazy_pgettext("count", "Going on"),
    State.WAITING: lazy_pgettext("count", "Awaiting approval"),
    State.APPLIED: lazy_pgettext("count", "Approved"),
}
RESULT = {
    Result.FOUND: _l("Devices found"),
    Result.MISSING: _l("Devices missing"),
    Result.MISPLACED: _l("Devices that belong elsewhere"),
    Result.EXTRA: _l("Devices that are not in the register"),
}
TYPED = {
    "": lazy_pgettext("count", "Not ticked"),
    "found": lazy_pgettext("count", "Found"),
    "missing": lazy_pgettext("count", "Not found"),
}
