"""Linking, joining, splitting and cancelling requests."""

from collections.abc import Sequence
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError

from helpdesk.infra.access import Actor
from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import EditForm
from helpdesk.infra.i18n import day
from helpdesk.tickets import queries
from helpdesk.tickets.models import Ticket


class Relation(StrEnum):
    LINKED = "linked"
    PART = "part"


RELATION = {
    Relation.LINKED: _l("They have to do with each other"),
    Relation.PART: _l("This request is a part of the other one"),
}


class OtherTicketForm(EditForm):
    """Choose another ticket from a few, or write its number, which is heard first."""

    other_id = RadioField(_l("Which request?"), coerce=int, validate_choice=False, choices=[])
    number = Text(_l("Number of the request"), most=60)
    offered: Sequence[Ticket] = ()

    def offer(self, tickets: Sequence[Ticket]) -> None:
        self.offered = tickets
        self.other_id.choices = options((one.id, _described(one)) for one in tickets)
        if not tickets:
            self.number.required, self.number.flags.optional = True, False

    def validate_number(self, field: Text) -> None:
        if not field.data and self.other_id.data is None:
            raise ValidationError(_("Choose a request, or write its number."))

    def chosen(self, actor: Actor) -> Ticket | None:
        """Return the ticket that was meant, or say that there is none."""
        typed = self.number.data
        found = queries.find_by_reference(typed, actor=actor) if typed else self._marked
        if found is None:
            self.refuse("number", _("There is no such request."))
        return found

    @property
    def _marked(self) -> Ticket | None:
        return next((one for one in self.offered if one.id == self.other_id.data), None)


class MergeForm(OtherTicketForm):
    """Join a duplicate to the request that goes on."""


class LinkForm(OtherTicketForm):
    relation = RadioField(
        _l("How do they belong together?"),
        choices=options(RELATION),
        default=Relation.LINKED.value,
    )


class SplitForm(EditForm):
    new_subject = Text(_l("What is the problem?"), required=_l("Describe the problem briefly."))


class CancelForm(EditForm):
    why = LongText(
        _l("Why will it not be done?"),
        required=_l("Say why it will not be done; the requester reads this."),
        most=1000,
    )


def _described(ticket: Ticket) -> str:
    return (
        f"{ticket.reference}: {ticket.subject} ({ticket.requester_name}, {day(ticket.opened_at)})"
    )
