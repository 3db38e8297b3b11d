"""Forms of the rates of value added tax."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, SelectField, ValidationError

from helpdesk.estimates.labels import TAX
from helpdesk.estimates.models import TaxRate
from helpdesk.estimates.rules import SaidRate, TaxCode
from helpdesk.infra.fields import DateField, LongText, NumberField, options
from helpdesk.infra.forms import EditForm, Form


class RateFields(Form):
    percent = NumberField(
        _l("Rate, in percent"), required=_l("Enter a number."), most=100, places=2
    )
    valid_from = DateField(_l("Holds from"), required=_l("Enter the first day."))
    valid_to = DateField(_l("Holds until"))
    is_active = BooleanField(lazy_pgettext("rate", "In use"))
    note = LongText(_l("Remark"), most=500)

    def validate_valid_to(self, field: DateField) -> None:
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("The last day cannot be before the first."))

    def said(self, code: TaxCode) -> SaidRate:
        """Return the rate of this kind, of a form that was found valid."""
        first: date = self.valid_from.data
        return SaidRate(
            code=code,
            percent=self.percent.data or Decimal(0),
            valid_from=first,
            valid_to=self.valid_to.data,
            is_active=bool(self.is_active.data),
            note=self.note.data or "",
        )


class AddRateForm(RateFields):
    code = SelectField(_l("Kind of rate"), choices=options(TAX))

    @property
    def kind(self) -> TaxCode:
        return TaxCode(self.code.data)


class ChangeRateForm(RateFields, EditForm):
    subject: TaxRate
