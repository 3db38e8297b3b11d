"""The blueprint of counts, and what its refusals say."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.stocktakes import permissions, rules
from helpdesk.stocktakes.models import Stocktake

bp = Blueprint("stocktakes", __name__, url_prefix="/stocktakes")
setting(
    "stocktakes.list_stocktakes",
    _l("Counts of equipment"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What was there when somebody looked, and what was missing"),
)
setting(
    "stocktakes.list_unverified",
    _l("Devices not verified this year"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What nobody has seen this fiscal year, and how much each office has verified"),
)
explain(
    bp, rules.OverError, 409, _l("This can no longer be done: the count has gone on meanwhile.")
)
explain(
    bp, rules.OwnCountError, 409, _l("You had a hand in this count, so somebody else approves it.")
)


def to_count(stocktake: Stocktake) -> ResponseReturnValue:
    return redirect(url_for("stocktakes.show", stocktake_id=stocktake.id), code=303)
