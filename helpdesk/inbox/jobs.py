"""Fetching mails; each one is taken in by a transaction of its own, and then marked as read."""

import logging
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError

from helpdesk.inbox import queries, rules, services
from helpdesk.inbox.rules import (
    LARGEST_KEPT,
    LARGEST_MAIL,
    MOST_AT_ONCE,
    Letter,
    Reason,
    UnreadableError,
)
from helpdesk.inbox.services import Arrival
from helpdesk.infra import mailboxes
from helpdesk.infra.mailboxes import Mailbox, MailboxAwayError, NotFetchedError
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import council_by_code, first_council

logger = logging.getLogger(__name__)


@job("inbox.fetch", cron="* * * * *", title=_l("E-mail is fetched"))
def fetch(now: datetime) -> None:
    """Take in what nobody has read; what went wrong with one mail stops no other."""
    if not mailboxes.is_on():
        return
    council_id = _council_id()
    with mailboxes.opened() as box:
        for uid in box.waiting(MOST_AT_ONCE):
            try:
                _take_in(box, uid, council_id=council_id, now=now)
            except NotFetchedError as error:
                logger.warning("mail %s was not handed out: %s", uid, error)


def _council_id() -> int:
    """Return whose mailbox it is: the council of the settings, or the first one."""
    code = current_app.config["IMAP_COUNCIL"]
    with transaction():
        council = council_by_code(code) if code else first_council()
        if council is None:
            raise MailboxAwayError(f"there is no council {code!r} to which the mailbox belongs")
        return council.id


def _take_in(box: Mailbox, uid: str, *, council_id: int, now: datetime) -> None:
    """Mark it last: killed before that, it comes again and is known."""
    size = box.size(uid)
    raw = box.fetch(uid, most=LARGEST_MAIL if size <= LARGEST_MAIL else LARGEST_KEPT)
    keep(Arrival(council_id=council_id, raw=raw, size=size, at=now))
    box.mark(uid)


def keep(arrival: Arrival) -> None:
    """Take a mail in once, or set it aside with the reason; it is lost in no case."""
    try:
        _receive(arrival, _read(arrival))
    except OperationalError:
        raise  # the database is away or busy, and no mail is to blame
    except UnreadableError as error:
        _park(arrival, error.reason)
    except Exception:
        logger.exception("a mail could not be taken in")
        _park(arrival, Reason.BROKEN)


def _read(arrival: Arrival) -> Letter:
    if arrival.size > LARGEST_MAIL:
        raise UnreadableError(Reason.TOO_LARGE)
    return rules.read(arrival.raw)


def _receive(arrival: Arrival, letter: Letter) -> None:
    with transaction():
        if _is_known(arrival):
            return
        is_wanted = services.is_from_somebody(letter, council_id=arrival.council_id)
    files = services.files_of(letter.files) if is_wanted else []
    try:
        with transaction():
            if not _is_known(arrival):
                services.receive(arrival, letter, mailboxes.own_addresses(), files=files)
    finally:
        services.let_go(files)


def _park(arrival: Arrival, reason: Reason) -> None:
    with transaction():
        if not _is_known(arrival):
            services.park(arrival, reason)


def _is_known(arrival: Arrival) -> bool:
    return queries.is_known(rules.fingerprint(arrival.raw), council_id=arrival.council_id)
