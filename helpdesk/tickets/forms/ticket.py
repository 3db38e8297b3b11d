"""What is done to one ticket."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.infra.fields import FilesField, LongText, options
from helpdesk.infra.forms import ActionForm
from helpdesk.tickets.forms.talk import TalkForm
from helpdesk.tickets.labels import CAUSE, WAITING_FOR
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Cause

CHOOSE = _l("Choose one of the listed options.")
RESOLVE = "resolve"  # the name of the button that resolves with the words of a reply


class ReplyForm(TalkForm):
    """Say something, or with its second button resolve the ticket by the same words."""

    text = LongText(_l("Your reply"), required=_l("Write your reply."))
    is_internal = BooleanField(_l("Internal note (the requester will not see it)"))
    files = FilesField(_l("Picture or file"))
    found_cause = SelectField(_l("Cause"), choices=options(CAUSE), default=Cause.UNKNOWN.value)

    def __init__(self, ticket: Ticket, **given: Any) -> None:
        super().__init__(ticket, **given)
        if not self.resolves:  # words alone change nothing: no move of others makes them stale
            self.version_seen = ticket.version

    @property
    def resolves(self) -> bool:
        return self.is_submitted() and RESOLVE in request.form

    def validate_is_internal(self, box: BooleanField) -> None:
        if box.data and self.resolves:
            raise ValidationError(
                _("The requester reads what resolves a request. Untick this, or send a note alone.")
            )


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


class ReopenForm(TalkForm):
    reason = LongText(_l("What is still wrong?"), required=_l("Say what is still wrong."))


class TakeForm(ActionForm):
    """Take a ticket upon oneself."""


class ResumeForm(ActionForm):
    """Go on with what was waiting."""


class ConfirmForm(TalkForm):
    """Say that it is solved indeed; who has not read what was written since reads it first."""

    asks = False


class Undo(ActionForm):
    """Take back the last move; its button stands in the notice of that move."""
