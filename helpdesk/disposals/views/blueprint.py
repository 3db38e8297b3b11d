"""The blueprint of leaving, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.disposals import permissions, rules
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting

bp = Blueprint("disposals", __name__, url_prefix="/disposals")
setting(
    "disposals.list_surveys",
    _l("Surveys and disposals"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What a board of survey found, what was decided, and what has left"),
)
explain(
    bp,
    rules.ConcernedError,
    409,
    _l("You wrote this survey or sat on its board, so somebody else must decide."),
)
explain(
    bp,
    rules.DoneBeforeError,
    409,
    _l("This step was done before, or its turn has not come. Open the page to see how it stands."),
)
explain(
    bp,
    rules.NotWipedError,
    409,
    _l("This device holds data. Enter first how the data were wiped."),
)
