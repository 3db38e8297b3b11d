"""Print the CPU time of a search among very many requests, as a multiple of the plain queue page.

Run with `python -m bench.search [--tickets 100000]`. The council is made anew in a folder that is
gone afterwards; HELPDESK_DATABASE_URL may name an empty database of another kind.
"""

import os
import random
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, insert, select
from sqlalchemy.engine import Engine

from bench.__main__ import signed_in
from helpdesk.accounts.models import User
from helpdesk.app import create_app
from helpdesk.core.text import fold
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.start import prepare
from helpdesk.tickets.models import Ticket

ROUNDS = 15
CHUNK = 5000
GOAL = 3  # times the plain queue page
WORDS = """kompyuta printa mtandao umeme nywila mfumo malipo ofisi idara kituo chumba seva router
haifunguki haichapishi imezima inaganda nzito polepole karatasi wino toner kebo betri skrini kibodi
shule zahanati kata kijiji mwalimu mganga mtendaji mhasibu ripoti bajeti taarifa akaunti barua pepe
asubuhi jana leo tangu tena kabisa tafadhali naomba msaada tumejaribu kuwasha kuzima ujumbe unaleta
imeharibika ilivyoharibika kuharibika inatoa mistari myeusi meupe sauti mlio joto feni diski"""
SYLLABLES = "ba be bi bo bu cha chi da do fa fu ga gi ha hi ja ka ki ku la li ma mi mu na ni nye pa"
OTHERS = 4000  # words that few requests have
RARE = "zimwimtandao"
QUESTIONS = {
    "a part of a word": "haribik",
    "a rare word": "zimwi",
    "in most of them": "tangu",
    "two words": "printa karatasi",
    "a synonym": "vipuli",
    "in none": "qwertyuiop",
    "a reference": "00042",
    "two letters": "pc",
}


@click.command()
@click.option("--tickets", default=100_000, show_default=True, help="How many there are.")
def main(tickets: int) -> None:
    with TemporaryDirectory() as folder:
        password = secrets.token_urlsafe()
        os.environ |= {"HELPDESK_INSTANCE": folder, "HELPDESK_DEMO_PASSWORD": password}
        subprocess.run([sys.executable, "-m", "helpdesk", "demo"], check=True)
        app = create_app()
        with app.app_context():
            prepare()
            _fill(tickets)
        _report(app, {name: signed_in(app, name, password) for name in ("afisa", "mtumishi")})


def _fill(number: int) -> None:
    """Add requests like one that is there, each in words of its own, most of them closed."""
    pattern = db.session.scalars(select(Ticket).where(Ticket.closed_at.is_not(None))).first()
    if pattern is None:
        raise SystemExit("the sample council has no closed request")
    people = db.session.scalars(select(User.id)).all()
    columns = Ticket.__table__.columns
    row = {one.key: getattr(pattern, one.key) for one in columns if one.key != "id"}
    for first in range(0, number, CHUNK):
        with transaction():
            db.session.execute(
                insert(Ticket), list(_rows(row, range(first, first + CHUNK), people))
            )


def _rows(row: dict[str, Any], numbers: range, people: Sequence[int]) -> Iterator[dict[str, Any]]:
    chance, words = random.Random(numbers.start), _vocabulary()  # noqa: S311  # no secret
    weights = [1 / rank for rank, _word in enumerate(words, start=1)]
    for number in numbers:
        said = " ".join(chance.choices(words, weights, k=40))
        said += f" {RARE}" if number % 20_000 == 7 else ""
        reference, subject = f"B/{number:06}", said[:60]
        yield {
            **row,
            "reference": reference,
            "requester_id": chance.choice(people),
            "subject": subject,
            "description": said,
            "search_text": fold(f"{reference} {said}"),
            "opened_at": row["opened_at"].replace(microsecond=number % 1_000_000),
        }


@cache
def _vocabulary() -> list[str]:
    """Return words from the most frequent to the rarest."""
    chance, syllables = random.Random(4), SYLLABLES.split()  # noqa: S311  # no secret
    made = ("".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(OTHERS))
    return [*WORDS.split(), *made]


def _report(app: Flask, clients: dict[str, FlaskClient]) -> None:
    with app.app_context():
        total = db.session.scalar(select(func.count(Ticket.id)))
    plain = _time(clients["afisa"], "/tickets/")
    click.echo(f"{total:,} requests; plain queue page {plain:.1f} ms; goal: {GOAL} times that")
    for who, view in {"afisa": "view=all&", "mtumishi": ""}.items():
        for name, said in QUESTIONS.items():
            for path in (f"/search?q={said}", f"/tickets/?{view}q={said}"):
                _say(app, clients[who], path, f"{who}, {name}", plain)


def _say(app: Flask, client: FlaskClient, path: str, name: str, plain: float) -> None:
    time, statements = _time(client, path), _statements(app, lambda: client.get(path))
    click.echo(
        f"{name:28}{time:8.1f} ms{time / plain:8.1f} times{statements:4} statements   {path}"
    )


def _time(client: FlaskClient, path: str) -> float:
    """Return a typical time in ms."""
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        if (status := client.get(path).status_code) not in (200, 303):
            raise SystemExit(f"{path}: {status}")
        times.append((process_time() - started) * 1000)
    return median(times)


def _statements(app: Flask, work: Callable[[], object]) -> int:
    said: list[str] = []

    def note(*given: Any) -> None:
        said.append(given[2])

    with app.app_context():
        engine: Engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return len(said)


if __name__ == "__main__":
    main()
