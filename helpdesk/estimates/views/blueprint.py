"""The blueprint of estimates, and what its refusals say."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.estimates import labels, permissions, rules
from helpdesk.estimates.models import Estimate
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, entry, setting

bp = Blueprint("estimates", "helpdesk.estimates.views", url_prefix="/estimates")
entry("estimates.list_estimates", _l("Estimates"), permissions.VIEW, order=36, if_room=True)
setting(
    "estimates.list_estimates",
    _l("Cost estimates"),
    permissions.VIEW,
    group=Group.KNOWLEDGE,
    about=_l("What is needed, what it costs and why, from draft to approval"),
)
setting(
    "estimates.list_codes",
    _l("Budget lines (GFS)"),
    permissions.CODES,
    group=Group.KNOWLEDGE,
    about=_l("Numbers and names of the lines of the budget that estimates are for"),
)
setting(
    "estimates.list_funds",
    _l("Sources of funds"),
    permissions.CODES,
    group=Group.KNOWLEDGE,
    about=_l("Codes and names of the funds that estimates are paid from"),
)
setting(
    "estimates.list_rates",
    _l("Rates of VAT"),
    permissions.TAXES,
    group=Group.KNOWLEDGE,
    about=_l("Which rate of value added tax holds from which day"),
)
explain(bp, rules.PreparedItError, 403, labels.PREPARED_IT)
explain(bp, rules.DecidedBeforeError, 403, labels.DECIDED_BEFORE)
explain(bp, rules.NotYourStepError, 403, labels.NOT_YOUR_STEP)
explain(
    bp,
    rules.AlreadyChangingError,
    409,
    _l("A newer edition of this estimate has been begun already. Go on with that one."),
)
explain(bp, rules.NotApprovedError, 409, labels.NOT_APPROVED)
explain(bp, rules.TakenBackError, 409, labels.TAKEN_BACK)
explain(bp, rules.NoRateError, 409, labels.NO_RATE)
explain(bp, rules.WithdrawnError, 409, labels.WITHDRAWN)
explain(
    bp, IllegalTransitionError, 409, _l("This can no longer be done: somebody was faster than you.")
)


def to(estimate: Estimate) -> ResponseReturnValue:
    return redirect(url_for("estimates.show", estimate_id=estimate.id), code=303)
