"""What is done to one ticket."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import FilesField, LongText, options
from helpdesk.infra.forms import ActionForm, EditForm
from helpdesk.tickets.forms.talk import TalkForm, WordsForm
from helpdesk.tickets.labels import CAUSE, WAITING_FOR

CHOOSE = _l("Choose one of the listed options.")


class ReplyForm(WordsForm):
    text = LongText(_l("Your reply"), required=_l("Write your reply."))
    is_internal = BooleanField(_l("Internal note (the requester will not see it)"))
    files = FilesField(_l("Picture or file"))


class WaitForm(TalkForm):
    waiting_for = RadioField(
        _l("What is it waiting for?"), [InputRequired(CHOOSE)], choices=options(WAITING_FOR)
    )
    reason = LongText(
        _l("What the requester shall know"),
        required=_l("Say what it is waiting for; the requester reads this."),
        most=1000,
    )


class ResolveForm(TalkForm):
    cause = SelectField(
        _l("Cause"), [InputRequired(CHOOSE)], choices=options([("", _l("Choose")), *CAUSE.items()])
    )
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
