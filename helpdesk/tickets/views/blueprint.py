"""The blueprint of the help desk, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.tickets import labels, permissions, rules

bp = Blueprint("tickets", __name__, url_prefix="/tickets")
entry("tickets.list_tickets", _l("Requests"), permissions.VIEW_OWN, order=20)
setting(
    "tickets.list_views",
    _l("My views"),
    permissions.WORK,
    group=Group.OWN,
    about=_l("The lists of requests that you have saved"),
)
setting(
    "tickets.change_targets",
    _l("Times to answer"),
    permissions.SET_TARGETS,
    group=Group.REQUESTS,
    about=_l("How soon requests are to be answered and resolved"),
)
setting(
    "tickets.list_teams",
    _l("Teams"),
    permissions.WORK,
    group=Group.REQUESTS,
    about=_l("Officers who share one kind of work"),
)
setting(
    "tickets.list_answers",
    _l("Ready answers"),
    permissions.WORK,
    group=Group.REQUESTS,
    about=_l("Texts that an officer puts into a reply"),
)
setting(
    "tickets.list_checklists",
    _l("Checklists"),
    permissions.WORK,
    group=Group.REQUESTS,
    about=_l("Steps to tick off when a kind of work is done"),
)
setting(
    "tickets.list_escalations",
    _l("Requests sent outside"),
    permissions.SEE_NOTES,
    group=Group.REQUESTS,
    about=_l("What suppliers and ministries have been asked, and whether they answered"),
)
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
explain(bp, rules.HeldError, 409, labels.HELD)
explain(bp, rules.AlreadyAnsweredError, 409, _l("They have answered already."))
explain(bp, rules.MayNotRateError, 409, _l("How content you are can no longer be said here."))
explain(bp, rules.NothingToUndoError, 409, _l("This can no longer be undone."))
