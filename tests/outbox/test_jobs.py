"""Messages reach a real mail server once, whatever happens on the way."""

import os
import signal
import ssl
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.smtp import AuthResult
from sqlalchemy import func, select

from helpdesk.core.local_time import ZONE
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import jobs, queries, services
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import MOST_TRIES, SERVER_AWAY, State, is_night
from tests import factories
from tests.outbox.conftest import CERTIFICATE

NOW = factories.MONDAY_MORNING
ASHA = "asha@mbarali.go.tz"
JUMA = "juma@mbarali.go.tz"
LATER = SERVER_AWAY + timedelta(minutes=1)
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


def test_a_message_that_is_refused_for_now_is_tried_eight_times_and_then_set_aside(
    council, post, run
):
    post.opens()
    post.refusals[ASHA] = "450 mailbox is busy"
    poison, sound = queue(council), queue(council, JUMA)

    tried_at = []
    while message(poison).next_try_at:
        now = message(poison).next_try_at
        if is_night(now):
            now = now.astimezone(ZONE).replace(hour=6, minute=0) + timedelta(
                days=now.astimezone(ZONE).hour >= 6
            )
        before = message(poison).tries
        run(now)
        tried_at += [now] * (message(poison).tries - before)

    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert len(tried_at) == MOST_TRIES
    assert waits[:4] == sorted(waits[:4]), "ever later"
    assert not any(map(is_night, tried_at))
    assert message(poison).next_try_at is None
    assert message(poison).last_error == "450 mailbox is busy"
    assert queries.given_up() == 1
    assert message(sound).sent_at == NOW, "it held up nobody"
    assert post.to(ASHA) == []


@pytest.mark.parametrize("place", ["recipient", "letter"])
def test_what_the_server_will_never_take_is_set_aside_at_once(council, post, run, place):
    post.opens()
    if place == "recipient":
        post.refusals[ASHA] = "550 5.1.1 no such user"
    else:
        post.sender_refusal = "552 5.3.4 too large"
    refused = message(queue(council))

    run()

    assert refused.state is State.GIVEN_UP
    assert refused.tries == 1
    assert refused.last_error in {"550 5.1.1 no such user", "552 5.3.4 too large"}
    assert queries.given_up() == 1


FAULTS = ("451 try again later", "full", "hang up", "full", "451 busy", "full", "break off")


def test_200_messages_to_a_server_that_fails_half_the_time_and_dies_twice(council, post, run):
    """Each one arrives once, or is set aside with the reason."""
    poison = {f"m{number}@mbarali.go.tz" for number in range(0, 200, 50)}
    post.refusals = dict.fromkeys(poison, "550 no such person")
    post.faults = FAULTS
    names = [f"m{number}@mbarali.go.tz" for number in range(200)]
    with transaction():
        for name in names:
            services.queue(council_id=council.id, recipient=name, subject="a", body="b", now=NOW)

    post.opens()
    deaths = iter([50, 120])
    dies_at, now = next(deaths), NOW
    while (due := next_due()) is not None:
        now = max(due, now + timedelta(minutes=30))
        run(now)
        if len(post.letters) >= dies_at:
            dies_at = next(deaths, 1000)
            post.closes()
            run(now + LATER)
            post.opens()

    rows = db.session.scalars(select(Message)).all()
    arrived = [address for address, _content in post.letters]
    given_up = {row.recipient: row.last_error for row in rows if row.sent_at is None}
    assert len(arrived) == len(set(arrived)), "none came twice"
    assert set(arrived) | set(given_up) == set(names)
    assert set(arrived) & set(given_up) == set(), "none is lost, and none said to be"
    assert poison <= set(given_up)
    assert all(given_up.values())
    assert len(arrived) > 190
    numbers = {message_from_bytes(content)["Message-ID"] for _to, content in post.letters}
    assert len(numbers) == len(arrived)


def next_due():
    db.session.rollback()
    return db.session.scalar(select(func.min(Message.next_try_at)))


HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "X-Loop", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip
SUBJECTS = [
    "Ombi\r\nBcc: x@evil.example\r\n\r\nmwili",
    "Ombi\u2028Bcc: x@evil.example\x0bX-A: b\x85c",
    "=?utf-8?q?a=0D=0ABcc:_x@evil.example?=",
    "Printa – “haichapishi” ½ à " + "tafadhali njoo haraka ofisini kwetu ghorofa ya pili – " * 5,
    "neno" * 80 + " é " + "à" * 120,
    "😀 Ombi  la   Bi. Ña’ima",
]


@pytest.mark.parametrize("subject", SUBJECTS, ids=range(len(SUBJECTS)))
def test_no_word_becomes_a_header_and_each_letter_of_a_subject_arrives(council, post, run, subject):
    post.opens()
    queue(council, subject=subject, body="Ndugu Asha\r\n.\r\nRCPT TO:<x@evil.example>")

    run()

    ((to, content),) = post.letters
    letter = message_from_bytes(content, policy=policy.default)
    assert to == ASHA
    assert set(letter.keys()) == HEADERS
    assert len(letter.keys()) == len(HEADERS)
    if "=?" not in subject:  # what looks encoded is read as such by whoever gets it
        assert letter["Subject"] == " ".join(subject.split())
    assert "RCPT TO:<x@evil.example>" in letter.get_content()


def test_what_was_meant_for_the_day_is_not_sent_at_night_unless_it_is_urgent(council, post, run):
    post.opens()
    post.refusals = dict.fromkeys((ASHA, JUMA), "451 try again later")
    afternoon = NOW + timedelta(hours=11, minutes=55)  # 20:55
    late = {"now": afternoon}
    usual, urgent = queue(council, **late), queue(council, JUMA, **late)
    at_night = queue(council, "usiku@mbarali.go.tz", now=afternoon + timedelta(hours=2))
    with transaction():
        message(urgent).is_for_night = True
    run(afternoon)
    post.refusals = {}

    for minutes in range(5, 9 * 60, 5):
        run(afternoon + timedelta(minutes=minutes))
    assert message(usual).sent_at is None
    assert message(urgent).sent_at == afternoon + timedelta(minutes=5)
    assert message(at_night).sent_at == afternoon + timedelta(hours=2), (
        "who queues it then means it"
    )

    run(afternoon + timedelta(hours=9, minutes=5))
    assert message(usual).sent_at is not None


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


def test_a_closed_line_needs_a_server_that_we_know(council, post, run, app, monkeypatch, caplog):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    post.opens(tls_context=context, require_starttls=True)
    monkeypatch.setitem(app.config, "MAIL_STARTTLS", True)
    message_id = queue(council)

    run()
    assert (post.letters, message(message_id).tries) == ([], 0), "a stranger gets nothing"

    assert "its certificate is not trusted (self-signed certificate)" in caplog.text

    monkeypatch.setitem(app.config, "MAIL_CA_FILE", CERTIFICATE)
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
