"""What an officer decides about a mail that waits; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import path_of
from helpdesk.audit.services import record
from helpdesk.inbox import rules
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import Reason, State
from helpdesk.inbox.services import taking
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.services import Guest


def accept(mail: InboundMail, *, actor: Actor, now: datetime) -> Ticket:
    """Make it a request of somebody who has no account."""
    name = mail.sender_name or mail.sender or "?"
    return _opened(mail, Guest(name, ""), "inbound_mail.accept", actor=actor, now=now)


def join(mail: InboundMail, person: User, *, actor: Actor, now: datetime) -> Ticket:
    """Make it a request of somebody whom the officer knows to have sent it."""
    return _opened(mail, person, "inbound_mail.join", actor=actor, now=now)


def discard(mail: InboundMail, *, actor: Actor, now: datetime) -> None:
    rules.check_open(mail.state)
    _decide(mail, State.DISCARDED, "inbound_mail.discard", actor=actor, now=now)


def restore(mail: InboundMail, *, actor: Actor, now: datetime) -> None:
    """Let a discarded mail wait again."""
    if mail.state is not State.DISCARDED:
        raise rules.AlreadyDecidedError
    _decide(mail, rules.state_again(mail.reason), "inbound_mail.restore", actor=actor, now=now)


def _opened(
    mail: InboundMail, requester: User | Guest, act: str, *, actor: Actor, now: datetime
) -> Ticket:
    rules.check_open(mail.state)
    files = taking.files_of(_files_again(mail))
    before = mail.state
    ticket = taking.open_request(mail, requester, actor, files=files, now=now)
    taking.let_go(files)
    mail.decided_by_id, mail.decided_at = actor.id, now
    record(actor, act, mail, {"state": [before, State.TAKEN]}, at=now)
    return ticket


def _files_again(mail: InboundMail) -> Sequence[rules.File]:
    """Read the files out of the mail as it was kept; what is no mail has none."""
    kept = files_of("inbound_mail", [mail.id]).get(mail.id, [])
    if not kept or rules.STATE_OF.get(mail.reason or Reason.BROKEN) is State.PARKED:
        return ()
    return rules.read(path_of(kept[0]).read_bytes()).files


def _decide(mail: InboundMail, state: State, act: str, *, actor: Actor, now: datetime) -> None:
    before, mail.state = mail.state, state
    mail.decided_by_id, mail.decided_at = actor.id, now
    db.session.flush()
    record(actor, act, mail, {"state": [before, state]}, at=now)
