"""Telling a requester by e-mail, in the transaction of what is told; a job sends it later."""

from datetime import datetime

from flask import current_app, render_template
from flask_babel import force_locale

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.org.models import Council
from helpdesk.outbox.services import queue
from helpdesk.reminders.rules import is_news
from helpdesk.tickets.events import TicketReplied, TicketResolved
from helpdesk.tickets.models import Comment, Ticket
from helpdesk.tickets.rules import REOPEN_WINDOW


@on(TicketReplied)
def tell_of_reply(event: TicketReplied) -> None:
    comment = db.session.get_one(Comment, event.comment_id)
    if not comment.is_internal:
        _tell(comment.ticket, "ticket_replied", at=comment.at, comment=comment)


@on(TicketResolved)
def tell_of_resolution(event: TicketResolved) -> None:
    ticket = db.session.get_one(Ticket, event.ticket_id)
    _tell(ticket, "ticket_resolved", at=ticket.last_activity_at, days=REOPEN_WINDOW.days)


def _tell(ticket: Ticket, message: str, *, at: datetime, **given: object) -> None:
    """Queue one message to the requester in his language, where he has an address."""
    person, now = ticket.requester, clock.now()
    if person is None or not (person.is_active and person.email and is_news(at, now=now)):
        return
    if not current_app.config["MAIL_SERVER"]:
        return
    with force_locale(person.language):
        text = render_template(
            f"messages/{message}.email.txt",
            council=db.session.get_one(Council, ticket.council_id),
            ticket=ticket,
            url=_address(ticket),
            **given,
        )
    subject, _, body = text.partition("\n")
    queue(
        council_id=ticket.council_id,
        recipient=person.email,
        subject=subject,
        body=body,
        now=now,
    )


def _address(ticket: Ticket) -> str:
    return f"{current_app.config['PUBLIC_URL'].rstrip('/')}/tickets/{ticket.id}"
