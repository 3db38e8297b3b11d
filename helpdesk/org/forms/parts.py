"""Forms of departments and places."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.core.text import normalise_code
from helpdesk.infra.fields import DateField, NumberField, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.org.labels import (
    DEPARTMENT_KINDS,
    DEPARTMENT_STATES,
    LOCATION_KINDS,
    LOCATION_STATES,
)
from helpdesk.org.models import Department
from helpdesk.org.rules import DepartmentKind, LocationKind

Choices = Iterable[tuple[int, str]]

CHOOSE = _l("Choose one of the listed options.")


def as_code(typed: str | None) -> str:
    """Spell a code in capitals and without gaps, however it was typed."""
    return normalise_code(typed or "")


class DepartmentFields(Form):
    """What is asked about a department or unit."""

    kind = RadioField(_l("Type"), [InputRequired(CHOOSE)], choices=options(DEPARTMENT_KINDS))
    name_sw = Text(_l("Name in Swahili"), required=_l("Enter the name in Swahili."))
    name_en = Text(_l("Name in English"), required=_l("Enter the name in English."))
    code = Text(_l("Code"), required=_l("Enter a code."), most=20, filters=[as_code])
    starts_on = DateField(_l("First day"), required=_l("Enter the first day."))

    @property
    def chosen_kind(self) -> DepartmentKind:
        return DepartmentKind(self.kind.data)


class NewDepartmentForm(DepartmentFields):
    """Add a department or unit."""


class DepartmentForm(DepartmentFields, EditForm):
    subject: Department

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and self.subject.ends_on and field.data > self.subject.ends_on:
            raise ValidationError(_("The first day must not be later than the last day."))


class CloseDepartmentForm(EditForm):
    subject: Department

    ends_on = DateField(_l("Last day"), required=_l("Enter the last day."))
    successor_id = SelectField(_l("What comes after it"), coerce=int)

    def offer(self, departments: Choices) -> None:
        self.successor_id.choices = options([(0, _("Nothing")), *departments])

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and field.data < self.subject.starts_on:
            raise ValidationError(_("The end date must not be earlier than the start date."))


class Undo(ActionForm):
    """Open again what was closed; the same button stands in the notice after closing it."""


class LocationFields(Form):
    """What is asked about a place."""

    kind = RadioField(_l("Type"), [InputRequired(CHOOSE)], choices=options(LOCATION_KINDS))
    name = Text(_l("Name"), required=_l("Enter the name."))
    code = Text(_l("Code"), required=_l("Enter a code."), most=20, filters=[as_code])
    parent_id = SelectField(_l("Lies in"), coerce=int)
    ward = Text(_l("Ward"))
    distance_km = NumberField(_l("Kilometres from the headquarters, one way"), most=2000)

    @property
    def kilometres(self) -> int | None:
        return None if self.distance_km.data is None else int(self.distance_km.data)

    def offer(self, places: Choices) -> None:
        self.parent_id.choices = options([(0, _("It stands by itself")), *places])

    @property
    def chosen_kind(self) -> LocationKind:
        return LocationKind(self.kind.data)


class NewLocationForm(LocationFields):
    """Add a place."""


class LocationForm(LocationFields, EditForm):
    """What may be changed about a place."""


class DeactivateForm(ActionForm):
    """Close a place and all that lies in it."""


class DepartmentFilter(FilterForm):
    state = SelectField(_l("Show"), choices=options(DEPARTMENT_STATES), default="open")

    @property
    def wanted(self) -> str:
        return self.state.data if self.validate() else "open"


class LocationFilter(FilterForm):
    q = Text(_l("Name, code or ward"))
    state = SelectField(_l("Show"), choices=options(LOCATION_STATES), default="open")
