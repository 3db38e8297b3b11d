"""Pages of orders."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment.queries import categories
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.procurement import forms, labels, permissions, queries, services
from helpdesk.procurement.models import PurchaseOrder
from helpdesk.procurement.queries import View
from helpdesk.procurement.reports import orders_report
from helpdesk.procurement.rules import OrderTakenError, TooFewError
from helpdesk.procurement.views.blueprint import bp
from helpdesk.vendors.queries import in_use

NEWEST_FIRST = Order(PurchaseOrder.ordered_on, PurchaseOrder.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_orders() -> ResponseReturnValue:
    actor = current_actor()
    view = request.args.get("view", View.ALL, type=View)
    found = queries.listed(actor, view)
    if "format" in request.args:
        said = str(labels.VIEWS[view])
        orders = whole(found, NEWEST_FIRST)
        report = orders_report(orders, view=said, actor=actor, now=clock.now())
        return as_file(report, request.args["format"])
    url = url_for(".list_orders")
    pills = [
        Pill(str(labels.VIEWS[one]), with_query(url, view=one), one is view, number)
        for one, number in queries.counts(actor).items()
    ]
    page = paged(found, NEWEST_FIRST)
    return render_template("procurement/list_orders.html", page=page, pills=pills, labels=labels)


@bp.route("/orders/new", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def new_order() -> ResponseReturnValue:
    actor = current_actor()
    form = forms.OrderForm(warranty_months=12)
    suppliers = in_use(actor)
    form.offer(suppliers, categories(actor))
    order = _entered(form) if form.validate_on_submit() else None
    if order is not None:
        done(_("Order %(number)s has been entered.", number=order.number))
        return redirect(url_for(".show_order", order_id=order.id), code=303)
    return render_template(
        "procurement/new_order.html", form=form, suppliers=suppliers
    ), form.status


def _entered(form: forms.OrderForm) -> PurchaseOrder | None:
    try:
        return services.enter_order(form.paper, form.ordered, actor=current_actor())
    except OrderTakenError:
        form.refuse("number", _("This order has been entered already."))
        return None


@bp.route("/orders/<int:order_id>/edit", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def edit_order(order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.order_or_404(order_id, actor=actor)
    form = forms.change_order_form(order)
    form.offer_suppliers(in_use(actor, besides=order.supplier_id))
    if form.validate_on_submit() and _changed(order, form):
        done(_("Changes have been saved."))
        return redirect(url_for(".show_order", order_id=order.id), code=303)
    return render_template("procurement/edit_order.html", order=order, form=form), form.status


def _changed(order: PurchaseOrder, form: forms.ChangeOrderForm) -> bool:
    try:
        services.change_order(order, form.paper, form.corrected, actor=current_actor())
    except OrderTakenError:
        form.refuse("number", _("This order has been entered already."))
    except TooFewError as few:
        said = _("%(number)d have come already, so no fewer can be ordered.", number=few.delivered)
        form.refuse(f"quantity_{few.line_id}", said)
    else:
        return True
    return False


@bp.get("/orders/<int:order_id>")
@requires(permissions.VIEW)
def show_order(order_id: int) -> ResponseReturnValue:
    order = queries.order_or_404(order_id, actor=current_actor())
    return render_template("procurement/show_order.html", order=order, labels=labels)
