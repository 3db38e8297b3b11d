"""One piece of news to one person: a notification, and a message in that person's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template
from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.local_urls import public_url
from helpdesk.org.models import Council
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import LONGEST_TEXT
from helpdesk.outbox.services import queue, queue_text
from helpdesk.reminders import labels, queries, services
from helpdesk.reminders.rules import Because, Kind, is_news
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Priority

ANY = "ticket_news"
OF_KIND = {
    Kind.REPLIED: "ticket_replied",
    Kind.RESOLVED: "ticket_resolved",
    Kind.REMINDER: "ticket_reminder",
    Kind.GIVEN_UP: "ticket_given_up",
    Kind.WARNED: "ticket_warned",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """When it happened, who did it, and what tells it from another of its kind.

    An approval has a page of its own, for whoever decides about it may see no more. `because` is
    said where the request itself does not tell why it concerns somebody.
    """

    at: datetime
    step: object
    by_id: int | None = None
    approval_id: int | None = None
    because: Because | None = None


def tell(person: User, ticket: Ticket, kind: Kind, occasion: Occasion, **given: object) -> None:
    """Tell of a ticket once, in the ways that the person chose, where the news is fresh."""
    now = clock.now()
    if person.id == occasion.by_id or not person.is_active or not is_news(occasion.at, now=now):
        return
    if occasion.approval_id is None and not _may_see(person, ticket):
        return
    news = _news(person, ticket, kind, occasion, given)
    deliver(person, news, lambda: _letter(person, ticket, news, **given), now=now)


def deliver(person: User, news: services.News, letter: Callable[[], str], *, now: datetime) -> None:
    """Note news for somebody once, and send it in the other ways that the person chose.

    `letter` writes the e-mail, whose first line is its subject; it is asked only where one goes.
    """
    config = current_app.config
    told = services.tell(
        person,
        news,
        can_mail=bool(person.email and config["MAIL_SERVER"]),
        can_text=bool(person.phone and config["SMS_GATEWAY"]),
        now=now,
    )
    if told and told.text_at:
        _text(person, news, now=now, not_before=told.text_at)
    if told and told.mail_at:
        subject, _, body = letter().partition("\n")
        message = queue(
            council_id=news.council_id,
            recipient=person.email,
            subject=subject,
            body=body,
            now=now,
            not_before=told.mail_at,
        )
        _sort(message, news)
        message.is_for_night = message.is_for_night or news.is_urgent


def _text(person: User, news: services.News, *, now: datetime, not_before: datetime) -> None:
    with force_locale(person.language):
        name = news.words["reference"] or labels.heading(news.subject_type, news.words)
        said = f"{name}: {labels.sentence(news.kind, news.words)}"
    message = queue_text(
        council_id=news.council_id,
        number=person.phone,
        text=said[:LONGEST_TEXT],
        now=now,
        not_before=not_before,
    )
    _sort(message, news)
    message.is_for_night = message.is_for_night or news.is_urgent


def _sort(message: Message, news: services.News) -> None:
    """Say what it tells, so that it is found again when that is over."""
    message.about_type, message.about_id = news.subject_type, news.subject_id
    message.topic = f"{news.kind}/{news.step}"


def _may_see(person: User, ticket: Ticket) -> bool:
    is_own = person.id == ticket.requester_id
    return is_own or queries.sees(as_actor(person, council_id=ticket.council_id), ticket)


def _news(
    person: User, ticket: Ticket, kind: Kind, occasion: Occasion, given: dict[str, object]
) -> services.News:
    words = {name: str(said) for name, said in given.items() if isinstance(said, str | int)}
    return services.News(
        kind=kind,
        because=_because(person, ticket, occasion),
        council_id=ticket.council_id,
        subject_type="ticket",
        subject_id=ticket.id,
        step=str(occasion.step),
        words={"reference": ticket.reference, "subject": ticket.subject, **words},
        url=_url(ticket, occasion),
        is_urgent=ticket.priority is Priority.P1,
    )


def _url(ticket: Ticket, occasion: Occasion) -> str:
    approval_id = occasion.approval_id
    return f"/kinds/approvals/{approval_id}" if approval_id else f"/tickets/{ticket.id}"


def _because(person: User, ticket: Ticket, occasion: Occasion) -> Because:
    if occasion.because is not None:
        return occasion.because
    if occasion.approval_id is not None:
        return Because.APPROVER
    if person.id == ticket.requester_id:
        return Because.REQUESTER
    return Because.ASSIGNEE if person.id == ticket.assignee_id else Because.HEAD


def _letter(person: User, ticket: Ticket, news: services.News, **given: object) -> str:
    with force_locale(person.language):
        return render_template(
            f"messages/{OF_KIND.get(news.kind, ANY)}.email.txt",
            council=db.session.get_one(Council, ticket.council_id),
            person=person,
            ticket=ticket,
            url=public_url(news.url),
            sentence=labels.sentence(news.kind, news.words),
            reason=labels.REASONS[news.because],
            **given,
        )


def plain_letter(person: User, news: services.News, *, template: str = "reminder") -> str:
    """Say no more than the notification does; the template chooses the subject."""
    with force_locale(person.language):
        return render_template(
            f"messages/{template}.email.txt",
            council=db.session.get_one(Council, news.council_id),
            person=person,
            heading=labels.heading(news.subject_type, news.words),
            number=news.words.get("reference", ""),
            sentence=labels.sentence(news.kind, news.words),
            url=public_url(news.url),
            reason=labels.REASONS[news.because],
        )
