"""How urgent a ticket is, by two plain questions."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import EditForm
from helpdesk.tickets.forms.ticket import CHOOSE
from helpdesk.tickets.labels import IMPACT, PRIORITY, URGENCY
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority, priority


class PriorityForm(EditForm):
    """Impact and urgency give the priority; another one needs a reason."""

    subject: Ticket

    impact = RadioField(
        _l("Whose work does it hold up?"),
        [InputRequired(CHOOSE)],
        choices=options(IMPACT),
        coerce=int,
    )
    urgency = RadioField(
        _l("How long can it wait?"), [InputRequired(CHOOSE)], choices=options(URGENCY), coerce=int
    )
    override = SelectField(_l("Priority"))
    reason = LongText(_l("Reason"), most=1000)

    def __init__(self, ticket: Ticket) -> None:
        usual = priority(ticket.impact, ticket.urgency)
        given = "" if ticket.priority is usual else str(ticket.priority)
        super().__init__(ticket, override=given, reason=ticket.priority_reason)
        self.override.choices = options([("", _("As the two answers give it")), *PRIORITY.items()])

    @property
    def usual(self) -> Priority:
        return priority(self.impact.data, self.urgency.data)

    @property
    def chosen(self) -> Priority:
        return Priority(self.override.data) if self.override.data else self.usual

    @property
    def values(self) -> dict[str, object]:
        """Return what the answers change on a ticket, as `services.change` takes it."""
        is_usual = self.chosen is self.usual
        return {
            "impact": self.impact.data,
            "urgency": self.urgency.data,
            "priority": self.chosen,
            "priority_reason": "" if is_usual else self.reason.data or "",
        }

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if valid and self.chosen is not self.usual and not self.reason.data:
            self.refuse(
                "reason",
                _(
                    "The answers give the priority %(usual)s. Say why it is %(chosen)s.",
                    usual=PRIORITY[self.usual],
                    chosen=PRIORITY[self.chosen],
                ),
            )
            return False
        return valid
