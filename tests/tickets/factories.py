"""Tickets as people open them."""

from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship
from tests import factories
from tests.factories import MONDAY_MORNING


def ticket(
    *,
    requester: User | None = None,
    subject: str = "Printa haichapishi",
    hardship: Hardship = Hardship.STOPPED,
    now: datetime = MONDAY_MORNING,
    **given,
) -> Ticket:
    requester = requester or factories.user()
    asked = services.Asked(subject=subject, hardship=hardship, **given)
    return services.open_ticket(asked, requester=requester, actor=as_actor(requester), now=now)
