"""A mailbox at a real IMAP server, in a thread of the tests."""

import asyncio
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from imap_tools import MailBoxUnencrypted

from helpdesk.inbox import jobs
from helpdesk.infra.db import db
from tests import factories
from tests.outbox.conftest import CERTIFICATE
from tests.pages import save

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of what the server is made of
    from mail_devel.service import Service  # type: ignore[import-untyped]

DESK = "msaada@mbarali.go.tz"
PASSWORD = "siri"  # noqa: S105
NOW = factories.MONDAY_MORNING


class Post:
    """The desk's mailbox as its server has it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def delivers(self, *mails: bytes) -> None:
        with self._box() as box:
            for mail in mails:
                box.append(mail)

    def unread(self) -> list[str]:
        with self._box() as box:
            return box.uids("UNSEEN")

    def empties(self) -> None:
        with self._box() as box:
            box.delete(box.uids())

    def unmark_all(self) -> None:
        """Forget what was read, as if the fetching had been killed before it said so."""
        with self._box() as box:
            box.flag(box.uids(), r"\Seen", value=False)

    def _box(self):
        return MailBoxUnencrypted("127.0.0.1", self.port, timeout=30).login(DESK, PASSWORD)


class Ports:
    """Where the server listens: open or for STARTTLS, and behind a closed line (TLS)."""

    def __init__(self) -> None:
        self.imap, self.imaps, self.smtp = free_port(), free_port(), free_port()


@pytest.fixture(scope="session")
def imap_ports() -> Ports:
    return Ports()


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


async def open_closed_line(ports: Ports) -> asyncio.Server:
    """Take the line's cover off in front of the server, which itself knows STARTTLS alone."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)

    async def lead_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner = await asyncio.open_connection("127.0.0.1", ports.imap)
        await asyncio.gather(pipe(reader, inner[1]), pipe(inner[0], writer))

    return await asyncio.start_server(lead_on, "127.0.0.1", ports.imaps, ssl=context)


@pytest.fixture(scope="session")
def imap_server(imap_ports: Ports) -> Iterator[Post]:
    given = ("--host", "127.0.0.1", "--user", DESK, "--password", PASSWORD, "--no-http")
    numbers = ("--imap-port", str(imap_ports.imap), "--smtp-port", str(imap_ports.smtp))
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        service = await Service.init(Service.parse([*given, *numbers]))
        service.config.ssl_context.load_cert_chain(CERTIFICATE)
        service.config._tls_enabled = True  # mail-devel does not say that it can
        async with service.start(), await open_closed_line(imap_ports):
            ready.set()
            await stop.wait()

    server = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    server.start()
    assert ready.wait(10)
    yield Post(imap_ports.imap)
    loop.call_soon_threadsafe(stop.set)
    server.join(2)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def post(imap_server: Post, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Post:
    """An empty mailbox that the settings name."""
    imap_server.empties()
    settings = {
        "IMAP_SERVER": "127.0.0.1",
        "IMAP_PORT": imap_server.port,
        "IMAP_SECURITY": "none",
        "IMAP_USERNAME": DESK,
        "IMAP_PASSWORD": PASSWORD,
        "MAIL_FROM": f"Dawati la Msaada <{DESK}>",
    }
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    return imap_server


@pytest.fixture
def council(app: Flask):
    return factories.council(code="MBR")


@pytest.fixture
def asha(council):
    """Somebody who has an address."""
    return factories.user(
        council_id=council.id, name="Asha Mrisho", email="Asha.Mrisho@mbarali.go.tz"
    )


@pytest.fixture
def fetch():
    """Fetch what came, at a time of our choosing."""

    def run(now=NOW, minutes=0):
        save()
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            jobs.fetch(now + timedelta(minutes=minutes))
        db.session.rollback()

    return run
