"""Forms of requisitions."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, ValidationError
from wtforms import Form as WtForm
from wtforms.validators import InputRequired

from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import ActionForm as ActionForm
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import named, number
from helpdesk.requisitions import labels
from helpdesk.requisitions.models import Requisition
from helpdesk.requisitions.services import Asked
from helpdesk.stock.forms import LEAST, quantity_field, whole_pieces
from helpdesk.stock.models import Part, Store
from helpdesk.stock.queries import parts_called

LINES = 8
CHOOSE = _l("Choose one of the listed options.")


class AskedLine(WtForm):
    item = Text(_l("What"), most=200)
    quantity = quantity_field(_l("Quantity"), least=LEAST)

    @property
    def is_empty(self) -> bool:
        return not self.item.data and not self.quantity.typed


class AskForm(Form):
    purpose = LongText(_l("What it is for"), required=_l("Say what it is for."), most=1000)
    lines = FieldList(FormField(AskedLine), min_entries=LINES, max_entries=LINES)

    def offer(self, parts: Iterable[Part]) -> None:
        self._parts = list(parts)
        for place, line in enumerate(self.lines, start=1):
            line.form.item.label.text = _("Thing %(place)d", place=place)
            line.form.quantity.label.text = _("How many of thing %(place)d", place=place)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        filled = [line.form for line in self.lines if not line.form.is_empty]
        if not filled:
            self.lines[0].form.item.errors = [_("Write at least one thing.")]
        for line in filled:
            self._check(line)
        wrong = any(line.errors for line in self.lines)
        if wrong:
            self.lines.errors = [line.errors for line in self.lines]
        return valid and not wrong

    def _check(self, line: AskedLine) -> None:
        if not line.item.data:
            line.item.errors = [_("Write what is needed.")]
        elif line.quantity.data is None and not line.quantity.errors:
            line.quantity.errors = [_("Enter the quantity.")]
        elif (part := self._part(line)) and not line.quantity.errors:
            try:
                whole_pieces(line.quantity.data, part)
            except ValidationError as error:
                line.quantity.errors = [str(error)]

    def _part(self, line: AskedLine) -> Part | None:
        """What names one part of the store is that part; all else is asked for in words."""
        found = parts_called(line.item.data or "", self._parts)
        return found[0] if len(found) == 1 else None

    @property
    def asked(self) -> list[Asked]:
        lines = [line.form for line in self.lines if not line.form.is_empty]
        return [
            Asked(self._part(one), one.item.data or "", one.quantity.data or Decimal(0))
            for one in lines
        ]


class DecideForm(EditForm):
    answer = RadioField(_l("Decision"), [InputRequired(CHOOSE)], choices=options(labels.DECISION))
    reason = LongText(_l("Reason, if you reject it"), most=1000)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.answer.data == "no" and not self.reason.data:
            self.refuse("reason", _("Say why it is rejected."))
        return valid and not self.errors


class IssueLine(WtForm):
    quantity = quantity_field(_l("Quantity"))


class IssueForm(Form):
    """How many of each line go out now, from one store."""

    store_id = SelectField(_l("Store"), [InputRequired(CHOOSE)], coerce=int)
    lines = FieldList(FormField(IssueLine))
    anyway = BooleanField(_l("Use them all the same, though they are kept for others"))

    def offer(
        self, asked: Requisition, stores: Sequence[Store], first: Mapping[int, Decimal]
    ) -> None:
        """`first` are the quantities by place that the page proposes."""
        self.store_id.choices = options((one.id, named(one)) for one in stores)
        self.waiting = [one for one in asked.lines if one.outstanding]
        while len(self.lines) < len(self.waiting):
            place = self.waiting[len(self.lines)].place
            self.lines.append_entry({"quantity": first[place].normalize()})
        for entry, line in zip(self.lines, self.waiting, strict=False):
            words = _(
                "%(part)s: %(left)s to be issued",
                part=named(line.part) if line.part else line.words,
                left=number(line.outstanding),
            )
            if line.part is None:
                words = _("%(words)s (bought, from no store)", words=words)
            entry.form.quantity.label.text = words

    @property
    def amounts(self) -> dict[int, Decimal]:
        pairs = zip(self.waiting, self.lines, strict=False)
        return {line.place: entry.form.quantity.data or Decimal(0) for line, entry in pairs}

    def refuse_line(self, place: int, words: str) -> None:
        at = [line.place for line in self.waiting].index(place)
        self.lines[at].form.quantity.errors = [words]
        self.lines.errors = [line.errors for line in self.lines]


class ReasonForm(EditForm):
    reason = LongText(_l("Reason"), required=_l("Say why."), most=1000)


class ReturnForm(Form):
    """How many of what was issued come back."""

    quantity = quantity_field(_l("Quantity"), required=_l("Enter the quantity."), least=LEAST)
    reason = LongText(_l("Reason"), required=_l("Say why."), most=300)
