"""Who may hand equipment over, and who only says what is in his hands."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

_KEEPERS = (Role.TECHNICIAN, Role.HEAD, Role.STOREKEEPER)

VIEW = declare("custody.view", _l("See papers of equipment that concern oneself"), *Role)
ANSWER = declare("custody.answer", _l("Say what equipment one holds"), *Role)
LIST = declare(
    "custody.list", _l("See who was handed which equipment"), *_KEEPERS, Role.AUDITOR, Role.MANAGER
)
LIST_ALL = declare(
    "custody.list_all",
    _l("See the hand-overs of every department"),
    *_KEEPERS,
    Role.AUDITOR,
)
HAND_OVER = declare("custody.hand_over", _l("Hand equipment over and take it back"), *_KEEPERS)
CLEAR = declare(
    "custody.clear", _l("Certify that somebody holds no equipment"), Role.TECHNICIAN, Role.HEAD
)
