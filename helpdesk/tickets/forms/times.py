"""Noting minutes."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from helpdesk.infra import clock
from helpdesk.infra.fields import DateField, NumberField, Text
from helpdesk.infra.forms import EditForm
from helpdesk.tickets.rules import LONGEST_AGO, MOST_MINUTES


class TimeForm(EditForm):
    minutes = NumberField(
        _l("Minutes"), required=_l("Write how many minutes it took."), least=1, most=MOST_MINUTES
    )
    worked_on = DateField(_l("Day of the work"), required=_l("Write the day of the work."))
    work_note = Text(_l("What was done?"))

    def validate_worked_on(self, field: DateField) -> None:
        if not isinstance(field.data, date):
            return
        if field.data > clock.today():
            raise ValidationError(_("This day has not come yet."))
        if field.data < clock.today() - LONGEST_AGO:
            raise ValidationError(_("This lies more than a year back."))
