"""The boxes in which a checklist is answered, whatever is looked at by it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, ValidationError

from helpdesk.checklists.labels import OUTCOME, limits
from helpdesk.checklists.models import ChecklistItem
from helpdesk.checklists.rules import JUDGED, Answer, ItemKind, Outcome, chosen, within, words
from helpdesk.infra.fields import FilesField, NumberField, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.infra.i18n import named

FURTHEST = Decimal(99_999_999)  # of a reading


class ChecklistForm(EditForm):
    """Asks all items on one page; their boxes come to it by `with_items`."""

    items: Sequence[ChecklistItem]
    files = FilesField(_l("Photos"))

    @property
    def answers(self) -> list[Answer]:
        return [self._answer(item) for item in self.items]

    def _answer(self, item: ChecklistItem) -> Answer:
        note = self[f"note_{item.seq}"].data or ""
        if item.kind is ItemKind.PHOTO:
            return Answer(Outcome.PASS if self.files.kept else Outcome.NOT_DONE, note=note)
        said = self[f"item_{item.seq}"].data
        if item.kind in JUDGED:
            return Answer(Outcome(said) if said else Outcome.NOT_DONE, note=note)
        if item.kind is ItemKind.NUMBER:
            outcome = within(said, item.least, item.most)
            return Answer(outcome, value=said, note=note)
        return Answer(chosen(said or "", words(item.faults)), said=said or "", note=note)

    def validate_files(self, field: FilesField) -> None:
        asked = [one for one in self.items if one.kind is ItemKind.PHOTO]
        if not field.kept and any(one.is_mandatory for one in asked):
            raise ValidationError(_("This checklist asks for a photo. Take one."))


Asking = TypeVar("Asking", bound=ChecklistForm)


def with_items(form: type[Asking], items: Sequence[ChecklistItem], name: str) -> type[Asking]:
    """Return the form with a box and a note for each item; drafts are kept by its name."""
    made: dict[str, Any] = {"items": items}
    for item in items:
        if item.kind is not ItemKind.PHOTO:
            made[f"item_{item.seq}"] = _box(item)
        made[f"note_{item.seq}"] = Text(_("Note on number %(seq)s", seq=item.seq), most=200)
    return type(name, (form,), made)


def _box(item: ChecklistItem) -> Field:
    words = f"{item.seq}. {named(item)}"
    missing = _("Answer number %(seq)s.", seq=item.seq) if item.is_mandatory else None
    if item.kind is ItemKind.NUMBER:
        return _reading(item, words, missing)
    if item.kind is ItemKind.TEXT:
        return Text(words, required=missing, most=200)
    offered = _offered(item)
    return RadioField(
        words,
        [_answered(missing, [value for value, _said in offered])],
        choices=options(offered),
        validate_choice=False,
        description="" if missing else _("This may be left out."),
    )


def _reading(item: ChecklistItem, words: str, missing: str | None) -> Field:
    return NumberField(
        words,
        required=missing,
        least=-FURTHEST,
        most=FURTHEST,
        places=2,
        description=_("In order: %(limits)s.", limits=limits(item)) if limits(item) else item.unit,
    )


def _offered(item: ChecklistItem) -> list[tuple[str, str]]:
    if item.kind is ItemKind.CHOICE:
        return [(one, one) for one in words(item.choices)]
    offered = [Outcome.PASS, Outcome.FAIL]
    if item.kind is ItemKind.PASS_FAIL_NA:
        offered.append(Outcome.NOT_APPLICABLE)
    return [(str(one), str(OUTCOME[one])) for one in offered]


def _answered(missing: str | None, known: Sequence[str]) -> Callable[[object, RadioField], None]:
    """Refuse what is not offered, and no answer where one is needed."""

    def check(_form: object, field: RadioField) -> None:
        if field.data and field.data not in known:
            raise ValidationError(_("Choose one of these answers."))
        if not field.data and missing:
            raise ValidationError(missing)

    return check
