"""Making a request or a reply of a mail; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale

from helpdesk.accounts.models import User
from helpdesk.attachments.services import attach
from helpdesk.audit.services import Subject
from helpdesk.inbox import labels, rules
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import MOST_SHOWN, MOST_SUBJECT, File, State
from helpdesk.infra import uploads
from helpdesk.infra.access import Actor, the_program
from helpdesk.infra.uploads import Batch, Refused, Upload
from helpdesk.tickets import queries as ticket_queries
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Channel, Hardship, Status, can_reopen
from helpdesk.tickets.services import Asked, Guest

OVER = frozenset({Status.CLOSED, Status.CANCELLED})
Taken = Upload | Refused


@dataclass(frozen=True, slots=True)
class Words:
    """What goes into a request: its text with what stands below, and the files."""

    text: str
    files: Sequence[Upload]


def files_of(files: Sequence[File]) -> list[Taken]:
    """Look into the files of a mail as into those of a form, and no further than at so many."""
    looked = [uploads.taken(file.name, file.content) for file in files[: uploads.MOST]]
    return [*looked, *(Refused(file.name, "number") for file in files[uploads.MOST :])]


def let_go(files: Sequence[Taken]) -> None:
    """Remove what was set aside; what was attached has a place of its own."""
    for file in files:
        if isinstance(file, Upload):
            file.path.unlink(missing_ok=True)


def reply(
    mail: InboundMail, ticket: Ticket, person: User, actor: Actor, *, files: Sequence[Taken]
) -> None:
    """Let somebody answer on a request of his own."""
    own = rules.without_quote(mail.text)
    words = _words(mail, own, files, person.language)
    now = mail.received_at
    comment = tickets.reply(ticket, text=words.text, author=person, actor=actor, now=now)
    _keep_files(words, "comment", comment, actor)
    mail.state, mail.ticket, mail.comment = State.TAKEN, ticket, comment


def open_request(
    mail: InboundMail,
    requester: User | Guest,
    actor: Actor,
    *,
    files: Sequence[Taken],
    now: datetime,
) -> Ticket:
    """Open a request with the words of a mail."""
    language = requester.language if isinstance(requester, User) else actor.language
    words = _words(mail, mail.text, files, language)
    asked = Asked(
        subject=_subject(mail, language),
        hardship=Hardship.SLOWED,
        description=mail.text,
        channel=Channel.EMAIL,
    )
    category = tickets.guessed(asked, actor=actor)  # by the words of the sender alone
    asked = replace(asked, description=words.text, category=category)
    ticket = tickets.open_ticket(asked, requester=requester, actor=actor, now=now)
    _keep_files(words, "ticket", ticket, actor)
    mail.state, mail.ticket = State.TAKEN, ticket
    return ticket


def open_after(
    ticket: Ticket, mail: InboundMail, person: User, actor: Actor, *, files: Sequence[Taken]
) -> None:
    """Open a new request for an answer to one that is over, where nobody would see it."""
    now = mail.received_at
    fresh = open_request(mail, person, actor, files=files, now=now)
    tickets.link(fresh, other=ticket, actor=the_program(mail.council_id), now=now)


def is_over(ticket: Ticket, *, now: datetime) -> bool:
    """Tell whether an answer would be seen by nobody, as it opens nothing again."""
    opens_again = can_reopen(ticket.status, ticket.closed_at, now=now)
    if ticket.status in OVER and opens_again:
        return not ticket_queries.was_closed_in_silence(ticket)
    return ticket.status in OVER


def _subject(mail: InboundMail, language: str) -> str:
    first_line = mail.text.partition("\n")[0][:MOST_SUBJECT].strip()
    with force_locale(language):
        return mail.subject or first_line or labels.without_subject()


def _words(mail: InboundMail, own: str, files: Sequence[Taken], language: str) -> Words:
    refused = [file for file in files if isinstance(file, Refused)]
    is_shortened = len(own) > MOST_SHOWN or own != mail.text
    with force_locale(language):
        below = labels.below(mail.sender, refused, is_shortened=is_shortened)
    text = "\n\n".join(filter(None, [own[:MOST_SHOWN].rstrip(), below]))
    return Words(text, [file for file in files if isinstance(file, Upload)])


def _keep_files(words: Words, owner_kind: str, owner: Subject, actor: Actor) -> None:
    batch = Batch(fresh=tuple(words.files))
    attach(batch, owner_kind=owner_kind, owner=owner, actor=actor)
