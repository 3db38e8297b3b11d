"""Forms of counts."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, SelectField

from helpdesk.equipment.forms.scan import ScanForm
from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.rules import Condition
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.org.queries import department_choices, location_choices
from helpdesk.stocktakes.labels import TYPED
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.services import Typed

ANY = ("", lazy_pgettext("assets", "All"))


class NewStocktakeForm(Form):
    location_id = SelectField(_l("Place, with all that lies in it"), coerce=int)
    department_id = SelectField(_l("Department or unit"), coerce=int)
    is_blind = BooleanField(_l("Blind: who counts does not see what is expected"))

    def offer(self, actor: Actor) -> None:
        self.location_id.choices = options([(0, _("Choose")), *location_choices(actor)])
        self.department_id.choices = options([(0, _("Choose")), *department_choices(actor)])

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if bool(self.location_id.data) == bool(self.department_id.data):
            self.refuse("location_id", _("Choose either a place or a department."))
            return False
        return valid


class CountForm(EditForm):
    code = Text(_l("Number on the label, or what a scanner types"), most=300)
    condition = SelectField(_l("Condition"))

    def offer(self) -> None:
        self.condition.choices = options([("", _("Not looked at")), *CONDITION.items()])


class ExtraForm(EditForm):
    words = LongText(
        _l("What it is, its serial number and where it stands"),
        required=_l("Say what the device is."),
        most=500,
    )
    files = FilesField(_l("Photos"))


class FinishForm(ActionForm):
    """The button that ends a count."""


class ApproveForm(ActionForm):
    """The button that lets the register follow a count."""


class CountScanForm(ScanForm, EditForm):
    """Scans one label after another into a count, with the condition that was said last."""

    code = Text(_l("Number on the label, or what a scanner types"), most=300)
    condition = SelectField(_l("Condition"))

    def offer(self) -> None:
        self.condition.choices = options([("", _("Not looked at")), *CONDITION.items()])

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not self.code.data and not self.brings_photo:
            said = _("Type the number on the label, or choose a photograph of it.")
            self.refuse("code", said)
        return valid and not self.errors

    @property
    def scanned(self) -> list[str]:
        return self.codes() if self.brings_photo else [self.code.data or ""]


class GridForm(EditForm):
    """A sheet typed back: what was ticked for each device; boxes come by `grid_form`."""

    names_others = False
    lines: Sequence[StocktakeLine]

    @property
    def typed(self) -> dict[int, Typed]:
        """Return what was said of each device; a condition alone says that it was found."""
        return dict(self._said())

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for line in self.lines:
            if self[f"result_{line.id}"].data == "missing" and self[f"condition_{line.id}"].data:
                said = _("What was not found has no condition.")
                self.refuse(f"condition_{line.id}", said)
        return valid and not self.errors

    def _said(self) -> Iterator[tuple[int, Typed]]:
        for line in self.lines:
            condition = self[f"condition_{line.id}"].data
            result = self[f"result_{line.id}"].data or ("found" if condition else "")
            if result == "missing":
                yield line.id, Typed(is_found=False)
            elif result:
                yield (
                    line.id,
                    Typed(is_found=True, condition=Condition(condition) if condition else None),
                )


def grid_form(stocktake: Stocktake, lines: Sequence[StocktakeLine]) -> GridForm:
    made: dict[str, Any] = {}
    for line in lines:
        tag = line.asset.asset_tag if line.asset else line.words
        made[f"result_{line.id}"] = SelectField(
            _("Result of %(tag)s", tag=tag), choices=options(TYPED)
        )
        made[f"condition_{line.id}"] = SelectField(
            _("Condition of %(tag)s", tag=tag),
            choices=options([("", "–"), *((one, f"{one} {CONDITION[one]}") for one in Condition)]),
        )
    form: GridForm = type(f"Grid_{stocktake.id}", (GridForm,), made)(_as_sheet(stocktake, lines))
    form.lines = lines
    return form


def _as_sheet(stocktake: Stocktake, lines: Sequence[StocktakeLine]) -> Any:
    """Return what a sheet says now; its version changes with whatever anybody counts."""
    said: dict[str, str] = {}
    for line in lines:
        said[f"result_{line.id}"] = (
            "found" if line.found_at else "missing" if line.is_absent else ""
        )
        said[f"condition_{line.id}"] = line.condition or ""
    version = crc32(repr((stocktake.version, sorted(said.items()))).encode()) % 10**9
    return SimpleNamespace(version=version, **said)


class UnverifiedForm(FilterForm):
    department = SelectField(_l("Department or unit"), validate_choice=False)
    location = SelectField(_l("Place, with all that lies in it"), validate_choice=False)

    def offer(self, actor: Actor) -> None:
        self.department.choices = options([ANY, *department_choices(actor)])
        self.location.choices = options([ANY, *location_choices(actor)])
