"""The form of one inspection, with boxes for each item, and what narrows the list."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import Field, HiddenField, RadioField, SelectField, ValidationError

from helpdesk.checklists import rules as checklists
from helpdesk.checklists.labels import OUTCOME
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import ItemKind, Outcome
from helpdesk.equipment.labels import CONDITION
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import Condition
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import FilesField, LongText, NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm
from helpdesk.infra.i18n import named
from helpdesk.inspections.labels import limits
from helpdesk.inspections.rules import Answer
from helpdesk.org.queries import department_choices

ANY = ("", lazy_pgettext("assets", "All"))
FURTHEST = Decimal(99_999_999)  # of a reading


class ListForm(FilterForm):
    view = HiddenField()
    category = SelectField(_l("Equipment type"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)

    def offer(self, kinds: Sequence[AssetCategory], actor: Actor) -> None:
        self.category.choices = options([ANY, *((kind.id, named(kind)) for kind in kinds)])
        self.department.choices = options([ANY, *department_choices(actor)])


class InspectForm(EditForm):
    """One page for the whole device; boxes of the items come to it by `inspect_form`."""

    subject: Asset
    template: ChecklistTemplate
    result = SelectField(_l("Condition of the device after the inspection"))
    remark = LongText(_l("Remarks on the whole device"), most=1000)
    files = FilesField(_l("Photos"))

    def offer(self) -> None:
        by_itself = "", _("As the score proposes")
        self.result.choices = options([by_itself, *CONDITION.items()])

    @property
    def condition(self) -> Condition | None:
        return Condition(self.result.data) if self.result.data else None

    @property
    def answers(self) -> list[Answer]:
        return [self._answer(item) for item in self.template.items]

    def _answer(self, item: ChecklistItem) -> Answer:
        note = self[f"note_{item.seq}"].data or ""
        if item.kind is ItemKind.PHOTO:
            return Answer(Outcome.PASS if self.files.kept else Outcome.NOT_DONE, note=note)
        said = self[f"item_{item.seq}"].data
        if item.kind in checklists.JUDGED:
            return Answer(Outcome(said) if said else Outcome.NOT_DONE, note=note)
        if item.kind is ItemKind.NUMBER:
            outcome = checklists.within(said, item.least, item.most)
            return Answer(outcome, value=said, note=note)
        faults = checklists.words(item.faults)
        return Answer(checklists.chosen(said or "", faults), said=said or "", note=note)

    def validate_files(self, field: FilesField) -> None:
        asked = [one for one in self.template.items if one.kind is ItemKind.PHOTO]
        if not field.kept and any(one.is_mandatory for one in asked):
            raise ValidationError(_("This checklist asks for a photo. Take one."))


def inspect_form(asset: Asset, template: ChecklistTemplate) -> InspectForm:
    made: dict[str, Any] = {"template": template}
    for item in template.items:
        if item.kind is not ItemKind.PHOTO:
            made[f"item_{item.seq}"] = _box(item)
        made[f"note_{item.seq}"] = Text(_("Note on number %(seq)s", seq=item.seq), most=200)
    form: InspectForm = type(f"Inspect_{asset.id}", (InspectForm,), made)(asset)
    form.offer()
    return form


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
        return [(one, one) for one in checklists.words(item.choices)]
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
