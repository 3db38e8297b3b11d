"""Names of the states of a count."""

from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.storecounts.rules import State

STATE = {
    State.COUNTING: lazy_pgettext("count", "Going on"),
    State.WAITING: lazy_pgettext("count", "Awaiting approval"),
    State.APPLIED: lazy_pgettext("count", "Approved"),
}
name_values("store_count", "state", STATE)
