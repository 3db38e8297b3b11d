"""Sending a request on to somebody outside."""

from typing import Any

from flask_babel import lazy_gettext as _l

from helpdesk.infra.fields import LongText, NumberField, Text
from helpdesk.infra.forms import EditForm
from helpdesk.tickets.rules import MOST_CHASE_DAYS

THEIR_REFERENCE = _l("Their reference number")


class ChaseField(NumberField):
    """In how many working days to ask again."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            _l("Ask again after how many working days?"),
            required=_l("Write after how many working days to ask again."),
            least=1,
            most=MOST_CHASE_DAYS,
            **given,
        )


class EscalateForm(EditForm):
    sent_to = Text(_l("To whom is it sent?"), required=_l("Write to whom it is sent."))
    their_reference = Text(THEIR_REFERENCE)
    chase_after_days = ChaseField()


class ChaseForm(EditForm):
    their_reference = Text(THEIR_REFERENCE)
    chase_after_days = ChaseField()


class AnswerForm(EditForm):
    answer = LongText(_l("What did they answer?"), required=_l("Write what they answered."))
