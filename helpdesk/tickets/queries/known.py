"""What is known already of a problem that somebody is about to report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_
from sqlalchemy.orm import load_only

from helpdesk.accounts.models import User
from helpdesk.core.synonyms import searchable
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.knowledge.models import Article
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries.outages import Outage
from helpdesk.tickets.queries.tickets import visible_to
from helpdesk.tickets.rules import OPEN, share_words

MOST_SHOWN = 3
MOST_COMPARED = 100  # open tickets, the newest


@dataclass(frozen=True, slots=True)
class Known:
    """Outages of which a problem may be a part, answers to it, and tickets that tell the like."""

    outages: Sequence[Outage] = ()
    articles: Sequence[Article] = ()
    tickets: Sequence[Ticket] = ()

    def __bool__(self) -> bool:
        return bool(self.outages or self.articles or self.tickets)


def alike(text: str, *, person: User, actor: Actor) -> list[Ticket]:
    """Return open tickets of one's own and of one's department that tell the like, in a statement.

    Parts of outages are shown with those.
    """
    near = [Ticket.requester_id == person.id]
    if person.department_id is not None:
        near.append(Ticket.at_department_id == person.department_id)
    shown = load_only(Ticket.id, Ticket.reference, Ticket.subject)
    found = db.session.scalars(
        visible_to(actor)
        .where(Ticket.status.in_(OPEN), or_(*near), Ticket.parent_id.is_(None), ~Ticket.is_outage)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(MOST_COMPARED)
        .options(shown)
    )
    return _like(text, found)[:MOST_SHOWN]


def _like(text: str, tickets: Iterable[Ticket]) -> list[Ticket]:
    said = searchable(text)
    return [one for one in tickets if share_words(said, searchable(one.subject))]
