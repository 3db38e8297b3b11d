"""E-mail is fetched over a closed line, and only from a server that proves who it is."""

import pytest

from helpdesk.infra import clock, mailboxes
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import RETRY, JobState, declared_jobs, run_if_due
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.inbox.mails import mail
from tests.inbox.test_fetching import all_of
from tests.outbox.conftest import CERTIFICATE
from tests.pages import save
from tests.setup.conftest import command


@pytest.fixture(params=["tls", "starttls"])
def closed(request, post, app, monkeypatch, imap_ports):
    """A mailbox behind a certificate that its server has made itself."""
    port = {"tls": imap_ports.imaps, "starttls": imap_ports.imap}[request.param]
    monkeypatch.setitem(app.config, "IMAP_SECURITY", request.param)
    monkeypatch.setitem(app.config, "IMAP_PORT", port)
    return post


def test_a_mail_comes_from_a_server_whose_certificate_is_in_the_settings(
    closed, asha, fetch, app, monkeypatch
):
    monkeypatch.setitem(app.config, "MAIL_CA_FILE", CERTIFICATE)
    closed.delivers(mail().as_bytes())

    fetch()

    assert len(all_of(Ticket)) == 1


def test_a_server_that_nobody_vouches_for_is_refused(closed, asha, fetch):
    closed.delivers(mail().as_bytes())

    with pytest.raises(mailboxes.MailboxAwayError, match="its certificate is not trusted"):
        fetch()

    assert all_of(Ticket) == []


def test_a_server_of_another_name_is_refused(closed, asha, fetch, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_CA_FILE", CERTIFICATE)
    monkeypatch.setitem(app.config, "IMAP_SERVER", "localhost")

    with pytest.raises(mailboxes.MailboxAwayError, match="not valid for 'localhost'"):
        fetch()


@pytest.mark.parametrize(
    ("security", "port", "words"),
    [("starttls", 993, "goes with tls"), ("ssl", 993, "must be tls, starttls or none")],
)
def test_settings_that_do_not_fit_are_said(
    post, council, fetch, app, monkeypatch, security, port, words
):
    monkeypatch.setitem(app.config, "IMAP_SECURITY", security)
    monkeypatch.setitem(app.config, "IMAP_PORT", port)

    with pytest.raises(mailboxes.MailboxAwayError, match=words):
        fetch()


def test_officers_and_the_command_line_are_told_why_no_mail_comes(
    post, council, pages, app, monkeypatch, imap_ports
):
    monkeypatch.setitem(app.config, "IMAP_SECURITY", "tls")
    monkeypatch.setitem(app.config, "IMAP_PORT", imap_ports.imaps)
    pages.sign_in(factories.user("technician", council_id=council.id))
    (job,) = (one for one in declared_jobs() if one.name == "inbox.fetch")
    now = clock.now()
    db.session.add(JobState(name=job.name, cron=job.cron, next_due_at=now))
    save()
    with pytest.raises(mailboxes.MailboxAwayError):
        run_if_due(job, now)

    said = "127.0.0.1: its certificate is not trusted (self-signed certificate): see MAIL_CA_FILE"
    page = pages.get("/inbox/")
    assert "Sanduku la barua pepe halikufunguka" in page.get_text()
    assert said in page.get_text()
    assert f"WRONG mailbox: MailboxAwayError: {said}" in command(app, "check").output

    monkeypatch.setitem(app.config, "MAIL_CA_FILE", CERTIFICATE)
    assert run_if_due(job, now + RETRY)
    assert "halikufunguka" not in pages.get("/inbox/").get_text()
