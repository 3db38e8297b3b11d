"""Forms of counts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from helpdesk.equipment.labels import CONDITION
from helpdesk.infra.access import Actor
from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.org.queries import department_choices, location_choices


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


class FinishForm(ActionForm):
    """The button that ends a count."""


class ApproveForm(ActionForm):
    """The button that lets the register follow a count."""
