"""The form of one draft of a checklist, with a group of boxes for each item and some empty ones."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.checklists import labels
from helpdesk.checklists.forms import FURTHEST
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import (
    HEAVIEST,
    MOST_ITEMS,
    ItemFault,
    ItemKind,
    OnFail,
    Purpose,
    Step,
    Wording,
    item_fault,
)
from helpdesk.checklists.services import Asked
from helpdesk.checklists.services import Text as ChecklistText
from helpdesk.equipment.models import AssetCategory
from helpdesk.infra.fields import NumberField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.i18n import named, number

EMPTY = 3  # rows for items that are still to be written
CODE = re.compile(r"[A-Za-z0-9-]+")
MENDED_AT = {
    ItemFault.ONE_LANGUAGE: "text_en",
    ItemFault.TURNED_ROUND: "most",
    ItemFault.NOT_A_READING: "least",
    ItemFault.TOO_FEW_CHOICES: "choices",
    ItemFault.NO_SUCH_CHOICE: "faults",
    ItemFault.NOTHING_WRONG: "on_fail",
}


class VersionForm(ActionForm):
    """The button that begins the next version."""


class PublishForm(ActionForm):
    """The button that brings a draft into use."""


class RetireForm(ActionForm):
    """The button by which a checklist is used no more."""


class ArrangeForm(ActionForm):
    """The buttons beside the items of a draft; the one that is pressed says which, and how."""

    @property
    def pressed(self) -> tuple[int, Step] | None:
        step, _dash, seq = request.form.get("step", "").partition("-")
        if step not in list(Step) or not seq.isdecimal() or int(seq) > MOST_ITEMS:
            return None
        return int(seq), Step(step)


class HeadFields(Form):
    """What a checklist is called, and what it is for."""

    title_sw = Text(_l("Title in Swahili"), required=_l("Write the title in Swahili."))
    title_en = Text(_l("Title in English"), required=_l("Write the title in English."))
    purpose = SelectField(_l("What it is for"), choices=options(labels.PURPOSE))
    kinds = SelectMultipleField(
        _l("Kinds of equipment"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def offer(self, kinds: Sequence[AssetCategory]) -> None:
        self.known = {kind.code for kind in kinds}
        self.kinds.choices = options([(kind.code, named(kind)) for kind in kinds])

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if not set(self.kinds.data or ()) <= self.known:
            self.refuse("kinds", _("Choose one of these answers."))
            return False
        return valid

    @property
    def asked(self) -> list[Asked]:
        return []

    @property
    def text(self) -> ChecklistText:
        return ChecklistText(
            title_sw=self.title_sw.data or "",
            title_en=self.title_en.data or "",
            purpose=Purpose(self.purpose.data),
            kinds=self.kinds.data or [],
            items=self.asked,
        )


class NewChecklistForm(HeadFields):
    code = Text(_l("Code"), required=_l("Write a short code of letters and digits."), most=20)

    def validate_code(self, field: Text) -> None:
        if not CODE.fullmatch(field.data or ""):
            raise ValidationError(_("A code has letters, digits and hyphens only."))


class ChecklistForm(HeadFields, EditForm):
    subject: ChecklistTemplate
    rows: int

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        refused = [self._refused(row) for row in range(self.rows)]
        return valid and not any(refused)

    def _refused(self, row: int) -> bool:
        """Refuse a row that cannot be asked so, at the box where that is mended."""
        try:
            said = asdict(self._asked(row))
        except (ValueError, TypeError):  # a box that was refused already
            return True
        wanted = Wording.__dataclass_fields__
        fault = item_fault(Wording(**{name: said[name] for name in wanted}))
        if fault is not None:
            self.refuse(f"{MENDED_AT[fault]}_{row}", str(labels.ITEM_FAULT[fault]))
        return fault is not None

    @property
    def asked(self) -> list[Asked]:
        return [self._asked(row) for row in range(self.rows) if self[f"text_sw_{row}"].data]

    def _asked(self, row: int) -> Asked:
        return Asked(
            text_sw=self[f"text_sw_{row}"].data or "",
            text_en=self[f"text_en_{row}"].data or "",
            kind=ItemKind(self[f"kind_{row}"].data),
            least=self[f"least_{row}"].data,
            most=self[f"most_{row}"].data,
            unit=self[f"unit_{row}"].data or "",
            choices=self[f"choices_{row}"].data or "",
            faults=self[f"faults_{row}"].data or "",
            is_mandatory=self[f"is_mandatory_{row}"].data,
            on_fail=OnFail(self[f"on_fail_{row}"].data),
            weight=int(self[f"weight_{row}"].data or 1),
        )


def checklist_form(draft: ChecklistTemplate, kinds: Sequence[AssetCategory]) -> ChecklistForm:
    rows = min(len(draft.items) + EMPTY, MOST_ITEMS)
    made: dict[str, Any] = {"rows": rows}
    for row in range(rows):
        item = draft.items[row] if row < len(draft.items) else _nothing()
        made |= {f"{name}_{row}": box for name, box in _boxes(item).items()}
    form: ChecklistForm = type(f"Checklist_{draft.id}", (ChecklistForm,), made)(draft)
    form.offer(kinds)
    return form


def _nothing() -> ChecklistItem:
    return ChecklistItem(
        text_sw="",
        text_en="",
        kind=ItemKind.PASS_FAIL_NA,
        is_mandatory=True,
        on_fail=OnFail.NONE,
        weight=1,
    )


def _boxes(item: ChecklistItem) -> dict[str, Any]:
    limits: dict[str, Any] = {"least": -FURTHEST, "most": FURTHEST, "places": 2}
    return {
        "text_sw": Text(_("In Swahili"), default=item.text_sw, most=200),
        "text_en": Text(_("In English"), default=item.text_en, most=200),
        "kind": SelectField(_("What is asked"), choices=options(labels.KIND), default=item.kind),
        "least": NumberField(_("Lower limit"), default=_plain(item.least), **limits),
        "most": NumberField(_("Upper limit"), default=_plain(item.most), **limits),
        "unit": Text(_("Unit"), default=item.unit, most=20),
        "choices": Text(_("Words to choose from, with commas"), default=item.choices, most=200),
        "faults": Text(_("Which of these words are a fault"), default=item.faults, most=200),
        "is_mandatory": BooleanField(_("It must be answered"), default=item.is_mandatory),
        "on_fail": SelectField(
            _("What a fault leads to"),
            choices=options(labels.ON_FAIL),
            default=item.on_fail,
        ),
        "weight": NumberField(
            _("Weight in the score"), default=item.weight, least=1, most=HEAVIEST
        ),
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """Leave out the zeros that the database adds."""
    return None if value is None else Decimal(number(value).replace(",", ""))
