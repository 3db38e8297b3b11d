"""The blueprint of inspections, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.checklists import permissions as checklists
from helpdesk.checklists.rules import NotADraftError, NothingAskedError, NotInUseError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.inspections import permissions
from helpdesk.inspections.rules import NotInspectedError

bp = Blueprint("inspections", "helpdesk.inspections.views", url_prefix="/inspections")
setting(
    "inspections.list_needs",
    _l("Equipment that needs maintenance"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Inspecting equipment, and finding which devices need maintenance and why"),
)
setting(
    "inspections.list_checklists",
    _l("Inspection checklists"),
    checklists.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What is looked at on each kind of equipment, and within which limits"),
)
explain(
    bp,
    NotInspectedError,
    409,
    _l("This device is not in the council's hands now, so it cannot be inspected."),
)
explain(
    bp,
    NotADraftError,
    409,
    _l("Only a draft can be changed. Begin a new version of this checklist."),
)
explain(
    bp,
    NotInUseError,
    409,
    _l("Only a checklist that is in use can be retired."),
)
explain(
    bp,
    NothingAskedError,
    409,
    _l("Write at least one item and choose a kind of equipment before you bring it into use."),
)
