"""The mailbox of the help desk, read over IMAP where the settings name one."""

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.utils import parseaddr

from flask import current_app
from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from helpdesk.infra import certificates

TLS_PORT = 993
PATIENCE = 20  # seconds for a server that does not answer
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
Box = MailBox | MailBoxStartTls | MailBoxUnencrypted
GONE = (OSError, imaplib.IMAP4.abort)
REFUSED = (ImapToolsError, imaplib.IMAP4.error)


class MailboxAwayError(Exception):
    """Nobody answers, or we are not let in."""


class NotFetchedError(Exception):
    """The server does not hand out this one mail."""


class Mailbox:
    """What has not been read, by the number that the server gave it."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def waiting(self, most: int) -> list[str]:
        """Return the oldest mails that nobody has read."""
        return sorted(self._box.uids("UNSEEN", charset=None), key=int)[:most]

    def size(self, uid: str) -> int:
        lines = self._asked(uid, "(RFC822.SIZE)")
        told = [SIZE.search(line) for line in lines if isinstance(line, bytes)]
        sizes = [int(found[1]) for found in told if found]
        if not sizes:
            raise NotFetchedError(uid)
        return sizes[0]

    def fetch(self, uid: str, *, most: int) -> bytes:
        """Return the first bytes of a mail, as it came, and leave it unread."""
        for line in self._asked(uid, f"(BODY.PEEK[]<0.{most}>)"):
            if isinstance(line, tuple):
                return bytes(line[1])
        raise NotFetchedError(uid)

    def mark(self, uid: str) -> None:
        """Note at the server that a mail was read; it stays there all the same."""
        self._box.flag(uid, r"\Seen", value=True)

    def _asked(self, uid: str, what: str) -> Sequence[object]:
        try:
            status, lines = self._box.client.uid("FETCH", uid, what)
        except GONE:
            raise
        except REFUSED as error:
            raise NotFetchedError(str(error)) from error
        if status != "OK":
            raise NotFetchedError(uid)
        return lines


def is_on() -> bool:
    return bool(current_app.config["IMAP_SERVER"])


@contextmanager
def opened() -> Iterator[Mailbox]:
    """Sign in and out again; whatever is wrong with the line is one error."""
    config = current_app.config
    try:
        box = _connected()
        try:
            box.login(config["IMAP_USERNAME"], config["IMAP_PASSWORD"], config["IMAP_FOLDER"])
            yield Mailbox(box)
        finally:
            with suppress(*GONE, *REFUSED):
                box.logout()
    except (*GONE, *REFUSED) as error:
        said = certificates.complaint(error)
        raise MailboxAwayError(f"{config['IMAP_SERVER']}: {said}") from error


def _connected() -> Box:
    config = current_app.config
    where = {"host": config["IMAP_SERVER"], "port": config["IMAP_PORT"], "timeout": PATIENCE}
    security = config["IMAP_SECURITY"]
    if security == "none":
        return MailBoxUnencrypted(**where)
    if security not in {"tls", "starttls"}:
        raise MailboxAwayError("IMAP_SECURITY must be tls, starttls or none")
    if security == "starttls" and config["IMAP_PORT"] == TLS_PORT:
        raise MailboxAwayError(f"IMAP_PORT {TLS_PORT} goes with tls; for starttls it is mostly 143")
    kind = MailBoxStartTls if security == "starttls" else MailBox
    return kind(**where, ssl_context=certificates.checking())


def own_addresses() -> frozenset[str]:
    """Return the addresses from which we write and at which we are written to."""
    config = current_app.config
    named = parseaddr(config["MAIL_FROM"])[1], config["IMAP_USERNAME"]
    return frozenset(address.lower() for address in named if "@" in address)
