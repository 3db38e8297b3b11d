"""Reporting a problem, for oneself or for a colleague."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.accounts.models import User
from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import Form
from helpdesk.infra.i18n import named
from helpdesk.infra.keys import choice
from helpdesk.tickets.forms.systems import system_box
from helpdesk.tickets.labels import HARDSHIP
from helpdesk.tickets.rules import Hardship


class ProblemFields(Form):
    """What is wrong, and how badly: the two questions that everybody answers."""

    subject = Text(_l("What is the problem?"), required=_l("Describe the problem briefly."))
    hardship = RadioField(
        _l("How badly does it affect you?"),
        [InputRequired(_l("Choose how badly it affects you."))],
        choices=options(HARDSHIP),
    )

    @property
    def chosen_hardship(self) -> Hardship:
        return Hardship(self.hardship.data)


class NewTicketForm(ProblemFields):
    asset_id = SelectField(_l("Which device is it?"), coerce=choice)
    system_id = system_box()
    description = LongText(_l("Explain more"))
    files = FilesField(_l("Picture or file"))
    for_whom = Text(_l("Name of the colleague"))
    for_whom_id = RadioField(_l("Which of them?"), coerce=int, validate_choice=False, choices=[])
    colleague: User | None = None
    namesakes: Sequence[User] = ()

    def offer_colleagues(self, people: Sequence[User]) -> None:
        """Take in whom the typed name may mean; of several the reporter chooses one."""
        self.namesakes = people
        self.for_whom_id.choices = options((one.id, _described(one)) for one in people)

    @property
    def asks_which(self) -> bool:
        return len(self.namesakes) > 1

    def validate_for_whom(self, _field: Text) -> None:
        if not self.namesakes:
            raise ValidationError(
                _("Nobody here has this name. Write the name as it is in the staff list.")
            )
        chosen = [one for one in self.namesakes if one.id == self.for_whom_id.data]
        if self.asks_which and not chosen:
            raise ValidationError(_("More than one person has this name. Choose one of them."))
        self.colleague = (chosen or list(self.namesakes))[0]


def _described(person: User) -> str:
    return f"{person.name} – {named(person.department)}" if person.department else person.name
