"""What becomes of a mail that was fetched; the caller commits."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.services import attach
from helpdesk.inbox import queries, rules
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import LARGEST_KEPT, MOST_AN_HOUR, STATE_OF, Letter, Reason, State
from helpdesk.inbox.services import taking
from helpdesk.inbox.services.taking import Taken
from helpdesk.infra import uploads
from helpdesk.infra.access import Actor, Role, can, the_program
from helpdesk.infra.db import db
from helpdesk.outbox.queries import sent_as
from helpdesk.outbox.services import note_returned
from helpdesk.tickets import permissions as tickets
from helpdesk.tickets.models import Ticket

NOT_ALL_KEPT = frozenset({Reason.TOO_LARGE, Reason.TOO_MANY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail as it came to a council; `size` is all of it, `raw` may be its beginning."""

    council_id: int
    raw: bytes
    size: int
    at: datetime


def is_from_somebody(letter: Letter, *, council_id: int) -> bool:
    """Tell whether there is a person to whom its files might belong."""
    is_person = len(queries.people_at(letter.sender, council_id=council_id)) == 1
    return is_person and not letter.is_automatic


def park(arrival: Arrival, reason: Reason) -> None:
    """Set aside what cannot be read, with as much as one can tell of it."""
    sender, subject = rules.glance(arrival.raw)
    mail = _noted(
        arrival, Letter(message_id="", sender=sender, sender_name="", subject=subject, text="")
    )
    _leave(mail, reason, arrival)


def receive(
    arrival: Arrival, letter: Letter, own_addresses: Set[str], *, files: Sequence[Taken]
) -> None:
    """Make a request or a reply of a mail, or say why it waits."""
    reason = _passed_over(arrival, letter, own_addresses)
    mail = _noted(arrival, letter)
    if reason is Reason.RETURNED:
        _note_returned(letter, council_id=arrival.council_id, now=arrival.at)
    reason = reason or _taken(mail, letter, files)
    _leave(mail, reason, arrival)


def _passed_over(arrival: Arrival, letter: Letter, own_addresses: Set[str]) -> Reason | None:
    council_id, number = arrival.council_id, [letter.message_id]
    if letter.is_returned:
        return Reason.RETURNED
    if rules.is_loop(letter, own_addresses) or sent_as(number, council_id=council_id):
        return Reason.LOOP
    if letter.is_automatic:
        return Reason.AUTOMATIC
    lately = queries.count_lately(letter.sender, council_id=council_id, now=arrival.at)
    if lately >= MOST_AN_HOUR:
        return Reason.TOO_MANY
    return Reason.EMPTY if letter.is_empty else None


def _taken(mail: InboundMail, letter: Letter, files: Sequence[Taken]) -> Reason | None:
    """Let the sender do what any requester may, and nothing else: From proves nothing."""
    people = queries.people_at(letter.sender, council_id=mail.council_id)
    if len(people) != 1:
        return Reason.SHARED_ADDRESS if people else Reason.UNKNOWN_SENDER
    person = people[0]
    if not can(as_actor(person, council_id=mail.council_id), tickets.OPEN):
        return Reason.UNKNOWN_SENDER
    actor = _as_requester(person, council_id=mail.council_id)
    answered = queries.thread_ids(letter, council_id=mail.council_id)
    ticket = queries.own_of(answered, actor=actor) if answered else None
    if answered and ticket is None:
        return Reason.NOT_A_PARTY
    ticket = ticket or queries.own_named(letter.subject, actor=actor)
    _make(mail, ticket, person, actor, files=files)
    return None


def _make(
    mail: InboundMail,
    ticket: Ticket | None,
    person: User,
    actor: Actor,
    *,
    files: Sequence[Taken],
) -> None:
    if ticket is None:
        taking.open_request(mail, person, actor, files=files, now=mail.received_at)
    elif taking.is_over(ticket, now=mail.received_at):
        taking.open_after(ticket, mail, person, actor, files=files)
    else:
        taking.reply(mail, ticket, person, actor, files=files)


def _as_requester(person: User, *, council_id: int) -> Actor:
    """Return somebody who may do no more than anybody, and whom the log knows to have mailed."""
    return Actor(
        id=person.id,
        name=f"{person.name} (e-mail)",
        council_id=council_id,
        roles=frozenset({Role.REQUESTER}),
        language=person.language,
    )


def _noted(arrival: Arrival, letter: Letter) -> InboundMail:
    mail = InboundMail(
        council_id=arrival.council_id,
        fingerprint=rules.fingerprint(arrival.raw),
        message_id=letter.message_id,
        received_at=arrival.at,
        size=arrival.size,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        text=letter.text,
        state=State.TAKEN,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def _leave(mail: InboundMail, reason: Reason | None, arrival: Arrival) -> None:
    """Note why it was not taken, and keep the mail itself as a text to save."""
    if reason:
        mail.reason, mail.state = reason, STATE_OF[reason]
    is_short = reason in NOT_ALL_KEPT or mail.state is State.IGNORED
    kept = uploads.as_text(f"mail-{mail.id}.txt", arrival.raw[: LARGEST_KEPT if is_short else None])
    program = the_program(mail.council_id)
    attach(uploads.Batch(fresh=(kept,)), owner_kind="inbound_mail", owner=mail, actor=program)
    kept.path.unlink(missing_ok=True)
    db.session.flush()


def _note_returned(letter: Letter, *, council_id: int, now: datetime) -> None:
    for message in sent_as({*letter.returned_ids, *letter.references}, council_id=council_id):
        note_returned(message, letter.diagnosis or letter.subject, now=now)
