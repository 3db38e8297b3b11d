"""The page that shows what could not be sent to those who look after it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.infra import clock, states
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.outbox import labels, permissions, queries, services
from helpdesk.outbox.forms import RetryForm
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import NotGivenUpError, State

bp = Blueprint("outbox", __name__, url_prefix="/outbox")
setting(
    "outbox.list_messages",
    _l("Messages of the system"),
    permissions.MANAGE,
    group=Group.PROGRAM,
    about=_l("E-mails that were sent, that wait, and that were refused"),
)
explain(bp, NotGivenUpError, 409, _l("This message is on its way or has been sent already."))

NEWEST_FIRST = Order(Message.queued_at, Message.id, descending=True)


@bp.get("/")
@requires(permissions.MANAGE)
def list_messages() -> ResponseReturnValue:
    return _listed(states.chosen(State.GIVEN_UP))


def _listed(state: State, *, refused: RetryForm | None = None) -> ResponseReturnValue:
    actor = current_actor()
    page = render_template(
        "outbox/list_messages.html",
        page=paged(queries.messages(actor, state), NEWEST_FIRST),
        pills=states.pills(".list_messages", state, queries.counts(actor), labels.STATES),
        state=state,
        refused=refused,
        new_form=RetryForm,
        labels=labels,
    )
    return page, refused.status if refused else 200


@bp.post("/retry")
@requires(permissions.MANAGE)
def retry() -> ResponseReturnValue:
    actor, form = current_actor(), RetryForm()
    if not form.validate_on_submit():
        return _listed(State.GIVEN_UP, refused=form)
    message = queries.message_or_404(form.chosen_id, actor=actor)
    services.try_again(message, actor=actor, now=clock.now())
    done(_("The message is tried again within a minute."))
    return redirect(url_for(".list_messages"), code=303)
