"""Print the CPU time of the busiest pages on the sample council, as a multiple of the floor.

The council is made anew in a folder that is gone afterwards; HELPDESK_DATABASE_URL may name an
empty database of another kind.

    python -m bench [--tickets 20000]

With a number the sample's tickets are copied until there are so many, most of them closed.
"""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select

from bench.floor import floor
from helpdesk.app import create_app
from helpdesk.infra.db import db
from helpdesk.start import prepare
from helpdesk.tickets.models import Ticket

ROUNDS, TIMES = 5, 20
GOAL = 15
AT_ONCE = 1000  # copies that are written in one statement


class Page(NamedTuple):
    name: str
    client: FlaskClient
    path: str


@click.command()
@click.option(
    "--tickets", type=int, default=0, help="Copy the tickets of the sample until so many."
)
def main(tickets: int) -> None:
    with TemporaryDirectory() as folder:
        password = secrets.token_urlsafe()
        os.environ |= {"HELPDESK_INSTANCE": folder, "HELPDESK_DEMO_PASSWORD": password}
        subprocess.run([sys.executable, "-m", "helpdesk", "demo"], check=True)
        app = create_app()
        with app.app_context():
            prepare()
            _copy_tickets(tickets)
        with floor(app.config["SQLALCHEMY_DATABASE_URI"]) as bare:
            pages = [Page("floor", bare.test_client(), "/"), *_pages(app, password)]
            _report(pages, _measured(pages))


def _copy_tickets(wanted: int) -> None:
    """Write copies of the tickets, which have a number of their own and are else the same."""
    there = db.session.scalar(select(func.count()).select_from(Ticket)) or 0
    copies = islice(_copies(), max(0, wanted - there))
    while some := list(islice(copies, AT_ONCE)):
        db.session.execute(insert(Ticket), some)
    db.session.commit()  # noqa: TID251  # no edge is above this


def _copies() -> Iterator[Mapping[str, object]]:
    columns = [one for one in Ticket.__table__.columns if one.key != "id"]
    rows = [dict(row._mapping) for row in db.session.execute(select(*columns))]  # noqa: SLF001
    for number, row in enumerate(cycle(rows)):
        yield {**row, "reference": f"{row['reference']}/{number}"}


def _pages(app: Flask, password: str) -> list[Page]:
    officer, requester = (signed_in(app, name, password) for name in ("afisa", "mtumishi"))
    return [
        Page("queue", officer, "/tickets/"),
        Page("triage", officer, "/tickets/triage"),
        Page("ticket", officer, _first_link(officer, "/tickets/")),
        Page("equipment", officer, _first_link(officer, "/equipment/")),
        Page("new ticket", requester, "/tickets/new"),
    ]


def signed_in(app: Flask, username: str, password: str) -> FlaskClient:
    client = app.test_client()
    token = _found(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/sign-in").text)
    typed = {"username": username, "password": password, "csrf_token": token}
    answer = client.post("/sign-in", data=typed)
    if answer.status_code != 303:
        raise SystemExit(f"{username} cannot sign in: {answer.status}")
    return client


def _first_link(client: FlaskClient, path: str) -> str:
    return _found(rf'href="({path}\d+)["?]', client.get(path).text)


def _found(pattern: str, text: str) -> str:
    if match := re.search(pattern, text):
        return match[1]
    raise SystemExit(f"the page has no {pattern}")


def _measured(pages: list[Page]) -> list[float]:
    """Return a typical time of each in ms; in turns, so that a busy machine wrongs none."""
    for page in pages:
        _time(page)  # what is only done once is not counted
    rounds = [[_time(page) for page in pages] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def _time(page: Page) -> float:
    started = process_time()
    for _ in range(TIMES):
        if (answer := page.client.get(page.path)).status_code != 200:
            raise SystemExit(f"{page.path}: {answer.status}")
    return (process_time() - started) * 1000 / TIMES


def _report(pages: list[Page], times: list[float]) -> None:
    click.echo(f"CPU per request, {ROUNDS * TIMES} requests each; goal: {GOAL} times the floor")
    for page, time in zip(pages, times, strict=True):
        click.echo(f"{page.name:12}{time:8.2f} ms{time / times[0]:8.1f} times   {page.path}")


if __name__ == "__main__":
    main()
