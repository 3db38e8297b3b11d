"""The form of an order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, ValidationError
from wtforms import Form as WtForm

from helpdesk.equipment import labels
from helpdesk.equipment.models import AssetCategory
from helpdesk.equipment.rules import FundingSource
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import choice
from helpdesk.procurement.models import OrderLine, PurchaseOrder
from helpdesk.procurement.services import Corrected, Ordered, Paper
from helpdesk.vendors.models import Vendor

LINES = 6
MOST = 10_000  # pieces of one line
LONGEST_WARRANTY = 120


class OrderedLine(WtForm):
    category_id = SelectField(_l("Equipment type"), coerce=choice, default=0)
    description = Text(_l("Description"), most=200)
    quantity = NumberField(_l("Quantity"), least=1, most=MOST)
    unit_price = MoneyField(_l("Price of one"))

    @property
    def is_empty(self) -> bool:
        return not self.description.data and not self.quantity.typed and not self.unit_price.typed


class OrderFields(Form):
    """The head of an order."""

    number = Text(_l("Number of the order or contract"), required=_l("Type the number."), most=60)
    supplier_id = SelectField(_l("Supplier"), coerce=choice)
    ordered_on = DateField(_l("Date of the order"), required=_l("Say when it was ordered."))
    buyer_name = Text(_l("Officer who ordered"), required=_l("Say who ordered."), most=80)
    funding_source = SelectField(_l("Source of funds"), choices=options(labels.FUNDING_SOURCE))
    warranty_months = NumberField(
        _l("Warranty in months"), required=_l("Type how many months."), most=LONGEST_WARRANTY
    )

    def offer_suppliers(self, suppliers: Sequence[Vendor]) -> None:
        self._suppliers = {one.id: one for one in suppliers}
        self.supplier_id.choices = options(
            [(0, _("Choose")), *((one.id, one.name) for one in suppliers)]
        )

    def validate_supplier_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the supplier."))

    def validate_ordered_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("The date cannot be in the future."))

    @property
    def paper(self) -> Paper:
        return Paper(
            number=self.number.data or "",
            supplier=self._suppliers[self.supplier_id.data],
            ordered_on=self.ordered_on.data,
            buyer_name=self.buyer_name.data or "",
            funding_source=FundingSource(self.funding_source.data),
            warranty_months=int(self.warranty_months.data or 0),
        )


class OrderForm(OrderFields):
    lines = FieldList(FormField(OrderedLine), min_entries=LINES, max_entries=LINES)
    keeps_draft = True

    def offer(self, suppliers: Sequence[Vendor], kinds: Sequence[AssetCategory]) -> None:
        self.offer_suppliers(suppliers)
        self._kinds = {kind.id: kind for kind in kinds}
        names = [(0, _("No device")), *((kind.id, named(kind)) for kind in kinds)]
        for place, line in enumerate(self.lines, start=1):
            line.form.category_id.choices = options(names)
            _number(line.form, place)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        filled = [line.form for line in self.lines if not line.form.is_empty]
        if not filled:
            self.lines[0].form.description.errors = [_("Enter at least one line.")]
        for line in filled:
            valid = _is_whole(line) and valid
        self.lines.errors = [line.errors for line in self.lines]
        return valid and bool(filled)

    @property
    def ordered(self) -> list[Ordered]:
        return [
            Ordered(
                description=line.form.description.data or "",
                quantity=int(line.form.quantity.data or 0),
                unit_price=line.form.unit_price.data or Decimal(0),
                category=self._kinds.get(line.form.category_id.data),
            )
            for line in self.lines
            if not line.form.is_empty
        ]


class ChangeOrderForm(OrderFields, EditForm):
    """The head of an order and its lines; the price of what was accepted stays."""

    subject: PurchaseOrder

    @property
    def corrected(self) -> dict[int, Corrected]:
        return {line.id: self._corrected(line) for line in self.subject.lines}

    def _corrected(self, line: OrderLine) -> Corrected:
        price = line.unit_price if line.accepted else self[f"price_{line.id}"].data
        return Corrected(
            description=self[f"description_{line.id}"].data or "",
            quantity=int(self[f"quantity_{line.id}"].data or 0),
            unit_price=price or Decimal(0),
        )


def change_order_form(order: PurchaseOrder) -> ChangeOrderForm:
    made: dict[str, Any] = {}
    for line in order.lines:
        made |= _boxes(line)
    form: ChangeOrderForm = type(f"ChangeOrder_{order.id}", (ChangeOrderForm,), made)(order)
    return form


def _boxes(line: OrderLine) -> dict[str, Any]:
    place = line.position
    boxes: dict[str, Any] = {
        f"description_{line.id}": Text(
            _("Description of line %(place)d", place=place),
            required=_("Describe what was ordered."),
            default=line.description,
            most=200,
        ),
        f"quantity_{line.id}": NumberField(
            _("Quantity of line %(place)d", place=place),
            required=_("Type how many."),
            default=Decimal(line.quantity),
            least=1,
            most=MOST,
        ),
    }
    if not line.accepted:
        boxes[f"price_{line.id}"] = MoneyField(
            _("Price of one in line %(place)d", place=place),
            required=_("Type the price."),
            default=line.unit_price,
        )
    return boxes


def _number(line: OrderedLine, place: int) -> None:
    """Let each box of a line say in which line it stands."""
    line.category_id.label.text = _("Equipment type of line %(place)d", place=place)
    line.description.label.text = _("Description of line %(place)d", place=place)
    line.quantity.label.text = _("Quantity of line %(place)d", place=place)
    line.unit_price.label.text = _("Price of one in line %(place)d", place=place)


def _is_whole(line: OrderedLine) -> bool:
    """Ask for what a line that was begun still lacks."""
    if not line.description.data:
        line.description.errors = [*line.description.errors, _("Describe what was ordered.")]
    if not line.quantity.typed:
        line.quantity.errors = [*line.quantity.errors, _("Type how many.")]
    if not line.unit_price.typed:
        line.unit_price.errors = [*line.unit_price.errors, _("Type the price.")]
    return not line.errors
