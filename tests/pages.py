"""A test client that refuses pages a person could not use."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from functools import partial
from typing import Any

import html5lib
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from helpdesk.accounts import services
from helpdesk.accounts.models import User
from helpdesk.audit.services import seal
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests import databases
from tests.controls import controls, successful

LOG = " audit_"  # the tables of the log begin so
READ = "INSERT INTO article_opening"  # that an article is read is counted
TAG, VALUE = re.compile(r"<[^>]*>|&"), re.compile(r'="[^"]*"')
_read: set[tuple[str, ...]] = set()
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class PageClient:
    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def sign_in(self, user: User) -> None:
        """Sign somebody in without asking for the password, which takes long on purpose."""
        self.sign_out()
        token = services.sign_in(user, address="127.0.0.1", now=clock.now())
        save()
        with self._client.session_transaction() as session:
            session.permanent = True
            session["_user_id"] = token
            session["_fresh"] = True

    def sign_out(self) -> None:
        self._client.delete_cookie("helpdesk")

    def get(self, path: str, *, status: int = 200) -> BeautifulSoup:
        return self._page(self._looked_at(path), status)

    def redirected(self, path: str) -> str:
        """Open a page that only leads to another, and return where."""
        response = self._looked_at(path)
        assert response.status_code == 303, response.text
        return response.location

    def submit(
        self,
        page: BeautifulSoup,
        *,
        form: str = "main-form",
        status: int = 303,
        **typed: object,
    ) -> BeautifulSoup:
        """Fill in a form as a person would, and send it with its token; None clears a field."""
        return self._followed(self.sent(page, form=form, **typed), status)

    def sent(
        self, page: BeautifulSoup, *, form: str = "main-form", **typed: object
    ) -> TestResponse:
        """Do so, and return whatever comes."""
        (found,) = page.select(f"form#{form}")
        names = {control["name"] for control in controls(page, found)}
        assert typed.keys() <= names, f"no such field: {typed.keys() - names}"
        sent = successful(page, found)
        for name, value in typed.items():
            sent.setlist(
                name, value if isinstance(value, list) else [] if value is None else [value]
            )
        return self._send("POST", str(found["action"]), data=sent)

    def press(self, page: BeautifulSoup, action: str, *, status: int = 303) -> BeautifulSoup:
        """Press the button of the form that is sent to `action`."""
        (form,) = page.select(f'form[action="{action}"]')
        return self._followed(self._send("POST", action, data=successful(page, form)), status)

    def statements(self, path: str) -> int:
        """Return how many statements a page runs."""
        self._send("GET", path)
        with _noted("") as statements:
            assert self._send("GET", path).status_code == 200
        return len(statements)

    def post(self, path: str, *, status: int = 303, **fields: object) -> BeautifulSoup:
        """Send what no page offers, with a token, as somebody who types addresses might."""
        sent = {"csrf_token": self.token(), **fields}
        return self._followed(self._send("POST", path, data=sent), status)

    def token(self) -> str:
        """Return a token that this client's session accepts."""
        page = BeautifulSoup(self._send("GET", "/sign-in").text, "html.parser")
        return str(page.select_one("[name=csrf_token]")["value"])  # type: ignore[index]

    def ask(self, method: str, path: str, token: str = "") -> TestResponse:
        """Send nothing but a token, which is enough to learn whether one may."""
        sent = {} if method in ("GET", "HEAD") else {"data": {"csrf_token": token}}
        return self._send(method, path, **sent)

    def peek(self, path: str) -> TestResponse:
        """Open whatever is there, without asking that it be a good page."""
        return self._send("GET", path)

    def download(self, path: str, *, status: int = 200) -> TestResponse:
        """Take a file away; the log may note it, and nothing else may change."""
        response = self._looked_at(path, may_change=LOG)
        assert response.status_code == status, response.text
        return response

    def _followed(self, response: TestResponse, status: int) -> BeautifulSoup:
        if status != 303:
            return self._page(response, status)
        assert response.status_code == 303, response.text
        return self.get(response.location)

    def _looked_at(self, path: str, *, may_change: str = "nothing") -> TestResponse:
        save()
        with _noted(WRITES) as statements:
            response = self._send("GET", path)
        written = [one for one in statements if may_change not in one and READ not in one]
        assert not written, f"a GET changed something: {written}"
        return response

    def _send(self, method: str, path: str, **sent: Any) -> TestResponse:
        """As the server does: without any context that the test itself may have pushed."""
        save()
        return Context().run(partial(self._client.open, path, method=method, buffered=True, **sent))

    def _page(self, response: TestResponse, status: int) -> BeautifulSoup:
        assert response.status_code == status, response.text
        page = BeautifulSoup(response.text, "html.parser")
        if databases.KINDS[0] == databases.KIND:  # on another database it is the same page
            _read_strictly(response.text)
            checked(page)
        return page


def _read_strictly(page: str) -> None:
    """Refuse what is no HTML; of pages with the same tags one is enough, since reading is slow."""
    tags = tuple(TAG.findall(VALUE.sub("", page)))
    if tags not in _read:
        html5lib.HTMLParser(strict=True).parse(page)
        _read.add(tags)


def save() -> None:
    """Commit what the test itself did, log entries included, as the edge would have."""
    seal()
    db.session.commit()


@contextmanager
def _noted(beginnings: str | tuple[str, ...]) -> Iterator[list[str]]:
    """Note the statements that begin with one of these words."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.lstrip().upper().startswith(beginnings):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def checked(page: BeautifulSoup) -> BeautifulSoup:
    headings = [heading.get_text(strip=True) for heading in page.find_all("h1")]
    assert len(headings) == 1, f"one h1 a page, found {headings}"
    assert page.title is not None
    title = page.title.get_text(strip=True).removeprefix("Kosa: ").removeprefix("Error: ")
    assert " ".join(title.split()).startswith(" ".join(headings[0].split())), (title, headings)
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    repeated = [name for name, times in ids.items() if times > 1]
    assert not repeated, f"ids used twice: {repeated}"
    for form in page.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrf_token"}), "a form without a CSRF token"
    labelled = {label.get("for") for label in page.find_all("label")}
    for field in page.find_all(["input", "select", "textarea"]):
        hidden = field.get("type") in ("hidden", "submit")
        assert hidden or field.get("id") in labelled, f"{field} has no label"
    return page
