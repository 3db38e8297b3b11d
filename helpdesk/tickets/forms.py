"""Forms of the help desk."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import FilesField, LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, FilterForm, Form
from helpdesk.tickets import labels
from helpdesk.tickets.labels import CAUSE, HARDSHIP, WAITING_FOR
from helpdesk.tickets.rules import Hardship

Choices = Sequence[tuple[int, str]]
CHOOSE = _l("Choose one of the listed options.")


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


class ReplyForm(EditForm):
    text = LongText(_l("Your reply"), required=_l("Write your reply."))
    is_internal = BooleanField(_l("Internal note (the requester will not see it)"))
    files = FilesField(_l("Picture or file"))


class AssignForm(EditForm):
    assignee_id = SelectField(_l("ICT officer"), [InputRequired(CHOOSE)], coerce=int)


class WaitForm(EditForm):
    waiting_for = RadioField(
        _l("What is it waiting for?"), [InputRequired(CHOOSE)], choices=options(WAITING_FOR)
    )
    reason = LongText(
        _l("What the requester shall know"),
        required=_l("Say what it is waiting for; the requester reads this."),
        most=1000,
    )


class ResolveForm(EditForm):
    cause = SelectField(_l("Cause"), choices=options(CAUSE))
    resolution = LongText(
        _l("What was done"), required=_l("Say what was done; the requester reads this.")
    )


class ReopenForm(EditForm):
    reason = LongText(_l("What is still wrong?"), required=_l("Say what is still wrong."))


class TakeForm(ActionForm):
    """Take a ticket upon oneself."""


class ResumeForm(ActionForm):
    """Go on with what was waiting."""


class ConfirmForm(ActionForm):
    """Say that it is solved indeed."""


class Undo(ActionForm):
    """Take back the last move; its button stands in the notice of that move."""


class QueueForm(FilterForm):
    """What narrows the queue."""

    view = HiddenField()
    q = Text(_l("Search"))
    status = SelectField(_l("Status"), validate_choice=False)
    assignee = SelectField(_l("ICT officer"), validate_choice=False)
    department = SelectField(_l("Department or unit"), validate_choice=False)
    priority = SelectField(_l("Priority"), validate_choice=False)

    @property
    def is_used(self) -> bool:
        narrowing = (self.q, self.status, self.assignee, self.department, self.priority)
        return any(field.data for field in narrowing)

    def offer(self, people: Choices, departments: Choices) -> None:
        """Fill the boxes with what there is to choose from."""
        self.status.choices = options([("", _("Any")), *labels.STATUS.items()])
        self.priority.choices = options([("", _("Any")), *labels.PRIORITY.items()])
        self.assignee.choices = options([("", _("Anybody")), *people])
        self.department.choices = options([("", _("All")), *departments])
