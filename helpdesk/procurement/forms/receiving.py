"""The form of a delivery, with boxes for each line that is still to come."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, NumberField, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.infra.keys import choice
from helpdesk.org.queries import department_choices, location_choices
from helpdesk.procurement.models import GoodsReceipt, OrderLine, PurchaseOrder


class ReceiveForm(EditForm):
    subject: PurchaseOrder
    waiting: Sequence[OrderLine] = ()
    delivery_note = Text(_l("Delivery note"), required=_l("Type its number."), most=60)
    invoice = Text(_l("Invoice"), most=60)
    received_on = DateField(_l("Received on"), required=_l("Say when the goods came."))
    location_id = SelectField(_l("Place"), coerce=choice)
    department_id = SelectField(_l("Department or unit"), coerce=choice)

    def offer(self, actor: Actor) -> None:
        self.location_id.choices = options([(0, _("Choose")), *location_choices(actor)])
        self.department_id.choices = options([(0, _("Choose")), *department_choices(actor)])

    def validate_location_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the place where the goods lie."))

    def validate_department_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the department or unit that keeps the goods."))

    def validate_received_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("The date cannot be in the future."))
        if field.data and field.data < self.subject.ordered_on:
            raise ValidationError(_("Goods cannot come before they are ordered."))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if valid and not self.counted:
            self.refuse(f"quantity_{self.waiting[0].id}", _("Type how many came of some line."))
        for line, _quantity in self.counted if valid else ():
            if line.category_id and not self.is_named(line):
                self.refuse(f"model_{line.id}", _("Type the manufacturer and the model."))
        return valid and not self.errors

    @property
    def counted(self) -> list[tuple[OrderLine, int]]:
        """Return how many came of each line of which any came."""
        said = [(line, int(self[f"quantity_{line.id}"].data or 0)) for line in self.waiting]
        return [(line, quantity) for line, quantity in said if quantity]

    def is_named(self, line: OrderLine) -> bool:
        return bool(self[f"maker_{line.id}"].data and self[f"model_{line.id}"].data)


class WithdrawForm(EditForm):
    subject: GoodsReceipt
    reason = LongText(_l("Reason"), required=_l("Say why it is withdrawn."), most=500)


def receive_form(order: PurchaseOrder, **given: Any) -> ReceiveForm:
    """Make the form of one order: how many came of each line, and of which make."""
    waiting = [line for line in order.lines if line.still_to_come]
    made: dict[str, Any] = {"waiting": waiting}
    for line in waiting:
        what = {"what": line.description}
        made[f"quantity_{line.id}"] = NumberField(
            _("Delivered now: %(what)s", **what), most=line.still_to_come
        )
        if line.category_id:
            made[f"maker_{line.id}"] = Text(_("Manufacturer of %(what)s", **what), most=60)
            made[f"model_{line.id}"] = Text(_("Model of %(what)s", **what), most=60)
    form: ReceiveForm = type(f"Receive_{order.id}", (ReceiveForm,), made)(order, **given)
    return form
