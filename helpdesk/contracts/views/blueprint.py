"""Where the pages of contracts and licences hang, and what they say of what came too late."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.contracts import permissions, rules
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting

bp = Blueprint("contracts", __name__, url_prefix="/contracts")
setting(
    "contracts.list_contracts",
    _l("Support contracts"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Which firm supports which devices, until when and how fast"),
)
setting(
    "contracts.list_licences",
    _l("Licences"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("Programs that are paid for, and who uses them"),
)
explain(bp, rules.SeatOverError, 409, _l("This licence was taken back a moment ago."))
explain(bp, rules.RenewedError, 409, _l("This contract has been renewed already."))
