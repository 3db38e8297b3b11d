"""Sending what is due, outside any transaction."""

import logging
import smtplib
from datetime import datetime
from email.message import EmailMessage

from flask import current_app

from helpdesk.infra import clock
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import services
from helpdesk.outbox.models import Message

logger = logging.getLogger(__name__)
PATIENCE = 20  # seconds for a server that does not answer


@job("outbox.send", cron="* * * * *")
def send_due(now: datetime) -> None:
    """Claim, send, note: a message is lost by no crash, and at worst delivered twice."""
    if not current_app.config["MAIL_SERVER"]:
        return
    with transaction():
        letters = [(row.id, _letter(row)) for row in services.claim_due(now)]
    for message_id, letter in letters:
        _send(message_id, letter)


def _letter(row: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = current_app.config["MAIL_FROM"]
    letter["To"] = row.recipient
    letter["Subject"] = row.subject
    letter["Message-ID"] = row.message_id
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(row.body)
    return letter


def _send(message_id: int, letter: EmailMessage) -> None:
    try:
        _deliver(letter)
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("message %s was not sent: %s", message_id, error)
        with transaction():
            services.note_failed(message_id, str(error), now=clock.now())
        return
    with transaction():
        services.note_sent(message_id, now=clock.now())


def _deliver(letter: EmailMessage) -> None:
    config = current_app.config
    with smtplib.SMTP(config["MAIL_SERVER"], config["MAIL_PORT"], timeout=PATIENCE) as server:
        if config["MAIL_STARTTLS"]:
            server.starttls()
        if config["MAIL_USERNAME"]:
            server.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])
        server.send_message(letter)
