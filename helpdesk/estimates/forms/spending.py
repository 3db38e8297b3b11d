"""Forms for what was paid from an estimate."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from helpdesk.estimates.models import Estimate
from helpdesk.estimates.services.spending import Payment
from helpdesk.infra.fields import DateField, LongText, MoneyField, Text, options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import tzs
from helpdesk.infra.keys import choice
from helpdesk.procurement.models import PurchaseOrder


class SpendForm(Form):
    lineage = SelectField(_l("Line of the estimate"), default="")
    amount = MoneyField(_l("Amount paid, with VAT"), required=_l("Enter the amount."))
    spent_on = DateField(_l("Day of the payment"), required=_l("Enter the day of the payment."))
    order_id = SelectField(_l("Order of the year"), coerce=choice, default=0)
    paper = Text(_l("Number of the order or voucher"), most=60)
    note = LongText(_l("Remark"), most=500)

    def offer(self, estimate: Estimate, orders: Sequence[PurchaseOrder], *, today: date) -> None:
        self.days = estimate.year.first_day, min(estimate.year.last_day, today)
        lines = [(line.lineage, line.item) for line in estimate.cash_lines]
        self.lineage.choices = options([*lines, ("", _("Not among the lines"))])

        self.numbers = {one.id: one.number for one in orders}
        self.order_id.choices = options(
            [(0, _("None")), *((one.id, _order_said(one)) for one in orders)]
        )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not self.paper.data and not self.order_id.data:
            self.refuse("paper", _("Enter the number of the paper."))
        return valid and not self.errors

    def validate_amount(self, field: MoneyField) -> None:
        if field.data is not None and field.data <= 0:
            raise ValidationError(_("Enter an amount above zero."))

    def validate_spent_on(self, field: DateField) -> None:
        first, last = self.days
        if field.data and not first <= field.data <= last:
            raise ValidationError(
                _("The day lies in the year of the estimate and not after today.")
            )

    @property
    def payment(self) -> Payment:
        return Payment(
            lineage=self.lineage.data,
            spent_on=self.spent_on.data,
            amount=self.amount.data or Decimal(0),
            paper=self.paper.data or self.numbers[self.order_id.data],
            order_id=self.order_id.data or None,
            note=self.note.data or "",
        )


def _order_said(order: PurchaseOrder) -> str:
    """Name an order with what of it has been accepted, at the prices of the order."""
    accepted = sum((line.accepted * line.unit_price for line in order.lines), Decimal(0))
    said = {"number": order.number, "supplier": order.supplier.name, "amount": tzs(accepted)}
    return str(_("%(number)s, %(supplier)s, accepted %(amount)s", **said))


class TakeBackForm(Form):
    why = LongText(_l("Why it is taken back"), required=_l("Give the reason."), most=500)
