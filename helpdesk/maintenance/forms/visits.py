"""Forms of visits: what narrows their list, what was found, and another day."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SelectField

from helpdesk.checklists.forms import ChecklistForm, with_items
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import JUDGED, Outcome
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, LongText, NumberField, Text, options
from helpdesk.infra.forms import EditForm, FilterForm
from helpdesk.maintenance import rules
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services import Found
from helpdesk.org.queries import location_choices
from helpdesk.workorders.forms.work import LONGEST, PartFields
from helpdesk.workorders.services import Taken

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

    def found(self, checklist: ChecklistTemplate) -> Found:
        return Found(
            checklist=checklist,
            answers=self.answers,
            witness=self.witness.data or "",
            note=self.remark.data or "",
            taken=Taken(self.store, self.parts),
        )

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
    visit: Occurrence, checklist: ChecklistTemplate, people: Sequence[tuple[int, str]], actor: Actor
) -> VisitForm:
    made = with_items(VisitForm, checklist.items, f"Visit_{visit.id}")
    form = made(visit, minutes=visit.revision.minutes, done_by=actor.id)
    form.offer(actor)
    form.done_by.choices = options(people)
    return form


class PostponeForm(EditForm):
    on = DateField(_l("New day of the visit"), required=_l("Enter the new day."))
    reason = LongText(_l("Reason"), most=500)

    def refuse_day(self, error: Exception) -> None:
        if isinstance(error, rules.NoReasonError):
            self.refuse("reason", _("This day is after the time of the visit. Give the reason."))
        else:
            self.refuse("on", _("Choose a day from today on, not more than a year ahead."))


class WaiveForm(EditForm):
    reason = LongText(_l("Reason"), required=_l("Give the reason."), most=500)
