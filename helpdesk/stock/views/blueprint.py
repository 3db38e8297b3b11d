"""The pages of the stores, and how people come to them."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.stock import permissions
from helpdesk.stock.rules import (
    BlindError,
    CountedMeanwhileError,
    NotReversibleError,
    OrderClosedError,
)

bp = Blueprint("stock", __name__, url_prefix="/stock")
entry("stock.list_parts", _l("Store"), permissions.FIND, order=50, if_room=True)
setting(
    "stock.list_parts",
    _l("Store"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What spare parts the stores hold, and what they are worth"),
)
explain(
    bp,
    CountedMeanwhileError,
    409,
    _l("Something moved in the store while you counted. Count again."),
)
explain(
    bp,
    BlindError,
    409,
    _l("You are counting a store. What the books say is shown once the count has ended."),
)
explain(
    bp,
    OrderClosedError,
    409,
    _l("All of this order came already, or it was closed. Open the list of orders."),
)
explain(
    bp,
    NotReversibleError,
    409,
    _l("This receipt cannot be taken back: that was done before, or it is no receipt."),
)
