"""Forms of the stores."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.core.fiscal_year import FiscalYear, Period
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm, Form
from helpdesk.infra.i18n import LANGUAGES, language, named, number
from helpdesk.stock.labels import PART_KIND, VAT, period_name
from helpdesk.stock.models import Part, PartOrder, StockLevel
from helpdesk.stock.queries import parts_called
from helpdesk.stock.rules import (
    BrokenPieceError,
    MovementKind,
    PartKind,
    Vat,
    check_whole,
    price_before_vat,
    price_with_vat,
)
from helpdesk.stock.services import Asked, Delivery, PartDetails
from helpdesk.vendors.models import Vendor

CHOOSE = _l("Choose one of the listed options.")
NEEDED = _l("Please fill in this field.")
YEARS_BACK = 5
LEAST, MOST = Decimal("0.001"), Decimal("999999.999")


def quantity_field(label: Any, **given: Any) -> NumberField:
    """How many, or how much: parts are counted, cables and oil are measured."""
    return NumberField(label, places=3, most=MOST, **given)


def whole_pieces(quantity: Decimal | None, part: Part) -> None:
    try:
        check_whole(quantity or Decimal(0), part.unit)
    except BrokenPieceError as error:
        words = _(
            "%(part)s is counted in whole numbers (unit: %(unit)s).",
            part=named(part),
            unit=part.unit,
        )
        raise ValidationError(words) from error


def find_part(typed: str, among: Iterable[Part]) -> Part:
    """Return the one part that is meant; the error says what else to type."""
    found = parts_called(typed, among)
    if not found:
        raise ValidationError(_("There is no part with this code or name: %(typed)s", typed=typed))
    if len(found) > 1:
        raise ValidationError(_("Several parts have this name. Type the code of the right one."))
    return found[0]


class StockFilter(FilterForm):
    """What narrows the list of parts."""

    q = Text(_l("Search"))
    store = SelectField(_l("Store"), validate_choice=False)


class PaperFilter(FilterForm):
    """Of which year, and of which store, a paper tells."""

    period = SelectField(_l("Period"), validate_choice=False)
    store = SelectField(_l("Store"), validate_choice=False)
    lang = SelectField(_l("Language"), choices=options(LANGUAGES), validate_choice=False)

    def offer(self, stores: Iterable[tuple[int, str]], today: date) -> None:
        year = FiscalYear.containing(today)
        years = [FiscalYear(year.first - back) for back in range(YEARS_BACK)]
        quarters = [Period.parse(f"{year.slug}-Q{number}") for number in range(1, 5)]
        begun = [one for one in quarters if one.first_day <= today]
        periods = [*map(Period.year_of, (one.first_day for one in years)), *begun]
        self.period.choices = options((one.slug, period_name(one)) for one in periods)
        self.period.default = year.slug
        self.period.data = self.period.data or year.slug
        self.store.choices = options([("", _("All")), *stores])
        self.lang.default = language()
        self.lang.data = self.lang.data or self.lang.default


class PartForm(Form):
    """What a new part is called, and when to buy more of it."""

    code = Text(_l("Code"), required=NEEDED, most=30)
    name_sw = Text(_l("Name in Swahili"), required=NEEDED)
    name_en = Text(_l("Name in English"), required=NEEDED)
    kind = SelectField(_l("Kind of part"), choices=options(PART_KIND))
    unit = Text(_l("Unit"), required=NEEDED, most=30)
    fits = Text(_l("Which devices it fits"), most=300)
    reorder_point = quantity_field(_l("Buy more when this many are left"))
    lead_days = NumberField(
        _l("Days from asking for goods until they come"),
        required=NEEDED,
        least=1,
        most=730,
        default=Decimal(30),
    )

    @property
    def details(self) -> PartDetails:
        return PartDetails(
            code=self.code.data or "",
            kind=PartKind(self.kind.data),
            name_sw=self.name_sw.data or "",
            name_en=self.name_en.data or "",
            unit=self.unit.data or "",
            fits=self.fits.data or "",
            reorder_point=self.reorder_point.data or Decimal(0),
            lead_days=int(self.lead_days.data or 30),
        )


class ChangePartForm(PartForm, EditForm):
    is_active = BooleanField(_l("Still in use"))


class StoreForm(Form):
    code = Text(_l("Code"), required=NEEDED, most=30)
    name_sw = Text(_l("Name in Swahili"), required=NEEDED)
    name_en = Text(_l("Name in English"), required=NEEDED)
    location_id = SelectField(_l("Place"), coerce=int)


class ReceiveForm(Form):
    """One part of a delivery; the same paper may bring several, one after the other."""

    store_id = SelectField(_l("Store"), [InputRequired(CHOOSE)], coerce=int)
    part = Text(_l("Part (code or name)"), required=_l("Enter the code or the name of the part."))
    quantity = quantity_field(_l("Quantity"), required=_l("Enter the quantity."), least=LEAST)
    unit_cost = MoneyField(_l("Price of one"), required=_l("Enter the price of one."))
    reference = Text(
        _l("Number of the delivery note or invoice"),
        required=_l("Enter the number of the paper that came with the goods."),
    )
    vat = SelectField(_l("VAT"), choices=options(VAT))
    supplier_id = SelectField(_l("Supplier"), coerce=int, default=0)
    fiscal_receipt = Text(_l("Number of the EFD receipt"), most=40)
    expires_on = DateField(_l("Good until"))
    is_opening = BooleanField(_l("This lay in the store before the program was used"))
    order_id = SelectField(_l("Of which order"), coerce=int, default=0)

    def orders(self, among: Sequence[PartOrder]) -> None:
        self._orders = {one.id: one for one in among}
        named_ones = [(one.id, _order_line(one)) for one in among]
        self.order_id.choices = options([(0, _("None")), *named_ones])

    @property
    def order(self) -> PartOrder | None:
        return self._orders.get(self.order_id.data)

    def validate_order_id(self, field: Field) -> None:
        order = self._orders.get(field.data)
        if order is not None and not self.part.errors and order.part != self.chosen_part:
            raise ValidationError(_("This order is for another part."))

    def suppliers(self, among: Sequence[Vendor]) -> None:
        self._vendors = {one.id: one for one in among}
        named_ones = [(one.id, one.name) for one in among]
        self.supplier_id.choices = options([(0, _("Not known")), *named_ones])

    @property
    def delivery(self) -> Delivery:
        return Delivery(
            kind=MovementKind.OPENING if self.is_opening.data else MovementKind.RECEIPT,
            supplier=self._vendors.get(self.supplier_id.data),
            fiscal_receipt=self.fiscal_receipt.data or "",
            expires_on=self.expires_on.data,
            net_cost=price_before_vat(self.price, Vat(self.vat.data), clock.today()),
        )

    def cost(self, today: date) -> Decimal:
        """Return what one costs with its tax."""
        return price_with_vat(self.price, Vat(self.vat.data), today)

    @property
    def price(self) -> Decimal:
        return self.unit_cost.data or Decimal(0)

    def offer(self, parts: Iterable[Part]) -> None:
        self._parts = list(parts)

    def validate_part(self, field: Field) -> None:
        if field.data and not field.errors:
            self.chosen_part = find_part(field.data, self._parts)

    def validate_quantity(self, field: Field) -> None:
        if not (field.errors or self.part.errors):
            whole_pieces(field.data, self.chosen_part)

    def validate_expires_on(self, field: Field) -> None:
        is_late = field.data and field.data < clock.today()
        if is_late and not self.is_opening.data:
            raise ValidationError(_("Goods past their day are not received."))


def _order_line(order: PartOrder) -> str:
    words = _(
        "%(reference)s: %(part)s, %(number)s to come",
        reference=order.reference,
        part=named(order.part),
        number=number(order.awaited),
    )
    return str(words)


class OrderForm(Form):
    """What was ordered of a supplier."""

    part = Text(_l("Part (code or name)"), required=_l("Enter the code or the name of the part."))
    quantity = quantity_field(_l("Quantity"), required=_l("Enter the quantity."), least=LEAST)
    reference = Text(
        _l("Number of the LPO or order"), required=_l("Enter the number of the order."), most=60
    )
    supplier_id = SelectField(_l("Supplier"), coerce=int, default=0)
    ordered_on = DateField(_l("Ordered on"), required=_l("Enter the day of the order."))
    expected_on = DateField(_l("Expected on"))

    def offer(self, parts: Iterable[Part], vendors: Sequence[Vendor]) -> None:
        self._parts = list(parts)
        self._vendors = {one.id: one for one in vendors}
        named_ones = [(one.id, one.name) for one in vendors]
        self.supplier_id.choices = options([(0, _("Not known")), *named_ones])

    def validate_part(self, field: Field) -> None:
        if field.data and not field.errors:
            self.chosen_part = find_part(field.data, self._parts)

    def validate_quantity(self, field: Field) -> None:
        if not (field.errors or self.part.errors):
            whole_pieces(field.data, self.chosen_part)

    def validate_ordered_on(self, field: Field) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This cannot be in the future."))

    def validate_expected_on(self, field: Field) -> None:
        ordered = self.ordered_on.data
        if field.data and ordered and field.data < ordered:
            raise ValidationError(_("The end date must not be earlier than the start date."))

    @property
    def asked(self) -> Asked:
        return Asked(
            part=self.chosen_part,
            quantity=self.quantity.data or Decimal(0),
            reference=self.reference.data or "",
            supplier=self._vendors.get(self.supplier_id.data),
            ordered_on=self.ordered_on.data,
            expected_on=self.expected_on.data,
        )


class CloseOrderForm(EditForm):
    why = Text(_l("Reason"), required=_l("Say why no more will come."), most=300)


class MoveForm(Form):
    """How many leave a store, and why."""

    quantity = quantity_field(_l("Quantity"), required=_l("Enter the quantity."), least=LEAST)
    reason = Text(_l("Reason"), required=_l("Say why."), most=300)

    def leave(self, level: StockLevel) -> None:
        self._level = level

    def validate_quantity(self, field: Field) -> None:
        if not field.errors:
            whole_pieces(field.data, self._level.part)


class TransferForm(MoveForm):
    store_id = SelectField(_l("To which store"), [InputRequired(CHOOSE)], coerce=int)


class ReverseForm(Form):
    reason = Text(_l("Reason"), required=_l("Say why."), most=300)


class CountForm(EditForm):
    """What really lies on the shelf."""

    counted = quantity_field(_l("Quantity counted"), required=_l("Enter the quantity."))
    reason = Text(_l("Reason"), required=_l("Say why the quantity is corrected."), most=300)
    subject: StockLevel

    def validate_counted(self, field: Field) -> None:
        if not field.errors:
            whole_pieces(field.data, self.subject.part)
