"""The blueprint of the register, and what its refusals say."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment import labels, permissions, rules
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting

bp = Blueprint("equipment", __name__)
entry("equipment.list_assets", _l("Equipment"), permissions.VIEW, order=30)
entry("equipment.mine", _l("My equipment"), permissions.LIST_OWN, order=35, if_room=True)
setting(
    "equipment.mine",
    _l("My equipment"),
    permissions.LIST_OWN,
    group=Group.OWN,
    about=_l("The devices that you hold"),
)
setting(
    "equipment.list_categories",
    _l("Equipment types"),
    permissions.SET_CATEGORIES,
    group=Group.COUNCIL,
    about=_l("Their useful life, their place in the books, and what is asked about each"),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the device is not in that state any more."),
)
explain(
    bp,
    rules.ImportOverError,
    409,
    _l("This can no longer be done: somebody else has confirmed or undone the import meanwhile."),
)
explain(bp, rules.NotInstalledError, 409, labels.NOT_INSTALLED)
explain(
    bp,
    rules.LostError,
    409,
    _l("This device is being looked for. Say first that it was found again."),
)
explain(
    bp,
    rules.GoneError,
    409,
    _l("This device has been taken off the register, so it can no longer be changed."),
)
