"""Where the repair log is found: /repairs/ is the log, /work-orders/<id> is one job."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting
from helpdesk.workorders import permissions, rules
from helpdesk.workorders.models import WorkOrder

bp = Blueprint("workorders", __name__)
entry("workorders.list_repairs", _l("Repairs"), permissions.VIEW, order=40)
setting(
    "workorders.list_rates",
    _l("Price of our own working time"),
    permissions.RATES,
    group=Group.REQUESTS,
    about=_l("What an hour of an officer is reckoned at, by grade and from which day on"),
)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(
    bp,
    rules.OfPlanError,
    409,
    _l("A plan asked for this work. Open its visit: there it is done, postponed or waived."),
)
explain(bp, rules.NothingToUndoError, 409, _l("This can no longer be undone."))
explain(bp, rules.AlreadyTakenBackError, 409, _l("This cost has been taken back already."))


def back_to(order: WorkOrder) -> ResponseReturnValue:
    return redirect(url_for("workorders.show", work_order_id=order.id), code=303)
