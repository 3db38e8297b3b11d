"""Forms for what was paid from an estimate."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from helpdesk.estimates.models import Estimate
from helpdesk.estimates.services.spending import Payment
from helpdesk.infra.fields import DateField, LongText, MoneyField, Text, options
from helpdesk.infra.forms import Form


class SpendForm(Form):
    lineage = SelectField(_l("Line of the estimate"), default="")
    amount = MoneyField(_l("Amount paid, with VAT"), required=_l("Enter the amount."))
    spent_on = DateField(_l("Day of the payment"), required=_l("Enter the day of the payment."))
    paper = Text(
        _l("Number of the order or voucher"), required=_l("Enter the number of the paper."), most=60
    )
    note = LongText(_l("Remark"), most=500)

    def offer(self, estimate: Estimate, *, today: date) -> None:
        self.days = estimate.year.first_day, min(estimate.year.last_day, today)
        lines = [(line.lineage, line.item) for line in estimate.cash_lines]
        self.lineage.choices = options([*lines, ("", _("Not among the lines"))])

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
            paper=self.paper.data or "",
            note=self.note.data or "",
        )


class TakeBackForm(Form):
    why = LongText(_l("Why it is taken back"), required=_l("Give the reason."), most=500)
