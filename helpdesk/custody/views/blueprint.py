"""The blueprint of custody, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.custody import permissions, rules
from helpdesk.equipment.labels import NOT_INSTALLED
from helpdesk.equipment.rules import GoneError, NotInstalledError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting

bp = Blueprint("custody", "helpdesk.custody.views", url_prefix="/custody")
setting(
    "custody.list_papers",
    _l("Hand-over of equipment"),
    permissions.LIST,
    group=Group.KNOWLEDGE,
    about=_l("Who was handed which device, what is lent and what is in a workshop"),
)
setting(
    "custody.list_unconfirmed",
    _l("Holders who have not confirmed"),
    permissions.LIST,
    group=Group.KNOWLEDGE,
    about=_l("Who has not said this fiscal year which devices he holds"),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the device is not in that state any more."),
)
explain(bp, NotInstalledError, 409, NOT_INSTALLED)
explain(
    bp,
    GoneError,
    409,
    _l("This device has been taken off the register, so it can no longer be changed."),
)
explain(
    bp,
    rules.NothingToAnswerError,
    409,
    _l("This paper waits for no answer from you any more."),
)
