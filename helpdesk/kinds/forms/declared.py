"""Forms made of what a kind declares."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from helpdesk.accounts.models import User
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import DateField, FilesField, LongText, NumberField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.infra.i18n import day
from helpdesk.infra.keys import choice
from helpdesk.kinds.forms.holders import HolderFields, check_within
from helpdesk.kinds.labels.declared import MOST_COPIES, Declared, Part, Sort, Step, When
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.queries.declared import FormFilters
from helpdesk.kinds.rules.kinds import FARTHEST_PLAN
from helpdesk.systems.queries import in_use
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind

BOXES: dict[Sort, Callable[..., Any]] = {
    Sort.LINE: Text,
    Sort.TEXT: LongText,
    Sort.DATE: DateField,
    Sort.NUMBER: NumberField,
}
CHOOSE = _l("Choose one of the listed options.")


class _Declared(Form):
    """What all of them share: the fields of a declaration, and what was said in them."""

    parts: tuple[Part, ...] = ()
    keeps_draft = True

    def offer(self, actor: Actor) -> None:
        named = [(one.id, f"{one.acronym} – {one.full_name}") for one in in_use(actor)]
        for part in self.parts:
            if part.sort is Sort.SYSTEM:
                box: SelectField = getattr(self, part.name)
                box.choices = options([(0, _("Choose")), *named])

    @property
    def values(self) -> dict[str, Any]:
        return {part.name: _value(self[part.name], part) for part in self.parts}


class AskedForm(_Declared):
    """What is asked of whoever begins a request."""

    declared: Declared

    def begin(self, ticket: Ticket) -> None:
        """Fill in what a request says that was made without this form."""
        texts = [part.name for part in self.parts if part.sort is Sort.TEXT]
        if self.declared.parts[self.declared.called].sort in (Sort.LINE, Sort.TEXT):
            self[self.declared.called].data = ticket.subject
        if texts:
            told = self.declared.tells or texts[0]
            self[told].data = ticket.description or ticket.subject
        if "system_id" in self:
            self["system_id"].data = ticket.system_id or 0

    def check(self, actor: Actor) -> bool:  # noqa: ARG002  # the access form needs it
        """Look up what only the database knows; nothing more for most kinds."""
        return self.validate_on_submit()


class AccessForm(HolderFields, AskedForm):
    """For whom an access is: a person of the register, or a new employee."""

    person: User | None = None

    def begin(self, ticket: Ticket) -> None:
        super().begin(ticket)
        self["holder_name"].data = ticket.requester_name

    def offer(self, actor: Actor) -> None:
        super().offer(actor)
        self.offer_people(actor)

    def check(self, actor: Actor) -> bool:
        if not self.validate_on_submit():
            return False
        self.person = self.holder(actor)
        return not self.errors

    @property
    def values(self) -> dict[str, Any]:
        said = super().values
        name = self.person.name if self.person else said["holder_name"]
        return {**said, "holder_name": name, "person_id": self.person.id if self.person else None}


class StepForm(_Declared, EditForm):
    """What an officer fills in later."""

    subject: KindRecord


class Undo(ActionForm):
    """A step whose notice takes it back."""


@cache
def asked_form(declared: Declared) -> type[AskedForm]:
    """Make the form by which a request of this kind begins."""
    base = AccessForm if declared.kind is Kind.ACCESS_REQUEST else AskedForm
    made: dict[str, Any] = {"declared": declared, "parts": declared.asked}
    made |= _fields(declared.asked)
    days = [part for part in declared.asked if part.when or part.since]
    made |= {f"validate_{part.name}": partial(check_meant, part) for part in days}
    if base is AccessForm:
        made["is_new"] = BooleanField(_l("A new employee who is not in the register yet"))
    made["files"] = FilesField(_l("Picture or file"))
    return type(f"Asked_{declared.kind}", (base,), made)


@cache
def step_form(declared: Declared, step: Step) -> type[StepForm]:
    """Make the form of one step."""
    made: dict[str, Any] = {"parts": step.parts, **_fields(step.parts)}
    days = [part.name for part in step.parts if part.sort is Sort.DATE]
    made |= {f"validate_{name}": check_day for name in days}
    if step.has_files:
        made["files"] = FilesField(_l("Picture or file"))
    return type(f"Step_{declared.kind}_{step.name}".replace("-", "_"), (StepForm,), made)


def check_meant(part: Part, form: AskedForm, field: Field) -> None:
    """Refuse a day on the wrong side of today, or before the day with which it begins."""
    chosen_day, today = field.data, clock.today()
    if chosen_day is None:
        return
    if part.when is When.PAST and chosen_day > today:
        raise ValidationError(_("This day is still to come. Write today or an earlier day."))
    if part.when is When.FUTURE and chosen_day < today:
        raise ValidationError(_("This day has passed. Write today or a later day."))
    if part.when is When.FUTURE:
        check_within(chosen_day, today, today + FARTHEST_PLAN)
    begins = form[part.since].data if part.since else None
    if begins and chosen_day < begins:
        raise ValidationError(_("The end date must not be earlier than the start date."))


def check_day(form: StepForm, field: Field) -> None:
    """A step is noted when it is done: on a day from the request until today."""
    first = clock.local_date(form.subject.ticket.opened_at)
    if field.data is None:
        return
    if field.data > clock.today():
        raise ValidationError(_("This day is still to come. Write the day on which it was done."))
    if field.data < first:
        raise ValidationError(
            _("The request was made on %(day)s. Write that day or a later one.", day=day(first))
        )


def _fields(parts: Iterable[Part]) -> dict[str, Any]:
    return {part.name: _field(part) for part in parts}


def _field(part: Part) -> Any:
    given: dict[str, Any] = {"description": part.hint or ""}
    if part.sort is Sort.CHOICE:
        asks = [InputRequired(CHOOSE) if part.required else Optional()]
        return RadioField(part.label, asks, choices=options(part.choices), **given)
    if part.sort is Sort.SYSTEM:
        asks_one = [chosen] if part.required else []
        return SelectField(part.label, asks_one, coerce=choice, **given)
    if part.sort is Sort.NUMBER:
        given |= {"least": 1, "most": MOST_COPIES}
    return BOXES[part.sort](part.label, required=part.required, **given)


def chosen(_form: object, field: Field) -> None:
    if not field.data:
        raise ValidationError(_("Choose the system."))


def _value(field: Field, part: Part) -> Any:
    """Return what a column takes: a member of the vocabulary, a key, a whole number."""
    if part.sort is Sort.CHOICE:
        return next((one for one in part.choices if one == field.data), None)
    if part.sort is Sort.SYSTEM:
        return field.data or None
    if part.sort is Sort.NUMBER:
        return int(field.data) if field.data is not None else None
    return field.data if part.sort is Sort.DATE else field.data or ""


class KindFilter(FilterForm):
    """What narrows the list of a kind."""

    parts: tuple[Part, ...] = ()
    q = Text(_l("Search"))
    state = SelectField(
        _l("Status"),
        choices=options(
            [
                ("all", lazy_pgettext("ticket", "All")),
                ("open", lazy_pgettext("ticket", "Open")),
                ("over", lazy_pgettext("ticket", "Ended")),
            ]
        ),
        default="all",
    )

    def offer(self, actor: Actor) -> None:
        named = [(str(one.id), one.acronym) for one in in_use(actor)]
        for part in self.parts:
            if part.sort is Sort.SYSTEM:
                box = cast(SelectField, self[part.name])
                box.choices = options([("", _("All")), *named])

    @property
    def filters(self) -> FormFilters:
        if not self.validate():
            return FormFilters()
        said = {part.name: _wanted(self[part.name].data, part) for part in self.parts}
        return FormFilters(
            text=self.q.data or "",
            is_open={"open": True, "over": False}.get(self.state.data),
            exact={name: value for name, value in said.items() if value is not None},
        )


def _wanted(typed: str | None, part: Part) -> object:
    if not typed:
        return None
    if part.sort is Sort.SYSTEM:
        return int(typed)
    return next((one for one in part.choices if one == typed), None)


@cache
def filter_form(declared: Declared) -> type[KindFilter]:
    """Make the form that narrows the list of a kind by some of its fields."""
    parts = tuple(declared.parts[name] for name in declared.filters)
    made: dict[str, Any] = {"parts": parts}
    for part in parts:
        choices = options([("", _l("All")), *part.choices.items()])
        made[part.name] = SelectField(part.label, choices=choices, default="")
    return type(f"Filter_{declared.kind}", (KindFilter,), made)
