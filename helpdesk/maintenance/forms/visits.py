"""Forms of visits: what narrows their list, what was found, and another day."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.checklists.forms import ChecklistForm, with_items
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import JUDGED, Outcome
from helpdesk.core.money import CENT
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, MoneyField, NumberField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.infra.i18n import day, named
from helpdesk.maintenance import rules
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services import Found
from helpdesk.org.queries import location_choices
from helpdesk.workorders.forms.work import LONGEST, PartFields
from helpdesk.workorders.services import Bill, Taken

ANY = ("", lazy_pgettext("visits", "All"))


class ListForm(FilterForm):
    view = HiddenField()
    on = HiddenField()
    month = HiddenField()
    location = SelectField(_l("Place, with all that lies in it"), validate_choice=False)
    plan = SelectField(_l("Maintenance plan"), validate_choice=False)
    responsible = SelectField(_l("Officer responsible"), validate_choice=False)

    def offer(
        self, actor: Actor, plans: Iterable[tuple[int, str]], people: Iterable[tuple[int, str]]
    ) -> None:
        self.location.choices = options([ANY, *location_choices(actor)])
        self.plan.choices = options([ANY, *plans])
        self.responsible.choices = options([("", _("Anybody")), *people])


class VisitForm(PartFields, ChecklistForm):
    """One page for the whole visit; `rest` is the button that calls all unanswered in order."""

    subject: Occurrence
    rest = HiddenField()
    minutes = NumberField(
        _l("Working time in minutes"),
        required=_l("Say how many minutes it took."),
        least=1,
        most=LONGEST,
    )
    done_by = SelectField(_l("Done by"), coerce=int)
    witness = Text(_l("Witness (name and office)"), most=120)
    remark = LongText(_l("Remarks on the visit"), most=1000)
    fee = MoneyField(_l("What the workshop was paid, with VAT"), least=CENT)
    fee_document = Text(_l("Number of the invoice or receipt"), most=60)
    keeps_next = BooleanField()

    def found(self, checklist: ChecklistTemplate) -> Found:
        return Found(
            checklist=checklist,
            answers=self.answers,
            witness=self.witness.data or "",
            note=self.remark.data or "",
            taken=Taken(
                self.store,
                self.parts,
                bills=self._bills,
                anyway=self.anyway.data,
                counter=self.pages,
            ),
            keeps_next="keeps_next" in self and self.keeps_next.data,
        )

    @property
    def _bills(self) -> list[Bill]:
        if "fee" not in self:
            return []
        return bills(self.subject, self.fee.data, self.fee_document.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        if self.rest.data:
            self._pass_the_rest()
        return bool(super().validate(extra_validators))

    def _pass_the_rest(self) -> None:
        """Readings, words and photos are asked for still: nobody can know them."""
        judged = (self[f"item_{one.seq}"] for one in self.items if one.kind in JUDGED)
        for box in judged:
            box.data = box.data or str(Outcome.PASS)


def visit_form(
    visit: Occurrence,
    checklist: ChecklistTemplate,
    people: Sequence[tuple[int, str]],
    actor: Actor,
    *,
    later: Occurrence | None = None,
) -> VisitForm:
    made = with_items(VisitForm, checklist.items, f"Visit_{visit.id}")
    form = made(visit, minutes=visit.revision.minutes, done_by=actor.id)
    form.offer(actor)
    form.done_by.choices = options(people)
    if visit.revision.vendor is None:
        del form.fee, form.fee_document
    if later is None:
        del form.keeps_next
    else:
        words = _("This work also keeps the visit due on %(day)s", day=day(later.due_on))
        form.keeps_next.label.text = words
    return form


def bills(visit: Occurrence, amount: Decimal | None, document: str) -> list[Bill]:
    """Return what the workshop of a plan was paid for a visit."""
    vendor = visit.revision.vendor
    if vendor is None or not amount:
        return []
    return [Bill(amount=amount, paid_to=vendor.name, document_number=document)]


class BeginForm(ActionForm):
    """Somebody is at it."""


class PostponeFields(Form):
    on = DateField(_l("New day of the visit"), required=_l("Enter the new day."))
    reason = LongText(_l("Reason"), most=500)

    def refuse_day(self, error: Exception) -> None:
        if isinstance(error, rules.NoReasonError):
            self.refuse("reason", _("This day is after the time of the visit. Give the reason."))
        elif isinstance(error, rules.ClosedDayError):
            self.refuse("on", _("This day is a weekend or a public holiday. Choose a working day."))
        else:
            self.refuse("on", _("Choose a day from today on, not more than a year ahead."))


class PostponeForm(PostponeFields, EditForm):
    """One visit, put off."""


class PostponeAllForm(PostponeFields, Form):
    """Several visits, put off to one day; each keeps the time in which it counts as on time."""

    chosen = SelectMultipleField(
        _l("Visits"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, visits: Sequence[Occurrence]) -> None:
        self.known = {one.id: one for one in visits}
        self.chosen.choices = options((one.id, _line(one)) for one in visits)

    def validate_chosen(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one visit."))

    @property
    def visits(self) -> list[Occurrence]:
        return [self.known[one] for one in self.chosen.data or ()]


def _line(visit: Occurrence) -> str:
    return f"{visit.asset.asset_tag}, {named(visit.plan)}, {day(visit.due_on)}"


class WaiveForm(EditForm):
    reason = LongText(_l("Reason"), required=_l("Give the reason."), most=500)
