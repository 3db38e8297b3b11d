"""Reporting a problem."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import Form
from helpdesk.tickets.labels import HARDSHIP
from helpdesk.tickets.rules import Hardship


class NewTicketForm(Form):
    subject = Text(_l("What is the problem?"), required=_l("Describe the problem briefly."))
    hardship = RadioField(
        _l("How badly does it affect you?"),
        [InputRequired(_l("Choose how badly it affects you."))],
        choices=options(HARDSHIP),
    )
    asset_id = SelectField(_l("Which device is it?"), coerce=int)
    description = LongText(_l("Explain more"))
    files = FilesField(_l("Picture or file"))

    @property
    def chosen_hardship(self) -> Hardship:
        return Hardship(self.hardship.data)
