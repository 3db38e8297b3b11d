"""The blueprint of the help desk, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import entry
from helpdesk.tickets import permissions, rules

bp = Blueprint("tickets", __name__, url_prefix="/tickets")
entry("tickets.list_tickets", _l("Requests"), permissions.VIEW_OWN, order=20)
entry("tickets.change_targets", _l("Times to answer"), permissions.SET_TARGETS, order=86)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(
    bp,
    permissions.NotAPartyError,
    403,
    _l("Only the requester and the ICT unit may reply to this request."),
)
explain(bp, rules.AlreadyAnsweredError, 409, _l("They have answered already."))
explain(bp, rules.MayNotRateError, 409, _l("How content you are can no longer be said here."))
explain(bp, rules.NothingToUndoError, 409, _l("This can no longer be undone."))
