"""Which government system a ticket is about."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from helpdesk.infra.access import Actor
from helpdesk.infra.fields import options
from helpdesk.infra.forms import EditForm
from helpdesk.infra.keys import choice
from helpdesk.systems.models import System
from helpdesk.systems.queries import choices
from helpdesk.tickets.models import Ticket


def system_box() -> SelectField:
    return SelectField(_l("Which system is it?"), coerce=choice, default=0)


def offer_systems(box: SelectField, actor: Actor, *, known: System | None = None) -> None:
    """Offer those in use, and one that a ticket is about although it was retired since."""
    found = dict(choices(actor))
    if known is not None:
        found.setdefault(known.id, known.acronym)
    none = _("I don't know / it is not a system")
    box.choices = options([(0, none), *found.items()])


class SystemOfTicketForm(EditForm):
    subject: Ticket
    system_id = system_box()

    def __init__(self, ticket: Ticket, *, actor: Actor) -> None:
        super().__init__(ticket)
        if not self.is_submitted():
            self.system_id.data = ticket.system_id or 0
        offer_systems(self.system_id, actor, known=ticket.system)
