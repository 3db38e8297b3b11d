"""Forms of counts of stores."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.infra.fields import options
from helpdesk.infra.forms import EditForm, Form
from helpdesk.infra.i18n import moment, named
from helpdesk.stock.forms import CHOOSE, quantity_field, whole_pieces
from helpdesk.storecounts.models import StoreCount, StoreCountLine
from helpdesk.storecounts.rules import hours_back

NOW = "now"


class NewCountForm(Form):
    store_id = SelectField(_l("Store"), [InputRequired(CHOOSE)], coerce=int)


class StepForm(EditForm):
    """A button that takes a count one step on."""


class SheetForm(EditForm):
    """What was found, a box for each part; the boxes come by `sheet_form`."""

    names_others = False
    when = SelectField(_l("When it was counted"))
    lines: Sequence[StoreCountLine]

    @property
    def typed(self) -> dict[int, Decimal]:
        """Return what was found; a box that is empty says that nobody looked yet."""
        found = {line.id: self[f"line_{line.id}"].data for line in self.lines}
        return {line_id: number for line_id, number in found.items() if number is not None}

    def at(self, now: datetime) -> datetime:
        return now if self.when.data == NOW else datetime.fromisoformat(self.when.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for line in self.lines:
            box = self[f"line_{line.id}"]
            try:
                whole_pieces(box.data, line.level.part)
            except ValidationError as error:
                self.refuse(box.name, str(error))
        return valid and not self.errors


def sheet_form(count: StoreCount, lines: Sequence[StoreCountLine], now: datetime) -> SheetForm:
    boxes = {
        f"line_{line.id}": quantity_field(
            _("Found of %(part)s", part=f"{line.level.part.code} {named(line.level.part)}")
        )
        for line in lines
    }
    form: SheetForm = type(f"Sheet_{count.id}", (SheetForm,), boxes)(_as_sheet(count, lines))
    form.lines = lines
    hours = hours_back(count.started_at, now)
    form.when.choices = options(
        [(NOW, _("Just now")), *((one.isoformat(), moment(one)) for one in hours)]
    )
    return form


def _as_sheet(count: StoreCount, lines: Sequence[StoreCountLine]) -> Any:
    """Return what the sheet says now; its version changes with whatever anybody enters."""
    said = {f"line_{line.id}": line.counted for line in lines}
    version = crc32(repr((count.version, sorted(said.items()))).encode()) % 10**9
    return SimpleNamespace(version=version, when=NOW, **said)
