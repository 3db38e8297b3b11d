"""Where what follows a repair is found, and what its refusals say."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.accounts.queries import own
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor
from helpdesk.infra.errors import explain
from helpdesk.repairs import rules
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.services import Act

bp = Blueprint("repairs", __name__)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(
    bp,
    rules.AlreadyOutsideError,
    409,
    _l("This device is in a workshop already. Take it back first."),
)
explain(
    bp,
    rules.AskedItError,
    403,
    _l("You asked for this quotation yourself. Somebody else has to approve it."),
)


def mine() -> Act:
    """Return the act of whoever sends a form, now."""
    actor = current_actor()
    return Act(technician=own(actor), actor=actor, now=clock.now())


def back_to(order: WorkOrder) -> ResponseReturnValue:
    return redirect(url_for("workorders.show", work_order_id=order.id), code=303)
