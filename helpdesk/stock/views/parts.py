"""Parts and stores: the list, one part, what comes in and what a count finds."""

from collections.abc import Iterable
from decimal import Decimal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.fields import options
from helpdesk.infra.i18n import named, number
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import location_choices
from helpdesk.stock import forms, labels, permissions, queries, services
from helpdesk.stock.models import Part, StockMovement, Store
from helpdesk.stock.reports import stock_report
from helpdesk.stock.rules import CodeTakenError, expired
from helpdesk.stock.views.blueprint import bp
from helpdesk.vendors.queries import in_use

BY_CODE = Order(Part.code, Part.id)
NEWEST_FIRST = Order(StockMovement.at, StockMovement.id, descending=True)


@bp.get("/")
@requires(permissions.VIEW)
def list_parts() -> ResponseReturnValue:
    """Show what is to be bought on the first page, then everything else."""
    actor, form = current_actor(), forms.StockFilter()
    if queries.is_counting(actor):
        return render_template("stock/blind.html", part=None)
    stores = queries.stores(actor)
    form.store.choices = options([("", _("All")), *_choices(stores)])
    form.validate()
    store_id = request.args.get("store", type=key)
    parts = queries.matching(actor, text=form.q.data or "", store_id=store_id)
    if "format" in request.args:
        return _download(parts, form)
    first = "after" not in request.args and "before" not in request.args
    page = paged(parts.where(~queries.is_low()), BY_CODE)
    return render_template(
        "stock/list_parts.html",
        form=form,
        page=page,
        held=queries.holdings(actor, page.items),
        low=queries.holdings(actor, queries.low_parts(parts) if first else ()),
        stores=stores,
        labels=labels,
    )


def _download(parts: Select[Part], form: forms.StockFilter) -> ResponseReturnValue:
    """The same list, whole, and what is to be bought first."""
    actor, low = current_actor(), queries.is_low()
    listed = [*whole(parts.where(low), BY_CODE), *whole(parts.where(~low), BY_CODE)]
    held = queries.holdings(actor, listed)
    report = stock_report(held, narrowed=form.said, actor=actor, now=clock.now())
    return as_file(report, request.args["format"])


@bp.get("/parts/<int:part_id>")
@requires(permissions.VIEW)
def show_part(part_id: int) -> ResponseReturnValue:
    actor = current_actor()
    part = queries.part_or_404(part_id, actor=actor)
    if queries.is_counting(actor):
        return render_template("stock/blind.html", part=part)
    holding = queries.holdings(actor, [part])[0]
    page = paged(queries.ledger(part, actor=actor), NEWEST_FIRST)
    return render_template(
        "stock/show_part.html",
        part=part,
        holding=holding,
        expired=_expired(holding),
        page=page,
        reversed_ids=queries.reversed_among(page.items),
        kept=queries.reservations(part, actor=actor),
        orders=queries.open_orders(actor, part),
        today=clock.today(),
        labels=labels,
    )


def _expired(holding: queries.Holding) -> dict[int, Decimal]:
    """Return how much of each level is past its day."""
    lots, today = queries.lots(holding.levels), clock.today()
    return {one.id: expired(one.quantity, lots.get(one.id, ()), today) for one in holding.levels}


@bp.route("/parts/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def add_part() -> ResponseReturnValue:
    form = forms.PartForm()
    if form.validate_on_submit():
        try:
            part = services.add_part(form.details, actor=current_actor())
        except CodeTakenError:
            form.refuse("code", _("Another part has this code."))
        else:
            done(_("%(part)s has been added.", part=named(part)))
            return redirect(url_for(".show_part", part_id=part.id), code=303)
    return render_template("stock/add_part.html", form=form), form.status


@bp.route("/parts/<int:part_id>/edit", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change_part(part_id: int) -> ResponseReturnValue:
    actor = current_actor()
    part = queries.part_or_404(part_id, actor=actor)
    form = forms.ChangePartForm(part)
    if form.validate_on_submit():
        try:
            still = bool(form.is_active.data)
            services.change_part(part, form.details, is_active=still, actor=actor)
        except CodeTakenError:
            form.refuse("code", _("Another part has this code."))
        else:
            done(_("Changes have been saved."))
            return redirect(url_for(".show_part", part_id=part.id), code=303)
    return render_template("stock/change_part.html", form=form, part=part), form.status


@bp.route("/stores/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def add_store() -> ResponseReturnValue:
    actor, form = current_actor(), forms.StoreForm()
    form.location_id.choices = options([(0, _("Not said")), *location_choices(actor)])
    if form.validate_on_submit():
        try:
            store = services.add_store(
                code=form.code.data or "",
                name_sw=form.name_sw.data or "",
                name_en=form.name_en.data or "",
                location_id=form.location_id.data or None,
                actor=actor,
            )
        except CodeTakenError:
            form.refuse("code", _("Another store has this code."))
        else:
            done(_("%(store)s has been added.", store=named(store)))
            return redirect(url_for(".list_parts"), code=303)
    return render_template("stock/add_store.html", form=form), form.status


@bp.route("/receive", methods=["GET", "POST"])
@requires(permissions.KEEP)
def receive() -> ResponseReturnValue:
    actor, args = current_actor(), request.args
    stores = {store.id: store for store in queries.stores(actor)}
    offers = queries.catalogue(actor)
    form = forms.ReceiveForm(
        store_id=args.get("store", type=key),
        part=args.get("part", ""),
        reference=args.get("reference", ""),
        order_id=args.get("order", 0, type=key),
    )
    form.store_id.choices = options(_choices(stores.values()))
    form.offer([offer.part for offer in offers])
    form.suppliers(in_use(actor))
    form.orders(queries.open_orders(actor))
    if form.validate_on_submit():
        _receive(form, stores[form.store_id.data])
        return redirect(_after(form), code=303)
    return render_template(
        "stock/receive.html", form=form, offers=offers, stores=stores
    ), form.status


def _receive(form: forms.ReceiveForm, store: Store) -> None:
    part = form.chosen_part
    movement = services.receive(
        store,
        part,
        quantity=form.quantity.data or Decimal(0),
        unit_cost=form.cost(clock.today()),
        reference=form.reference.data or "",
        actor=current_actor(),
        now=clock.now(),
        delivery=form.delivery,
    )
    if form.order is not None:
        services.note_received(form.order, movement.quantity, actor=current_actor())
    done(
        _(
            "%(part)s: %(quantity)s received, %(left)s in the store now.",
            part=named(part),
            quantity=number(movement.quantity),
            left=number(movement.quantity_after),
        )
    )


def _after(form: forms.ReceiveForm) -> str:
    """Lead to the part, or to the next line of the same paper."""
    if request.args.get("then") != "next":
        return url_for(".show_part", part_id=form.chosen_part.id)
    store, reference = str(form.store_id.data), form.reference.data
    return with_query(url_for(".receive"), store=store, reference=reference)


@bp.route("/levels/<int:level_id>/count", methods=["GET", "POST"])
@requires(permissions.WRITE_OFF)
def count(level_id: int) -> ResponseReturnValue:
    actor = current_actor()
    level = queries.level_or_404(level_id, actor=actor)
    form = forms.CountForm(level)
    if form.validate_on_submit():
        services.adjust(
            level,
            counted=form.counted.data or Decimal(0),
            reason=form.reason.data or "",
            actor=actor,
            now=clock.now(),
        )
        done(_("The count has been saved."))
        return redirect(url_for(".show_part", part_id=level.part_id), code=303)
    return render_template("stock/count.html", form=form, level=level), form.status


def _choices(stores: Iterable[Store]) -> list[tuple[int, str]]:
    return [(store.id, named(store)) for store in stores]
