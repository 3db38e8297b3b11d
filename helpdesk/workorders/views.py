"""Pages of the repair log: /repairs/ is the log, /work-orders/<id> is one job."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from sqlalchemy import Select

from helpdesk.accounts.queries import own, technicians
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import attach
from helpdesk.audit.queries import history
from helpdesk.core.fiscal_year import BadPeriodError, Period
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.lists import whole
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.errors import explain
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import key
from helpdesk.infra.local_urls import with_query
from helpdesk.infra.navigation import Pill, entry
from helpdesk.infra.notices import done
from helpdesk.infra.paging import Order, paged
from helpdesk.org.queries import department_choices
from helpdesk.stock.rules import NotEnoughStockError
from helpdesk.tickets import queries as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import OPEN as OPEN_TICKETS
from helpdesk.tickets.rules import Hardship
from helpdesk.workorders import forms, labels, permissions, queries, rules, services
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.reports import repair_report

bp = Blueprint("workorders", __name__)
entry("workorders.list_repairs", _l("Repairs"), permissions.VIEW, order=40)
explain(
    bp,
    IllegalTransitionError,
    409,
    _l("This can no longer be done: the record is not in that state any more."),
)
explain(bp, rules.NothingToUndoError, 409, _l("This can no longer be undone."))

VIEWS = {
    "all": lazy_pgettext("repairs", "All"),
    "open": lazy_pgettext("repairs", "Unfinished"),
    "mine": lazy_pgettext("repairs", "My unfinished ones"),
    "on_hold": lazy_pgettext("repairs", "On hold"),
    "month": lazy_pgettext("repairs", "Finished this month"),
    "repeats": lazy_pgettext("repairs", "Repeated within 30 days"),
}
NEWEST_FIRST = Order(WorkOrder.opened_at, WorkOrder.id, descending=True)
STANDSTILL = (Hardship.STOPPED, Hardship.EVERYONE_STOPPED)


@bp.get("/repairs/")
@requires(permissions.VIEW)
def list_repairs() -> ResponseReturnValue:
    actor, form, filters = current_actor(), forms.LogFilter(), _filters()
    form.validate()  # a page cannot show every sign that an address can hold
    people = [(person.id, person.name) for person in technicians(actor)]
    form.offer(people, department_choices(actor), today=clock.today())
    month = Period.month_of(clock.today())
    found = queries.log(actor, filters, month=month)
    if "format" in request.args:
        return _download(found, form.said, str(VIEWS[filters.view]))
    return render_template(
        "workorders/list_repairs.html",
        page=paged(found, NEWEST_FIRST),
        pills=_pills(filters, queries.counts(actor, month=month)),
        costs=queries.total_of(found),
        form=form,
        filters=filters,
        labels=labels,
    )


def _filters() -> queries.Filters:
    """Read the address; what it should not say is as if it said nothing."""
    args = request.args
    view = args.get("view", "all")
    return queries.Filters(
        view=view if view in VIEWS else "all",
        text=args.get("q", ""),
        kind=args.get("kind", type=rules.Kind),
        status=args.get("status", type=rules.Status),
        technician_id=args.get("technician", type=key),
        department_id=args.get("department", type=key),
        period=_period(args.get("period", "")),
    )


def _period(slug: str) -> Period | None:
    try:
        return Period.parse(slug)
    except BadPeriodError:
        return None


def _pills(filters: queries.Filters, counts: dict[str, int]) -> list[Pill]:
    url = url_for(".list_repairs")
    return [
        Pill(str(VIEWS[name]), with_query(url, view=name), filters.view == name, number)
        for name, number in counts.items()
    ]


def _download(
    found: Select[WorkOrder], narrowed: list[tuple[str, str]], view: str
) -> ResponseReturnValue:
    """The same list, whole and in the same order, as a file."""
    report = repair_report(
        whole(found, NEWEST_FIRST),
        costs=queries.total_of(found),
        view=view,
        narrowed=narrowed,
        actor=current_actor(),
        now=clock.now(),
    )
    return as_file(report, request.args["format"])


@bp.route("/repairs/new", methods=["GET", "POST"])
@requires(permissions.LOG)
def log_repair() -> ResponseReturnValue:
    actor, ticket = current_actor(), _ticket()
    asset = _asset(ticket)
    form = forms.LogForm(**_prefilled(ticket, asset))
    form.offer(actor)
    if form.validate_on_submit():
        try:
            return _logged(form, ticket)
        except NotEnoughStockError as short:
            form.refuse_short(short)
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
    return _back_to(order)


@bp.get("/work-orders/<int:work_order_id>")
@requires(permissions.VIEW)
def show(work_order_id: int) -> ResponseReturnValue:
    return _shown(queries.get_or_404(work_order_id, actor=current_actor()))


def _shown(order: WorkOrder, refused: Form | None = None) -> ResponseReturnValue:
    """Show a job with all that the actor may do to it, and perhaps why he could not."""
    now, ticket = clock.now(), queries.ticket_of(order, actor=current_actor())
    return render_template(
        "workorders/show.html",
        order=order,
        ticket=ticket,
        known=queries.known(order.asset, today=clock.today(), estimate=order.cash_cost),
        files=files_of("work_order", [order.id]).get(order.id, []),
        acts=history("work_order", order.id),
        down=rules.downtime([(order.down_from, order.up_at)], now=now) if order.down_from else None,
        is_open=order.status in rules.OPEN,
        may_reopen=_may_reopen(order, now=now),
        ticket_is_open=ticket is not None and ticket.status in OPEN_TICKETS,
        return_form=forms.ReturnPartForm(order),
        refused=refused,
        labels=labels,
    ), refused.status if refused else 200


def _may_reopen(order: WorkOrder, *, now: datetime) -> bool:
    is_done = order.status is rules.Status.DONE and order.done_at is not None
    return is_done and rules.can_reopen(order.done_at or now, now=now)


@bp.route("/work-orders/<int:work_order_id>/continue", methods=["GET", "POST"])
@requires(permissions.LOG)
def record_work(work_order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.get_or_404(work_order_id, actor=actor)
    services.check_open(order)
    form = forms.ContinueForm(order)
    form.offer(actor)
    if form.validate_on_submit():
        try:
            return _worked(form, order)
        except NotEnoughStockError as short:
            form.refuse_short(short)
    return render_template(
        "workorders/record_work.html", form=form, order=order, labels=labels
    ), form.status


def _worked(form: forms.ContinueForm, order: WorkOrder) -> ResponseReturnValue:
    actor = current_actor()
    services.record_work(order, form.work, technician=own(actor), actor=actor, now=clock.now())
    attach(form.files.data, owner_kind="work_order", owner=order, actor=actor)
    done(_("The work on %(reference)s has been saved.", reference=order.reference))
    return _back_to(order)


@bp.post("/work-orders/<int:work_order_id>/parts/<int:used_id>/return")
@requires(permissions.LOG)
def return_part(work_order_id: int, used_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    used = next((one for one in order.parts if one.id == used_id), None) or abort(404)
    form = forms.ReturnPartForm(order)
    if not form.validate_on_submit():
        return _shown(order, form)
    services.give_part_back(used, actor=current_actor(), now=clock.now())
    done(_("%(part)s has been put back into the store.", part=named(used.part)))
    return _back_to(order)


@bp.route("/work-orders/<int:work_order_id>/reopen", methods=["GET", "POST"])
@requires(permissions.LOG)
def reopen(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    form = forms.ReopenForm(order)
    if form.validate_on_submit():
        reason, actor = form.reason.data or "", current_actor()
        services.reopen(order, reason=reason, actor=actor, now=clock.now())
        done(_("%(reference)s has been reopened.", reference=order.reference))
        return _back_to(order)
    return render_template("workorders/reopen.html", form=form, order=order), form.status


@bp.route("/work-orders/<int:work_order_id>/cancel", methods=["GET", "POST"])
@requires(permissions.LOG)
def cancel(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    services.check_open(order)
    form = forms.CancelForm(order)
    if form.validate_on_submit():
        reason, actor = form.reason.data or "", current_actor()
        services.cancel(order, reason=reason, actor=actor, now=clock.now())
        done(_("%(reference)s has been cancelled.", reference=order.reference))
        return _back_to(order)
    return render_template("workorders/cancel.html", form=form, order=order), form.status


@bp.post("/work-orders/<int:work_order_id>/undo")
@requires(permissions.LOG)
def undo(work_order_id: int) -> ResponseReturnValue:
    order = queries.get_or_404(work_order_id, actor=current_actor())
    form = forms.Undo(order)
    if not form.validate_on_submit():
        return _shown(order, form)
    services.undo(order, actor=current_actor(), now=clock.now())
    done(_("%(reference)s has been taken back.", reference=order.reference))
    return _back_to(order)


def _back_to(order: WorkOrder) -> ResponseReturnValue:
    return redirect(url_for(".show", work_order_id=order.id), code=303)
