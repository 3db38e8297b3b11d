"""Pages of deliveries: received, inspected, accepted."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from helpdesk.accounts.queries import own
from helpdesk.attachments.queries import files_of
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.documents.web import as_file
from helpdesk.infra.i18n import in_asked_language, language
from helpdesk.infra.local_urls import public_url
from helpdesk.infra.notices import done
from helpdesk.org.queries import department_or_404, location_or_404
from helpdesk.procurement import forms, labels, permissions, queries, rules, services
from helpdesk.procurement.models import GoodsReceipt, OrderLine, PurchaseOrder, required_in
from helpdesk.procurement.reports import certificate_report, rejection_report
from helpdesk.procurement.views.blueprint import bp


@bp.route("/orders/<int:order_id>/receive", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def receive(order_id: int) -> ResponseReturnValue:
    actor = current_actor()
    order = queries.order_or_404(order_id, actor=actor)
    if not order.still_to_come:
        raise rules.DoneBeforeError
    person = own(actor)
    form = forms.receive_form(
        order, department_id=person.department_id, location_id=person.location_id
    )
    form.offer(actor)
    receipt = _received(order, form) if form.validate_on_submit() else None
    if receipt is not None:
        done(_("Delivery %(reference)s has been received.", reference=receipt.reference))
        return _to(receipt)
    return render_template("procurement/receive.html", order=order, form=form), form.status


def _received(order: PurchaseOrder, form: forms.ReceiveForm) -> GoodsReceipt | None:
    actor = current_actor()
    paper = services.DeliveryPaper(
        delivery_note=form.delivery_note.data or "",
        invoice=form.invoice.data or "",
        received_on=form.received_on.data,
        location=location_or_404(form.location_id.data, actor=actor),
        department=department_or_404(form.department_id.data, actor=actor),
    )
    arrived = [_arrived(line, quantity, form) for line, quantity in form.counted]
    try:
        return services.receive(order, paper, arrived, receiver=own(actor), actor=actor)
    except rules.TooManyError as many:
        line = next(one for one in order.lines if one.position == many.position)
        form.refuse(
            f"quantity_{line.id}",
            _("Meanwhile more has come: only %(left)d are still to come.", left=many.left),
        )
        return None


def _arrived(line: OrderLine, quantity: int, form: forms.ReceiveForm) -> services.Arrived:
    if line.category is None:
        return services.Arrived(line=line, quantity=quantity)
    model = equipment.add_model(
        line.category,
        manufacturer=form[f"maker_{line.id}"].data,
        name=form[f"model_{line.id}"].data,
        actor=current_actor(),
    )
    return services.Arrived(line=line, quantity=quantity, model=model)


@bp.get("/receipts/<int:receipt_id>")
@requires(permissions.VIEW)
def show_receipt(receipt_id: int) -> ResponseReturnValue:
    receipt = queries.receipt_or_404(receipt_id, actor=current_actor())
    return render_template(
        "procurement/show_receipt.html",
        receipt=receipt,
        labels=labels,
        is_receiver=receipt.received_by_id == current_actor().id,
        copies=files_of("goods_receipt", [receipt.id]).get(receipt.id, ()),
    )


@bp.route("/receipts/<int:receipt_id>/withdraw", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def withdraw(receipt_id: int) -> ResponseReturnValue:
    actor = current_actor()
    receipt = queries.receipt_or_404(receipt_id, actor=actor)
    if receipt.state is not rules.ReceiptState.RECEIVED:
        raise rules.DoneBeforeError
    form = forms.WithdrawForm(receipt)
    if form.validate_on_submit():
        services.withdraw(receipt, reason=form.reason.data or "", actor=actor)
        done(_("Delivery %(reference)s has been withdrawn.", reference=receipt.reference))
        return _to(receipt)
    return render_template("procurement/withdraw.html", receipt=receipt, form=form), form.status


@bp.get("/receipts/<int:receipt_id>/certificate")
@requires(permissions.VIEW)
@in_asked_language
def certificate(receipt_id: int) -> ResponseReturnValue:
    """Print what was inspected and accepted; the committee signs it before it is approved too."""
    actor = current_actor()
    receipt = queries.receipt_or_404(receipt_id, actor=actor)
    if receipt.inspection is None:
        abort(404)
    report = certificate_report(receipt, link=_link(receipt), actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))


@bp.get("/receipts/<int:receipt_id>/rejection")
@requires(permissions.VIEW)
@in_asked_language
def rejection(receipt_id: int) -> ResponseReturnValue:
    actor = current_actor()
    receipt = queries.receipt_or_404(receipt_id, actor=actor)
    if receipt.inspection is None or receipt.inspection.rejection is None:
        abort(404)
    report = rejection_report(receipt, link=_link(receipt), actor=actor, now=clock.now())
    return as_file(report, request.args.get("format", "pdf"))


def _link(receipt: GoodsReceipt) -> str:
    return public_url(f"/procurement/receipts/{receipt.id}")


@bp.route("/receipts/<int:receipt_id>/inspect", methods=["GET", "POST"])
@requires(permissions.INSPECT)
def inspect(receipt_id: int) -> ResponseReturnValue:
    actor = current_actor()
    receipt = queries.receipt_or_404(receipt_id, actor=actor)
    _check_turn(receipt, rules.ReceiptState.RECEIVED)
    form = forms.inspect_form(receipt)
    if form.validate_on_submit() and _inspected(receipt, form):
        done(_("The inspection of %(reference)s has been saved.", reference=receipt.reference))
        return _to(receipt)
    return render_template(
        "procurement/inspect.html",
        receipt=receipt,
        form=form,
        wanted_in=required_in,
        language=language(),
    ), form.status


def _check_turn(receipt: GoodsReceipt, state: rules.ReceiptState) -> None:
    if receipt.state is not state:
        raise rules.DoneBeforeError
    if receipt.received_by_id == current_actor().id:
        raise rules.ConcernedError


def _inspected(receipt: GoodsReceipt, form: forms.InspectForm) -> bool:
    actor = current_actor()
    try:
        services.inspect(receipt, form.committee, form.results, enterer=own(actor), actor=actor)
    except rules.CommitteeError as error:
        form.refuse_member(form.members[0].form.name, str(labels.FAULT[error.fault]))
    except rules.MiscountedError as error:
        said = _(
            "%(number)d came: accepted and rejected make as many, and only what is accepted"
            " wholly or partly has another decision than rejection.",
            number=error.delivered,
        )
        form.refuse(f"accepted_{error.line_id}", said)
    else:
        return True
    return False


@bp.route("/receipts/<int:receipt_id>/accept", methods=["GET", "POST"])
@requires(permissions.ACCEPT)
def accept(receipt_id: int) -> ResponseReturnValue:
    actor = current_actor()
    receipt = queries.receipt_or_404(receipt_id, actor=actor)
    _check_turn(receipt, rules.ReceiptState.INSPECTED)
    form = forms.accept_form(receipt)
    devices = _accepted(receipt, form) if form.validate_on_submit() else None
    if devices is not None:
        said = ngettext(
            "The delivery has been accepted: %(num)d device is in the register now.",
            "The delivery has been accepted: %(num)d devices are in the register now.",
            len(devices),
        )
        done(said)
        return _to(receipt)
    return render_template(
        "procurement/accept.html", receipt=receipt, form=form, labels=labels
    ), form.status


def _accepted(receipt: GoodsReceipt, form: forms.AcceptForm) -> list[Asset] | None:
    actor = current_actor()
    try:
        return services.accept(
            receipt, form.serials, approver=own(actor), actor=actor, now=clock.now()
        )
    except rules.SerialRefusedError as error:
        said = {"serial": error.serial, "tag": error.tag}
        words = (
            _("Serial number %(serial)s is already used by equipment %(tag)s.", **said)
            if error.tag
            else _("Serial number %(serial)s stands here twice.", serial=error.serial)
        )
        form.refuse(f"serials_{error.line_id}", words)
    except rules.TooManySerialsError as error:
        words = _("There are more serial numbers than devices: %(number)d.", number=error.accepted)
        form.refuse(f"serials_{error.line_id}", words)
    return None


def _to(receipt: GoodsReceipt) -> ResponseReturnValue:
    return redirect(url_for(".show_receipt", receipt_id=receipt.id), code=303)
