"""What was ordered: the list of what has not come, a new order, and one that is given up."""

from decimal import Decimal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.stock import forms, permissions, queries, services
from helpdesk.stock.models import PartOrder
from helpdesk.stock.views.blueprint import bp
from helpdesk.vendors.queries import in_use

NEWEST_FIRST = Order(PartOrder.ordered_on, PartOrder.id, descending=True)


@bp.get("/orders")
@requires(permissions.VIEW)
def list_orders() -> ResponseReturnValue:
    page = paged(queries.orders_listed(current_actor()), NEWEST_FIRST)
    return render_template("stock/list_orders.html", page=page, today=clock.today())


@bp.route("/orders/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def new_order() -> ResponseReturnValue:
    actor, offers = current_actor(), queries.catalogue(current_actor())
    form = forms.OrderForm(
        part=request.args.get("part", ""), quantity=_proposed(), ordered_on=clock.today()
    )
    form.offer([offer.part for offer in offers], in_use(actor))
    if form.validate_on_submit():
        order = services.write_order(form.asked, actor=actor)
        done(_("The order of %(part)s has been written down.", part=named(order.part)))
        return redirect(url_for(".list_orders"), code=303)
    return render_template("stock/new_order.html", form=form, offers=offers), form.status


def _proposed() -> Decimal | None:
    said = request.args.get("quantity", "")
    return Decimal(said) if said.isdecimal() and len(said) < 7 else None


@bp.route("/orders/<int:part_order_id>/close", methods=["GET", "POST"])
@requires(permissions.KEEP)
def close_order(part_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.order_or_404(part_order_id, actor=actor)
    services.check_open_order(order)
    form = forms.CloseOrderForm(order)
    if form.validate_on_submit():
        services.close_order(order, form.why.data or "", actor=actor)
        done(_("The order has been closed."))
        return redirect(url_for(".list_orders"), code=303)
    return render_template("stock/close_order.html", form=form, order=order), form.status
