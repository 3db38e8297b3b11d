"""Parts that are kept for a job until it uses them."""

from decimal import Decimal

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done
from helpdesk.stock import queries as stock
from helpdesk.workorders import forms, permissions, queries, services
from helpdesk.workorders.views.blueprint import back_to, bp
from helpdesk.workorders.views.job import shown


@bp.route("/work-orders/<int:work_order_id>/parts/keep", methods=["GET", "POST"])
@requires(permissions.LOG)
def keep_part(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.get_or_404(work_order_id, actor=actor)
    services.check_open(order)
    form = forms.KeepPartForm(order)
    offers = stock.catalogue(actor)
    form.offer([offer.part for offer in offers])
    if form.validate_on_submit():
        part, quantity = form.chosen_part, form.quantity.data or Decimal(0)
        services.keep_part(order, part, quantity, actor=actor)
        done(_("%(part)s is kept for this job.", part=named(part)))
        return back_to(order)
    page = render_template("workorders/keep_part.html", form=form, order=order, offers=offers)
    return page, form.status


@bp.post("/work-orders/<int:work_order_id>/parts/<int:part_id>/free")
@requires(permissions.LOG)
def free_part(work_order_id: int, part_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.get_or_404(work_order_id, actor=actor)
    kept = stock.reservations_of("work_order", order.id)
    part = next((one.part for one in kept if one.part_id == part_id), None) or abort(404)
    form = forms.FreePartForm(order)
    if not form.validate_on_submit():
        return shown(order, form)
    services.free_part(order, part, actor=actor)
    done(_("%(part)s is free for others.", part=named(part)))
    return back_to(order)
