"""The mailbox, from the command line."""

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from helpdesk.inbox import queries
from helpdesk.inbox.rules import State
from helpdesk.infra import clock, mailboxes
from helpdesk.infra.mailboxes import MailboxAwayError
from helpdesk.infra.scheduling import declared_jobs

mail = AppGroup("mail", help="E-mail that comes in.")


@mail.command("fetch")
def fetch() -> None:
    """Fetch what nobody has read in the mailbox, as the background job does each minute."""
    if not mailboxes.is_on():
        raise click.ClickException("no mailbox is set: see HELPDESK_IMAP_SERVER in the README")
    newest = queries.newest_id()
    _run(clock.now())
    found = queries.count_since(newest)
    click.echo(", ".join(f"{found.get(state, 0)} {state}" for state in State))


def _run(now: datetime) -> None:
    (job,) = (one for one in declared_jobs() if one.name == "inbox.fetch")
    try:
        job.work(now)
    except (MailboxAwayError, OperationalError) as error:
        raise click.ClickException(str(error).partition("\n")[0]) from None
