"""What leaves a store other than by an issue: to another store, as waste, or as a mistake."""

from decimal import Decimal

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import named, number
from helpdesk.infra.notices import done
from helpdesk.stock import forms, permissions, queries, services
from helpdesk.stock.models import Part
from helpdesk.stock.rules import DELIVERED, NotEnoughStockError, NotReversibleError
from helpdesk.stock.views.blueprint import bp


@bp.route("/levels/<int:level_id>/transfer", methods=["GET", "POST"])
@requires(permissions.KEEP)
def transfer(level_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), forms.TransferForm()
    level = queries.level_or_404(level_id, actor=actor)
    others = {one.id: one for one in queries.stores(actor) if one.id != level.store_id}
    form.store_id.choices = options([(one.id, named(one)) for one in others.values()])
    form.leave(level)
    if form.validate_on_submit():
        try:
            services.transfer(
                level,
                others[form.store_id.data],
                quantity=form.quantity.data or Decimal(0),
                reason=form.reason.data or "",
                actor=actor,
                now=clock.now(),
            )
        except NotEnoughStockError as error:
            form.refuse("quantity", _short(error))
        else:
            done(_("The parts are in the other store now."))
            return _to_part(level.part)
    return render_template(
        "stock/transfer.html", form=form, level=level, others=others
    ), form.status


@bp.route("/levels/<int:level_id>/write-off", methods=["GET", "POST"])
@requires(permissions.WRITE_OFF)
def write_off(level_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), forms.MoveForm()
    level = queries.level_or_404(level_id, actor=actor)
    form.leave(level)
    if form.validate_on_submit():
        quantity, reason = form.quantity.data or Decimal(0), form.reason.data or ""
        try:
            services.write_off(
                level, quantity=quantity, reason=reason, actor=actor, now=clock.now()
            )
        except NotEnoughStockError as error:
            form.refuse("quantity", _short(error))
        else:
            done(_("The write-off has been saved."))
            return _to_part(level.part)
    return render_template("stock/write_off.html", form=form, level=level), form.status


@bp.route("/movements/<int:movement_id>/reverse", methods=["GET", "POST"])
@requires(permissions.KEEP)
def reverse(movement_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), forms.ReverseForm()
    movement = queries.movement_or_404(movement_id, actor=actor)
    if movement.kind not in DELIVERED or queries.is_reversed(movement):
        raise NotReversibleError
    if form.validate_on_submit():
        reason = form.reason.data or ""
        try:
            services.reverse(movement, reason=reason, actor=actor, now=clock.now())
        except NotEnoughStockError as error:
            form.refuse("reason", _short(error))
        else:
            done(_("The mistaken receipt has been taken back."))
            return _to_part(movement.level.part)
    return render_template("stock/reverse.html", form=form, movement=movement), form.status


def _short(error: NotEnoughStockError) -> str:
    return str(_("The store holds only %(left)s.", left=number(error.left)))


def _to_part(part: Part) -> ResponseReturnValue:
    return redirect(url_for(".show_part", part_id=part.id), code=303)
