"""The blueprint of forms and approvals, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.tickets.rules import NothingToUndoError

bp = Blueprint("kinds", "helpdesk.kinds.views", url_prefix="/kinds")
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(bp, NothingToUndoError, 409, _l("This can no longer be undone."))
