"""Sending what is due, outside any transaction."""

import logging
import smtplib
import socket
from contextlib import suppress
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.utils import parseaddr

from flask import current_app
from flask_babel import lazy_gettext as _l

from helpdesk.infra import certificates, clock, texts
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import services
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import Channel, is_address, is_final

logger = logging.getLogger(__name__)
PATIENCE = 20  # seconds for a server that does not answer
MOST_BATCHES = 25  # of one run; a backlog drains over several
TOO_LARGE = 552

Letters = dict[int, EmailMessage]
Texts = dict[int, tuple[str, str]]


class ServerAwayError(Exception):
    """Nobody answers, or takes nothing from us: no message is to blame."""


@job("outbox.send", cron="* * * * *", title=_l("E-mail is sent"))
def send_due(now: datetime) -> None:
    """Claim, send, note: a message is lost by no crash, and at worst delivered twice."""
    if not current_app.config["MAIL_SERVER"]:
        return
    for _batch in range(MOST_BATCHES):
        letters = _claimed(now)
        if not letters or not _sent(letters):
            return


@job("outbox.send_texts", cron="* * * * *", title=_l("Text messages are sent"))
def send_due_texts(now: datetime) -> None:
    """Send text messages in the same way, where there is a gateway for them."""
    send = texts.gateway()
    if send is None:
        return
    for message_id, (number, words) in _claimed_texts(now).items():
        try:
            send(number, words)
        except OSError as error:
            with transaction():
                services.note_failed(message_id, str(error), now=clock.now())
        else:
            with transaction():
                services.note_sent(message_id, now=clock.now())


def _claimed_texts(now: datetime) -> Texts:
    with transaction():
        due = services.claim_due(now, channel=Channel.SMS)
        return {row.id: (row.recipient, row.body) for row in due}


def _claimed(now: datetime) -> Letters:
    letters: Letters = {}
    with transaction():
        for row in services.claim_due(now):
            try:
                letters[row.id] = _letter(row)
            except ValueError as error:
                said = f"cannot be written: {error}"
                services.note_failed(row.id, said, now=now, is_final=True)
    return letters


def _letter(row: Message) -> EmailMessage:
    """Write the letter; it is the same at each try, its number and date as well."""
    if not is_address(row.recipient):
        raise ValueError(f"{row.recipient!r} is no address")
    letter = EmailMessage()
    letter["From"] = current_app.config["MAIL_FROM"]
    letter["To"] = row.recipient
    letter["Subject"] = _as_written(row.subject)
    letter["Date"] = row.queued_at
    letter["Message-ID"] = row.message_id
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter["X-Loop"] = parseaddr(current_app.config["MAIL_FROM"])[1]
    letter.set_content(row.body, cte="quoted-printable")
    return letter


def _as_written(subject: str) -> str:
    """Encode what looks encoded: the library would decode it, and write a newline that it hid."""
    return Header(subject, "utf-8").encode() if "=?" in subject else subject


def _sent(letters: Letters) -> bool:
    """Send one after the other, and put the rest back where the server goes away."""
    try:
        for message_id, letter in letters.items():
            _send(message_id, letter)
    except ServerAwayError as away:
        logger.warning("the mail server is away: %s", away)
        with transaction():
            services.put_back(letters.keys(), now=clock.now())
        return False
    return True


def _send(message_id: int, letter: EmailMessage) -> None:
    server = _connected()
    try:
        server.send_message(letter)
    except (OSError, ValueError) as error:
        _note_refused(message_id, error)
    else:
        with transaction():
            services.note_sent(message_id, now=clock.now())
    finally:
        with suppress(OSError):
            server.quit()


def _connected() -> smtplib.SMTP:
    config = current_app.config
    try:
        server = smtplib.SMTP(
            config["MAIL_SERVER"],
            config["MAIL_PORT"],
            local_hostname=socket.gethostname(),  # asked of nobody, which could take long
            timeout=PATIENCE,
        )
        _introduce(server)
    except OSError as error:
        raise ServerAwayError(certificates.complaint(error)) from error
    return server


def _introduce(server: smtplib.SMTP) -> None:
    """Do what the server asks before it takes letters, or hang up."""
    try:
        _secure_and_sign_in(server)
    except OSError:
        server.close()
        raise


def _secure_and_sign_in(server: smtplib.SMTP) -> None:
    config = current_app.config
    if config["MAIL_STARTTLS"]:
        server.starttls(context=certificates.checking())
    if config["MAIL_USERNAME"]:
        server.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])


def _note_refused(message_id: int, error: Exception) -> None:
    """Count a try of this message, unless it is we who are refused."""
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        raise ServerAwayError(str(error)) from error
    code, said = _answer(error)
    logger.warning("message %s was not sent: %s", message_id, said)
    with transaction():
        services.note_failed(message_id, said, now=clock.now(), is_final=is_final(code))
    if _is_line_broken(error):
        raise ServerAwayError(str(error)) from error


def _answer(error: Exception) -> tuple[int, str]:
    """Return the number that a server answered, 0 for none, and the reason in its own words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, words),) = error.recipients.values()
        return code, _said(code, words)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _said(error.smtp_code, error.smtp_error)
    return 0, str(error)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return "".join(filter(str.isprintable, f"{code} {' '.join(text.split())}"))


def _is_line_broken(error: Exception) -> bool:
    answered = isinstance(error, smtplib.SMTPException | ValueError)
    return not answered or isinstance(error, smtplib.SMTPServerDisconnected)
