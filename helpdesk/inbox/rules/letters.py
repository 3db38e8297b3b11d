"""Reading a mail: what it says, from whom it claims to be, and what it answers."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from helpdesk.inbox.rules.states import LARGEST_KEPT, MOST_SUBJECT, MOST_TEXT, Reason
from helpdesk.inbox.rules.texts import (
    LONGEST_HEADER,
    decoded,
    header_text,
    one_line,
    text_of_html,
    tidied,
)
from helpdesk.outbox.rules import is_address

MOST_HEADER_LINES = 500
MOST_PARTS = 100
MOST_NESTED = 30
LONGEST_ADDRESS = 254
LONGEST_NAME = 120
MOST_REFERENCES = 20
ANY_ID = re.compile(r"<[^<>\s]{1,250}>")
RETURNED_ID = re.compile(rb"^message-id:\s{0,8}(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
DIAGNOSIS = re.compile(rb"^diagnostic-code:[ \t]*([^\r\n]{1,300})", re.IGNORECASE | re.MULTILINE)
DELAYED = re.compile(rb"^action:[ \t]*delayed", re.IGNORECASE | re.MULTILINE)
BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
OF_A_PROGRAM = (
    "List-Id",
    "List-Unsubscribe",
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Response",
    "X-Mail-Autoreply",
)
AWAY = re.compile(
    r"(automatic reply|auto[ -]?reply|autoresponse|out of (the )?office|jibu la moja kwa moja"
    r"|nipo likizo|away from (my|the) )",
    re.IGNORECASE,
)


class UnreadableError(Exception):
    """What cannot be taken for a mail of somebody."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail in words; `references` are the mails that it answers, the newest last."""

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = field(default=(), repr=False)
    loop_mark: str = ""
    is_automatic: bool = False
    is_returned: bool = False
    returned_ids: tuple[str, ...] = ()
    diagnosis: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.subject or self.text or self.files)


def fingerprint(raw: bytes) -> str:
    """Tell a mail from any other; one that comes by two ways is the same mail.

    Where it has no number of its own, all of it is what it is known by.
    """
    head, gap, body = _halves(raw)
    numbers = RETURNED_ID.findall(head)
    known_by = numbers[0] + b"\n" + body if len(numbers) == 1 and gap else raw
    return hashlib.sha256(known_by).hexdigest()


def read(raw: bytes) -> Letter:
    """Read a mail, but none that is built to take long."""
    _check_size(raw)
    mail = message_from_bytes(raw)
    is_returned = _is_returned(mail)
    name, sender = _sender(mail)
    if not sender and not is_returned:
        raise UnreadableError(Reason.NO_SENDER)
    text, files = _contents(mail)
    returned = raw[: 4 * LARGEST_KEPT] if is_returned else b""
    diagnosis = DIAGNOSIS.search(returned)
    return Letter(
        message_id=_id(mail),
        sender=sender,
        sender_name=name,
        subject=header_text(_header(mail, "Subject"))[:MOST_SUBJECT].strip(),
        text=text,
        references=_references(mail),
        files=files,
        loop_mark=_header(mail, "X-Loop").strip().lower()[:LONGEST_ADDRESS],
        is_automatic=is_returned or _is_automatic(mail),
        is_returned=is_returned and not DELAYED.search(returned),
        returned_ids=tuple(one.decode("ascii", "replace") for one in RETURNED_ID.findall(returned)),
        diagnosis=one_line(decoded(diagnosis[1], None)) if diagnosis else "",
    )


def glance(raw: bytes) -> tuple[str, str]:
    """Return what one can tell of a mail that is not read: its sender and its subject."""
    head = _halves(raw)[0][: LARGEST_KEPT // 4]
    mail = message_from_bytes(head)
    return _sender(mail)[1], header_text(_header(mail, "Subject"))[:MOST_SUBJECT].strip()


def _halves(raw: bytes) -> tuple[bytes, bytes, bytes]:
    head, gap, body = raw.partition(b"\r\n\r\n")
    return (head, gap, body) if gap else raw.partition(b"\n\n")


def _check_size(raw: bytes) -> None:
    """Count before anything is parsed: a parser follows whatever depth it is given."""
    head = _halves(raw)[0]
    if len(head) > LARGEST_KEPT or head.count(b"\n") > MOST_HEADER_LINES:
        raise UnreadableError(Reason.TOO_MANY_HEADERS)
    lowered = raw.lower()
    nested = lowered.count(b"multipart/") + lowered.count(b"message/rfc822")
    if nested > MOST_NESTED or lowered.count(b"\ncontent-type:") > MOST_PARTS:
        raise UnreadableError(Reason.TOO_MANY_PARTS)


def _header(mail: Message, name: str) -> str:
    """Return the first header of a name with its bytes as they came, on one line."""
    for key, value in mail.raw_items():
        if key.lower() == name.lower():
            return " ".join(str(value).split())
    return ""


def _sender(mail: Message) -> tuple[str, str]:
    """Return the name and the one address from which a mail claims to be, or two empty words."""
    given = [str(value) for key, value in mail.raw_items() if key.lower() == "from"]
    if len(given) != 1:
        return "", ""
    line = " ".join(given[0].split())[:LONGEST_HEADER]
    pairs = [pair for pair in getaddresses([line]) if "@" in pair[1]]
    if len(pairs) != 1 or not is_address(pairs[0][1]) or len(pairs[0][1]) > LONGEST_ADDRESS:
        return "", ""
    return header_text(pairs[0][0])[:LONGEST_NAME], pairs[0][1].lower()


def _id(mail: Message) -> str:
    found = ANY_ID.search(_header(mail, "Message-ID")[:LONGEST_HEADER])
    return _plain(found[0]) if found else ""


def _references(mail: Message) -> tuple[str, ...]:
    said = f"{_header(mail, 'References')[-4000:]} {_header(mail, 'In-Reply-To')[:LONGEST_HEADER]}"
    return tuple(_plain(one) for one in ANY_ID.findall(said)[-MOST_REFERENCES:])


def _plain(text: str) -> str:
    return text.encode("ascii", "replace").decode()


def _is_returned(mail: Message) -> bool:
    kind = _header(mail, "Content-Type").lower()
    is_report = kind.startswith("multipart/report") and "delivery-status" in kind
    return is_report or "mailer-daemon" in _header(mail, "From").lower()


def _is_automatic(mail: Message) -> bool:
    submitted = _header(mail, "Auto-Submitted").lower().partition(";")[0].strip()
    return (
        submitted not in {"", "no"}
        or _header(mail, "Precedence").lower() in BULK
        or _header(mail, "Return-Path") == "<>"
        or any(_header(mail, name) for name in OF_A_PROGRAM)
        or AWAY.match(header_text(_header(mail, "Subject"))) is not None
    )


def _contents(mail: Message) -> tuple[str, tuple[File, ...]]:
    """Return the words, plain ones if there are any, and whatever else came along."""
    plain: list[str] = []
    pages: list[str] = []
    files: list[File] = []
    for part in _parts(mail):
        kind = part.get_content_type()
        if _is_file(part) or kind not in {"text/plain", "text/html"}:
            files.append(_file(part))
            continue
        words = decoded(_bytes(part)[: 10 * MOST_TEXT], part.get_content_charset())
        (plain if kind == "text/plain" else pages).append(words)
    said = "\n\n".join(plain)
    text = said if said.strip() else "\n\n".join(text_of_html(page) for page in pages)
    return tidied(text[:MOST_TEXT]), tuple(files)


def _parts(mail: Message) -> Iterator[Message]:
    """Go through the leaves; a mail inside a mail is one, and is not opened."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        else:
            yield part


def _is_file(part: Message) -> bool:
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment"


def _file(part: Message) -> File:
    name = header_text(str(part.get_filename() or "")) or part.get_content_type()
    return File(name[:LONGEST_NAME], _bytes(part))


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
