"""Words of the outbox."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from helpdesk.audit.labels import name_values
from helpdesk.outbox.rules import Channel, State

STATES = {
    State.GIVEN_UP: lazy_pgettext("message", "Could not be sent"),
    State.WAITING: lazy_pgettext("message", "Waiting"),
    State.SENT: lazy_pgettext("message", "Sent"),
    State.RETURNED: lazy_pgettext("message", "Came back"),
    State.WITHDRAWN: lazy_pgettext("message", "Its news was over"),
}
STATE_KINDS = {
    State.GIVEN_UP: "late",
    State.WAITING: "wait",
    State.SENT: "done",
    State.RETURNED: "late",
    State.WITHDRAWN: "shut",
}
CHANNELS = {Channel.EMAIL: _l("E-mail"), Channel.SMS: _l("Text message (SMS)")}

name_values("message", "state", STATES)
