"""The form of what a visit usually uses up."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, ValidationError
from wtforms import Form as WtForm

from helpdesk.infra.fields import LongText, NumberField, Text
from helpdesk.infra.forms import EditForm
from helpdesk.maintenance.models import MaintenancePlan, PlanPart
from helpdesk.maintenance.services import Used
from helpdesk.stock.forms import LEAST, find_part, quantity_field
from helpdesk.stock.models import Part

LINES = 8
ALWAYS = Decimal(100)


class UsedLine(WtForm):
    part = Text(_l("Part"), most=200)
    quantity = quantity_field(_l("Quantity"), least=LEAST)
    probability = NumberField(_l("In how many of 100 visits"), least=1, most=100)

    @property
    def is_empty(self) -> bool:
        return not any((self.part.data, self.quantity.typed, self.probability.typed))


class PartsForm(EditForm):
    """What one visit uses up; a line that is left empty is no part."""

    subject: MaintenancePlan
    lines = FieldList(FormField(UsedLine), min_entries=LINES, max_entries=LINES)
    reason = LongText(_l("Reason"), required=_l("Give the reason."), most=1000)

    def offer(self, parts: Iterable[Part]) -> None:
        self.parts, self.used = list(parts), list[Used]()
        for place, line in enumerate(self.lines, start=1):
            line.form.part.label.text = _("Part %(place)d", place=place)
            line.form.quantity.label.text = _("How many of part %(place)d", place=place)
            line.form.probability.label.text = _(
                "In how many of 100 visits part %(place)d is needed", place=place
            )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for line in (one.form for one in self.lines if not one.form.is_empty):
            self._take(line)
        wrong = any(line.errors for line in self.lines)
        if wrong:
            self.lines.errors = [line.errors for line in self.lines]
        return valid and not wrong

    def _take(self, line: UsedLine) -> None:
        try:
            part = self._part(line.part.data)
        except ValidationError as error:
            line.part.errors = [str(error)]
            return
        if line.quantity.data is not None:
            chance = int(line.probability.data or ALWAYS)
            self.used.append(Used(part, line.quantity.data, chance))
        elif not line.quantity.errors:
            line.quantity.errors = [_("Enter the quantity.")]

    def _part(self, typed: str | None) -> Part:
        if not typed:
            raise ValidationError(_("Choose the part."))
        part = find_part(typed, self.parts)
        if part in (one.part for one in self.used):
            raise ValidationError(_("This part stands in another line already."))
        return part


def lines_of(parts: Iterable[PlanPart]) -> list[dict[str, object]]:
    """Return what the lines say at first."""
    return [
        {"part": one.part.code, "quantity": one.quantity, "probability": one.probability}
        for one in parts
    ]
