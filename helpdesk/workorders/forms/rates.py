"""Forms of what an hour of the unit's own work is reckoned at."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from helpdesk.accounts.models import User
from helpdesk.core.local_time import start_of
from helpdesk.core.money import CENT
from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, MoneyField, Text, options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named
from helpdesk.workorders.models import LabourGrade

FARTHEST = timedelta(days=731)


class GradeForm(Form):
    name_sw = Text(_l("Name in Swahili"), required=_l("Type the name."))
    name_en = Text(_l("Name in English"), required=_l("Type the name."))

    def offer(self, grades: Sequence[LabourGrade]) -> None:
        self.taken = {grade.name_sw.casefold() for grade in grades}

    def validate_name_sw(self, field: Text) -> None:
        if (field.data or "").casefold() in self.taken:
            raise ValidationError(_("There is a grade with this name already."))


class RateForm(Form):
    grade_id = SelectField(_l("Grade"), coerce=int)
    starts_on = DateField(_l("Holds from"), required=_l("Enter the date."))
    hourly_rate = MoneyField(_l("Price of an hour"), required=_l("Enter the amount."), least=CENT)

    def offer(self, grades: Sequence[LabourGrade]) -> None:
        names = [(grade.id, named(grade)) for grade in grades]
        self.grade_id.choices = options([(0, _("Everybody without a rate of his grade")), *names])

    @property
    def amount(self) -> Decimal:
        """The price of a form that was found valid, as the moment below."""
        return self.hourly_rate.data or Decimal(0)

    @property
    def starts_at(self) -> datetime:
        return start_of(self.starts_on.data or clock.today())

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and field.data > clock.today() + FARTHEST:
            raise ValidationError(_("This lies more than two years ahead."))


class OfficerGradeForm(Form):
    officer_id = SelectField(_l("ICT officer"), coerce=int)
    grade_id = SelectField(_l("Grade"), coerce=int)

    def offer(self, officers: Sequence[User], grades: Sequence[LabourGrade]) -> None:
        people = [(one.id, one.name) for one in officers]
        names = [(grade.id, named(grade)) for grade in grades]
        self.officer_id.choices = options(people)
        self.grade_id.choices = options([(0, _("No grade")), *names])
