"""Forms of the price book."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, ValidationError

from helpdesk.estimates.labels import PRICE_SOURCE
from helpdesk.estimates.models import Estimate, PriceEntry
from helpdesk.estimates.rules import PriceSource
from helpdesk.estimates.services.offers import Asked
from helpdesk.infra.fields import DateField, LongText, MoneyField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.i18n import named
from helpdesk.stock.models import Part
from helpdesk.stock.queries import parts_called

SOURCES = (PriceSource.QUOTATION, PriceSource.FRAMEWORK, PriceSource.MARKET_SURVEY)


class PriceForm(Form):
    item = Text(_l("Item"), required=_l("Write what is needed."), most=200)
    unit = Text(_l("Unit of measure"), required=_l("Type the unit."), most=20, default="pcs")
    unit_price = MoneyField(_l("Unit price, without VAT"), required=_l("Type the price."))
    source = SelectField(
        _l("Source of the price"), choices=options([(one, PRICE_SOURCE[one]) for one in SOURCES])
    )
    supplier = Text(_l("Supplier"), most=120)
    reference = Text(_l("Number of the paper"), most=60)
    priced_on = DateField(_l("Date of the price"), required=_l("Enter the date of the price."))
    valid_until = DateField(_l("Holds until"))
    is_cap = BooleanField(_l("Price cap: nobody pays more"))

    def offer(self, parts: Sequence[Part], *, today: date) -> None:
        self.parts, self.today = parts, today

    def validate_unit_price(self, field: MoneyField) -> None:
        if field.data is not None and field.data <= 0:
            raise ValidationError(_("Enter an amount above zero."))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not self.supplier.data and self.source.data == PriceSource.QUOTATION:
            self.refuse("supplier", _("Say whose quotation it is."))
        return valid and not self.errors

    def validate_priced_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_("This day has not come yet."))

    def validate_valid_until(self, field: DateField) -> None:
        if field.data and self.priced_on.data and field.data < self.priced_on.data:
            raise ValidationError(_("It holds at least until the date of the price."))

    @property
    def asked(self) -> Asked:
        typed = self.item.data or ""
        found = parts_called(typed, self.parts)
        part = found[0] if len(found) == 1 else None
        return Asked(
            item=named(part) if part else typed,
            part_id=part.id if part else None,
            unit=self.unit.data or "",
            unit_price=self.unit_price.data or Decimal(0),
            source=PriceSource(self.source.data),
            supplier=self.supplier.data or "",
            reference=self.reference.data or "",
            priced_on=self.priced_on.data,
            valid_until=self.valid_until.data,
            is_cap=bool(self.is_cap.data),
        )


class WithdrawForm(EditForm):
    subject: PriceEntry
    why = LongText(_l("Why it does not hold"), required=_l("Give the reason."), most=500)


class TakeLowestForm(ActionForm):
    """Take the lowest prices into a draft."""

    subject: Estimate
