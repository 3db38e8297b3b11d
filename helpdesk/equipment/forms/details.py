"""Boxes for what is asked about the devices of a category, and for what a device is part of."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from helpdesk.equipment import labels, queries
from helpdesk.equipment.models import Asset, CategoryField
from helpdesk.equipment.rules.fields import LONGEST_ANSWER, FieldKind, plain
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, NumberField, Text, options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named

FURTHEST = Decimal(999_999_999)
AnyForm = TypeVar("AnyForm", bound="DetailFields")


class DetailFields(Form):
    """A form with a box for each field in `asked`; `seen` says which boxes the page had."""

    asked: Sequence[CategoryField] = ()
    seen = HiddenField()

    def unseen(self) -> bool:
        """Tell whether the page did not have them all, as where another model was chosen."""
        wanted = [str(field.id) for field in self.asked]
        before = (self.seen.data or "").split(",") if self.is_submitted() else wanted
        self.seen.data = ",".join(wanted)
        return not set(wanted) <= set(before)

    @property
    def detail_boxes(self) -> list[Field]:
        return [self[_name(field)] for field in self.asked]

    @property
    def details(self) -> dict[str, str]:
        """Return the answers as they are kept, by the id of their field."""
        return {str(field.id): _kept(self[_name(field)].data) for field in self.asked}


class PartFields(Form):
    """What a device is a part of; `whole` is the device that the typed number meant."""

    part_of = Text(_l("Part of"), most=40)
    whole: Asset | None = None
    actor: Actor

    def validate_part_of(self, field: Text) -> None:
        self.whole = queries.find_by_tag(field.data or "", actor=self.actor)
        if self.whole is None:
            raise ValidationError(_("No device has this asset number."))


def with_details(
    form: type[AnyForm], asked: Sequence[CategoryField], answers: Mapping[str, str]
) -> type[AnyForm]:
    """Return the form with a box for each field, filled with the answers."""
    boxes = {_name(field): _box(field, answers.get(str(field.id), "")) for field in asked}
    made = {"asked": asked, **boxes, "seen": HiddenField(default=_ids(asked))}
    return type(form.__name__, (form,), made)


def _ids(asked: Sequence[CategoryField]) -> str:
    return ",".join(str(field.id) for field in asked)


def _name(field: CategoryField) -> str:
    return f"detail_{field.id}"


def _box(field: CategoryField, answer: str) -> Any:
    label = labels.with_unit(named(field), field.unit)
    needed = _("Fill in “%(field)s”.", field=named(field)) if field.is_required else None
    match field.kind:
        case FieldKind.TEXT:
            return Text(label, required=needed, most=LONGEST_ANSWER, default=answer)
        case FieldKind.NUMBER:
            number = Decimal(answer) if answer else None
            limits: dict[str, Any] = {"least": -FURTHEST, "most": FURTHEST, "places": 3}
            return NumberField(label, required=needed, default=number, **limits)
        case FieldKind.DATE:
            day = date.fromisoformat(answer) if answer else None
            return DateField(label, required=needed, default=day)
        case _:
            validators = [InputRequired(needed) if needed else Optional()]
            choices = options([("", _("Choose")), *_choices(field, answer)])
            return SelectField(label, validators, choices=choices, default=answer)


def _choices(field: CategoryField, answer: str) -> Iterator[tuple[str, object]]:
    """Offer what may be chosen, and what was answered before it was taken off the list."""
    if field.kind is FieldKind.YES_NO:
        yield from labels.YES_OR_NO.items()
        return
    known = dict.fromkeys([*field.choices, *([answer] if answer else [])])
    yield from ((one, one) for one in known)


def _kept(value: object) -> str:
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return str(value or "")
