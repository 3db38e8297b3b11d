"""The blueprint of forms and approvals, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.kinds import permissions
from helpdesk.tickets.labels import HELD
from helpdesk.tickets.rules import HeldError, NothingToUndoError

bp = Blueprint("kinds", "helpdesk.kinds.views", url_prefix="/kinds")
entry("kinds.choose", _l("Forms"), permissions.OPEN, order=22, if_room=True)
setting(
    "kinds.choose",
    _l("Forms"),
    permissions.OPEN,
    group=Group.OWN,
    about=_l("To have data corrected, an access, a report, a change or advice"),
)
setting(
    "kinds.list_accesses",
    _l("Register of accesses"),
    permissions.VIEW_ACCESS,
    group=Group.KNOWLEDGE,
    about=_l("Who may work in which system, and since when"),
)
setting(
    "kinds.list_leavers",
    _l("People who left"),
    permissions.KEEP_ACCESS,
    group=Group.KNOWLEDGE,
    about=_l("Who has left and still has an access or a device"),
)
setting(
    "kinds.list_reviews",
    _l("Access reviews"),
    permissions.VIEW_ACCESS,
    group=Group.KNOWLEDGE,
    about=_l("Who keeps an access and who loses it, quarter by quarter"),
)
setting(
    "kinds.list_chains",
    _l("Who approves"),
    permissions.SET_CHAINS,
    group=Group.REQUESTS,
    about=_l("Whose approval each form needs, one after the other"),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(bp, HeldError, 409, HELD)
explain(bp, NothingToUndoError, 409, _l("This can no longer be undone."))
