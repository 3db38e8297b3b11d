"""What an officer or a team is told when somebody gives them a ticket."""

from collections.abc import Sequence

from helpdesk.accounts.models import User
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.reminders.listeners.letters import Occasion, tell
from helpdesk.reminders.rules import Because, Kind
from helpdesk.tickets.events import TicketAssigned
from helpdesk.tickets.models import Team, Ticket, TicketStatusChange
from helpdesk.tickets.queries import last_change


@on(TicketAssigned)
def tell_of_work(event: TicketAssigned) -> None:
    """Tell the officer, or everybody of a team of which nobody has taken it yet."""
    ticket = db.session.get_one(Ticket, event.ticket_id)
    given = last_change(ticket)
    if given is None or given.by is None:
        return
    kind, because, people = _told(ticket, given)
    occasion = Occasion(given.at, given.id, given.by_id, because=because)
    for person in people:
        tell(person, ticket, kind, occasion, name=given.by.name)


def _told(ticket: Ticket, given: TicketStatusChange) -> tuple[Kind, Because, Sequence[User]]:
    if given.to_assignee is not None:
        return Kind.ASSIGNED, Because.ASSIGNEE, [given.to_assignee]
    team = db.session.get(Team, ticket.team_id) if ticket.team_id else None
    return Kind.TEAM, Because.TEAM, team.members if team else ()
