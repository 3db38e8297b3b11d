"""Messages reach a real mail server once, whatever happens on the way."""

import os
import shutil
import signal
import ssl
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select

from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import jobs, queries, services
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import MOST_TRIES, SERVER_AWAY
from tests import factories
from tests.databases import cannot_run

NOW = factories.MONDAY_MORNING
ASHA = "asha@mbarali.go.tz"
JUMA = "juma@mbarali.go.tz"
LATER = SERVER_AWAY + timedelta(minutes=1)
MAKE_CERTIFICATE = (
    "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=post -addext subjectAltName=IP:127.0.0.1"
)
DIE_AFTER_SENDING = """
import os, signal
from datetime import datetime, UTC
from helpdesk.app import create_app
from helpdesk.outbox import jobs, services
services.note_sent = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
with create_app().app_context():
    jobs.send_due(datetime(2026, 3, 2, 6, tzinfo=UTC))
"""


@pytest.fixture
def council(app):
    made = factories.council()
    db.session.commit()
    return made


@pytest.fixture
def run():
    """Send what is due, at a time of our choosing."""

    def send(now=NOW):
        with time_machine.travel(now, tick=False):
            jobs.send_due(now)

    return send


def queue(council, recipient=ASHA, **given):
    made = {"subject": "Ombi Na. 1", "body": "Habari", "now": NOW, **given}
    with transaction():
        message = services.queue(council_id=council.id, recipient=recipient, **made)
    return message.id


def message(message_id):
    db.session.rollback()
    return db.session.scalars(select(Message).where(Message.id == message_id)).one()


def test_a_message_arrives_once_as_it_was_written(council, post, run):
    post.opens()
    body = "Ndugu Asha,\n\nÀ – “ombi” limetatuliwa.\n.\n" + "neno " * 300
    message_id = queue(council, subject="Ombi – ½\n limetatuliwa", body=body)

    run()
    run(NOW + timedelta(days=1))

    (content,) = post.to(ASHA)
    letter = message_from_bytes(content, policy=policy.default)
    assert letter["Subject"] == "Ombi – ½ limetatuliwa"
    assert letter["From"] == "Dawati la Msaada <msaada@mbarali.go.tz>"
    assert letter["To"] == ASHA
    assert letter["Date"].datetime == NOW
    assert letter["Message-ID"] == message(message_id).message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == body.splitlines()
    assert all(byte < 128 for byte in content), "any server can take it"
    assert message(message_id).sent_at == NOW


def test_nothing_is_tried_without_a_mail_server(council, post, run, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "")
    message_id = queue(council)

    run()

    assert message(message_id).claimed_until is None


def test_a_server_that_is_away_for_a_day_loses_nothing_and_blames_nobody(council, post, run):
    names = [f"m{number}@mbarali.go.tz" for number in range(25)]
    ids = [queue(council, name) for name in names]

    for minutes in range(0, 24 * 60, 41):
        run(NOW + timedelta(minutes=minutes))
    assert {message(one).tries for one in ids} == {0}

    post.opens()
    run(NOW + timedelta(days=1, minutes=6))

    assert [address for address, _content in post.letters] == names, "all, once, in order"


def test_a_run_is_short_when_the_server_is_away(council, post, run, monkeypatch):
    asked = []

    def refuse():
        asked.append("once")
        raise jobs.ServerAwayError

    monkeypatch.setattr(jobs, "_connected", refuse)
    for _number in range(30):
        queue(council)

    run()

    assert asked == ["once"]


def test_a_message_that_is_refused_is_tried_eight_times_and_then_set_aside(council, post, run):
    post.opens()
    post.refusals[ASHA] = "550 no such person"
    poison, sound = queue(council), queue(council, JUMA)

    tried_at = []
    for minutes in range(0, 48 * 60, 5):
        before = message(poison).tries
        run(NOW + timedelta(minutes=minutes))
        if message(poison).tries > before:
            tried_at.append(minutes)

    assert len(tried_at) == MOST_TRIES
    assert tried_at == [0, 5, 15, 55, 210, 635, 1060, 1485], "ever later, and not on the minute"
    assert message(poison).next_try_at is None
    assert "no such person" in message(poison).last_error
    assert queries.given_up() == 1
    assert message(sound).sent_at == NOW, "it held up nobody"
    assert post.to(ASHA) == []


def test_200_messages_to_a_server_that_fails_half_the_time_and_goes_away_twice(council, post, run):
    """Each one arrives once, or is set aside with the reason."""
    poison = {f"m{number}@mbarali.go.tz" for number in range(0, 200, 50)}
    post.refusals = dict.fromkeys(poison, "550 no such person")
    names = [f"m{number}@mbarali.go.tz" for number in range(200)]
    ids = {name: queue(council, name) for name in names}
    post.fails_every = 2

    post.opens()
    for minutes in range(0, 40 * 60, 20):
        if minutes in (60, 300):
            post.closes()
        if minutes in (180, 420):
            post.opens()
        run(NOW + timedelta(minutes=minutes))

    arrived = [address for address, _content in post.letters]
    assert sorted(arrived) == sorted(set(names) - poison), "all of them, and none twice"
    assert all(name in message(ids[name]).last_error for name in poison)
    assert len({message(one).message_id for one in ids.values()}) == 200
    assert queries.given_up() == len(poison)


def test_a_message_at_which_the_server_hangs_up_does_not_hold_up_the_others(council, post, run):
    post.opens()
    post.refusals[ASHA] = "hang up"
    poison, sound = queue(council), queue(council, JUMA)

    run()
    assert message(poison).tries == 1
    run(NOW + LATER)
    run(NOW + 2 * LATER)

    assert message(sound).tries == 0
    assert len(post.to(JUMA)) == 1


def test_a_server_that_refuses_us_blames_no_message(council, post, run):
    post.opens()
    post.sender_refusal = "553 who are you"
    message_id = queue(council)
    for number in range(12):
        run(NOW + number * LATER)
    assert message(message_id).tries == 0

    post.sender_refusal = ""
    run(NOW + 12 * LATER)

    assert len(post.to(ASHA)) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_password_is_shown_to_the_server_that_asks_for_it(council, post, run, app, monkeypatch):
    shown = []

    def look(_server, _session, _envelope, _mechanism, data):
        shown.append((data.login, data.password))
        return AuthResult(success=data.password == b"siri")

    post.opens(authenticator=look, auth_required=True, auth_require_tls=False)
    monkeypatch.setitem(app.config, "MAIL_USERNAME", "dawati")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "mbaya")
    message_id = queue(council)

    run()
    assert (post.to(ASHA), message(message_id).tries) == ([], 0), "a wrong one blames no message"

    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "siri")
    run(NOW + LATER)
    assert len(post.to(ASHA)) == 1
    assert shown[-1] == (b"dawati", b"siri")


def test_nothing_goes_over_an_open_line_that_should_be_closed(council, post, run, app, monkeypatch):
    post.opens()
    monkeypatch.setitem(app.config, "MAIL_STARTTLS", True)
    message_id = queue(council)

    run()

    assert (post.letters, message(message_id).tries) == ([], 0)


@pytest.fixture
def certificate(tmp_path):
    """What a mail server of our own shows, and its key."""
    openssl = shutil.which("openssl") or cannot_run("no openssl to make a certificate with")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(  # noqa: S603
        [openssl, *MAKE_CERTIFICATE.split(), "-out", str(paths[0]), "-keyout", str(paths[1])],
        check=True,
        capture_output=True,
    )
    return paths


def test_a_closed_line_needs_a_server_that_we_know(
    council, post, run, app, monkeypatch, certificate
):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    post.opens(tls_context=context, require_starttls=True)
    monkeypatch.setitem(app.config, "MAIL_STARTTLS", True)
    message_id = queue(council)

    run()
    assert (post.letters, message(message_id).tries) == ([], 0), "a stranger gets nothing"

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    run(NOW + LATER)
    assert len(post.to(ASHA)) == 1


HOSTILE = [
    "", "a", "a b", "a@@b", "a@b\nBcc: c@d", "a@b\n", "<>", "ä@mbarali.go.tz", "a@b,c@d", "a@b;c@d",
    "A <a@b>", "(", '"', "\x07@b", "a@b>\r\nDATA",
]  # fmt: skip


@pytest.mark.parametrize("recipient", HOSTILE, ids=ascii)
def test_an_address_that_cannot_be_written_holds_up_nobody(council, post, run, recipient):
    post.opens()
    poison, sound = queue(council, recipient), queue(council, JUMA)

    run()

    assert len(post.to(JUMA)) == 1
    assert message(sound).tries == 0
    assert [address for address, _content in post.letters] == [JUMA]
    assert "is no address" in message(poison).last_error


def test_killed_between_sending_and_noting_it_comes_again_with_the_same_number(
    council, post, run, database, tmp_path
):
    post.opens()
    message_id = queue(council)
    settings = {
        "HELPDESK_DATABASE_URL": database.url,
        "HELPDESK_INSTANCE": str(tmp_path),
        "HELPDESK_MAIL_SERVER": "127.0.0.1",
        "HELPDESK_MAIL_PORT": str(post.port),
    }

    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", DIE_AFTER_SENDING],
        env={**os.environ, **settings},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert message(message_id).sent_at is None

    run(NOW + services.LEASE - timedelta(seconds=1))
    assert len(post.to(ASHA)) == 1, "somebody may still be at it"
    run(NOW + services.LEASE)
    run(NOW + services.LEASE + timedelta(days=1))

    numbers = [message_from_bytes(content)["Message-ID"] for content in post.to(ASHA)]
    assert numbers == [message(message_id).message_id] * 2


def test_two_who_send_at_once_do_not_send_the_same(council, post, run, app):
    ids = [queue(council) for _number in range(services.BATCH + 5)]

    with transaction():
        first = {row.id for row in services.claim_due(NOW)}
    with transaction():
        second = {row.id for row in services.claim_due(NOW)}

    assert first | second == set(ids)
    assert first & second == set()


def test_a_message_is_queued_exactly_when_its_cause_is_saved(council):
    def fail() -> None:
        with transaction():
            services.queue(council_id=council.id, recipient=ASHA, subject="", body="", now=NOW)
            raise OSError("fire")

    with pytest.raises(OSError, match="fire"):
        fail()

    assert db.session.scalars(select(Message)).all() == []
