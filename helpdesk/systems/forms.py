"""Forms of the register of systems."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import key
from helpdesk.org.models import Department
from helpdesk.org.queries import department_choices
from helpdesk.systems import labels, queries
from helpdesk.systems.models import System, SystemUse
from helpdesk.systems.queries import Filters
from helpdesk.systems.rules import State
from helpdesk.systems.services import Details

NEEDED = _l("Please fill in this field.")
ALL = "all"


class ListForm(FilterForm):
    """What narrows the register."""

    q = Text(_l("Search"))
    department = SelectField(_l("Department or unit"), default="")
    state = SelectField(
        _l("Status"),
        choices=options([*labels.STATE.items(), (ALL, lazy_pgettext("systems", "All"))]),
        default=State.IN_USE,
    )

    def offer(self, actor: Actor) -> None:
        self.department.choices = options([("", _("All")), *department_choices(actor)])

    @property
    def filters(self) -> Filters:
        if not self.validate():
            return Filters()
        return Filters(
            text=self.q.data or "",
            department_id=key(self.department.data) if self.department.data else None,
            state=None if self.state.data == ALL else State(self.state.data),
        )


class SystemForm(Form):
    """What a system is, and whom to ask about it outside."""

    acronym = Text(_l("Short name"), required=NEEDED, most=40)
    full_name = Text(_l("Full name"), required=NEEDED, most=200)
    other_names = Text(_l("What else people call it"), most=200)
    owner = Text(_l("Owner institution"), most=120)
    help_contact = Text(_l("Their help desk"), most=200)
    purpose_sw = LongText(_l("What it is for, in Swahili"), required=NEEDED, most=500)
    purpose_en = LongText(_l("What it is for, in English"), most=500)
    is_critical = BooleanField(_l("Work stops when it stops"))
    is_for_all = BooleanField(_l("Every department uses it"))

    @property
    def details(self) -> Details:
        return Details(
            acronym=self.acronym.data or "",
            full_name=self.full_name.data or "",
            other_names=self.other_names.data or "",
            owner=self.owner.data or "",
            help_contact=self.help_contact.data or "",
            purpose_sw=self.purpose_sw.data or "",
            purpose_en=self.purpose_en.data or "",
            is_critical=bool(self.is_critical.data),
            is_for_all=bool(self.is_for_all.data),
        )


class ChangeSystemForm(SystemForm, EditForm):
    """What others may change meanwhile."""


class _ChampionFields(EditForm):
    """Whom colleagues in a department ask first; `champion` is whom the typed name meant."""

    champion_name = Text(_l("Champion"))
    champion: User | None = None
    people: Sequence[SelectChoice] = ()

    def offer_people(self, actor: Actor) -> None:
        self._actor = actor
        found = queries.people(actor)
        self.people = options((spelled(one), one.job_title or one.username) for one in found)

    def validate_champion_name(self, field: Text) -> None:
        found = queries.people_called(field.data or "", actor=self._actor)
        if not found:
            raise ValidationError(_("Nobody here has this name. Choose one of the suggestions."))
        if len(found) > 1:
            names = ", ".join(spelled(one) for one in found)
            raise ValidationError(_("More than one person has this name: %(names)s.", names=names))
        self.champion = found[0]


class NewUseForm(_ChampionFields):
    """A department that uses the system too."""

    subject: System
    department_id = SelectField(_l("Department or unit"), coerce=int)

    def offer_departments(self, departments: Sequence[Department]) -> None:
        self._departments = {one.id: one for one in departments}
        names = [(one.id, named(one)) for one in departments]
        self.department_id.choices = options([(0, _("Choose")), *names])

    @property
    def department(self) -> Department:
        return self._departments[self.department_id.data]

    def validate_department_id(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the department or unit that uses the system."))


class UseForm(_ChampionFields):
    """Another champion, or none."""

    subject: SystemUse


class Undo(ActionForm):
    """An act whose notice takes it back in the same way."""


def spelled(person: User | None) -> str:
    """Write a person so that the sign-in name tells namesakes apart."""
    return f"{person.name} ({person.username})" if person else ""
