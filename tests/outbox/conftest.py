"""A mail server that does as it is told."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask

from helpdesk.outbox import jobs

CERTIFICATE = str(Path(__file__).parents[1] / "mail_server.pem")  # of 127.0.0.1, until 2120


class Post:
    """What a mail server took, and what it says to whom; it may go away and come back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[tuple[str, bytes]] = []
        self.refusals: dict[str, str] = {}
        self.sender_refusal = ""
        self.faults: tuple[str, ...] = ()
        self._asked = 0
        self._controller: Controller | None = None

    def opens(self, **given) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **given)
        self._controller.start()

    def closes(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_MAIL(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.sender_refusal or "250 OK"

    async def handle_RCPT(self, server: SMTP, _session, envelope, address, _options) -> str:  # noqa: N802
        if self.refusals.get(address) == "hang up" and server.transport:
            server.transport.close()
        self._asked += 1
        fault = self._fault()
        if fault == "hang up" and server.transport:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return self.refusals.get(address) or (fault if fault.startswith("4") else "250 OK")

    def _fault(self) -> str:
        """Return what goes wrong with every second letter, one fault after the other."""
        number, half = divmod(self._asked, 2)
        return "" if half or not self.faults else self.faults[number % len(self.faults)]

    async def handle_DATA(self, server: SMTP, _session, envelope) -> str:  # noqa: N802
        fault = self._fault()
        if fault == "full":
            return "452 no room"
        if fault == "break off" and server.transport:
            server.transport.close()
            return "421 going down"
        self.letters.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"

    def to(self, recipient: str) -> list[bytes]:
        return [content for address, content in self.letters if address == recipient]


@pytest.fixture
def post(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server at an address that the settings name; it is closed at first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_PORT", port)
    monkeypatch.setitem(app.config, "MAIL_FROM", "Dawati la Msaada <msaada@mbarali.go.tz>")
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    made = Post(port)
    yield made
    made.closes()
