"""The blueprint of buying, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.procurement import permissions, rules

bp = Blueprint("procurement", __name__, url_prefix="/procurement")
setting(
    "procurement.list_orders",
    _l("Orders and deliveries"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What was ordered, what came, and what a committee accepted"),
)
setting(
    "procurement.list_specifications",
    _l("Minimum specifications"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What devices that are bought in a fiscal year must have"),
)
explain(
    bp,
    rules.ConcernedError,
    409,
    _l("You received these goods, so somebody else must inspect and accept them."),
)
explain(
    bp,
    rules.DoneBeforeError,
    409,
    _l("This step was done before. Open the page to see how it stands."),
)
