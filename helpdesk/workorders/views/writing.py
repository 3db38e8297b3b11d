"""A repair written down on one page."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.accounts.queries import own
from helpdesk.attachments.services import attach
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.keys import key
from helpdesk.infra.notices import done
from helpdesk.stock.rules import NotEnoughStockError
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship
from helpdesk.workorders import forms, labels, permissions, queries, services
from helpdesk.workorders.rules import CounterBackError
from helpdesk.workorders.views.blueprint import back_to, bp

STANDSTILL = (Hardship.STOPPED, Hardship.EVERYONE_STOPPED)


@bp.route("/repairs/new", methods=["GET", "POST"])
@requires(permissions.LOG)
def log_repair() -> ResponseReturnValue:
    actor, ticket = current_actor(), _ticket()
    asset = _asset(ticket)
    form = forms.LogForm(**_prefilled(ticket, asset))
    form.offer(actor)
    if asset is not None:
        form.put_first(asset.category.code)
    if form.validate_on_submit():
        try:
            return _logged(form, ticket)
        except NotEnoughStockError as short:
            form.refuse_short(short)
        except CounterBackError as error:
            form.refuse_counter(error)
    known = form.asset or asset
    return render_template(
        "workorders/log_repair.html",
        form=form,
        ticket=ticket,
        known=queries.known(known, today=clock.today()) if known else None,
        labels=labels,
    ), form.status


def _ticket() -> Ticket | None:
    wanted = request.args.get("ticket", type=key)
    return tickets.get_or_404(wanted, actor=current_actor()) if wanted else None


def _asset(ticket: Ticket | None) -> Asset | None:
    """Return the device that the address names, or the one that the ticket is about."""
    wanted = request.args.get("asset", type=key) or (ticket.asset_id if ticket else None)
    return equipment.get_or_404(wanted, actor=current_actor()) if wanted else None


def _prefilled(ticket: Ticket | None, asset: Asset | None) -> dict[str, Any]:
    """Fill in what is known: the device, and since when it stood still."""
    known: dict[str, Any] = {}
    if asset is not None:
        known["device"] = asset.asset_tag
    if ticket is not None and ticket.hardship in STANDSTILL:
        since = ticket.opened_at.astimezone(clock.ZONE)
        known |= {"down_on": since.date(), "down_time": f"{since:%H:%M}"}
    return known


def _logged(form: forms.LogForm, ticket: Ticket | None) -> ResponseReturnValue:
    actor = current_actor()
    order = services.log_repair(
        form.chosen,
        form.repair,
        technician=own(actor),
        actor=actor,
        now=clock.now(),
        ticket=ticket,
    )
    attach(form.files.data, owner_kind="work_order", owner=order, actor=actor)
    said = _(
        "The repair record has been saved and the cost added to equipment %(tag)s.",
        tag=order.at_asset_tag,
    )
    done(said, undo_url=url_for(".undo", work_order_id=order.id), version=order.version)
    return back_to(order)
