"""The first hour, from the command line: a council of one's own, or the sample one."""

import gc
import re
import sys
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from helpdesk.accounts.rules import (
    USERNAME,
    NameTakenError,
    WeakPasswordError,
    check_password,
    clean_username,
)
from helpdesk.infra import clock, passwords
from helpdesk.infra.access import Actor
from helpdesk.infra.transactions import transaction
from helpdesk.setup import queries
from helpdesk.setup.imports.founding import (
    SetupFileError,
    administrator_in,
    find_council,
    founding,
    founding_in,
)
from helpdesk.setup.imports.sample import neighbour_council, sample_council
from helpdesk.setup.rules.history import history
from helpdesk.setup.rules.values import Administrator, Council, Founding, Sample
from helpdesk.setup.services.buying import buy
from helpdesk.setup.services.contracts import sign_contracts
from helpdesk.setup.services.corrections import correct_data
from helpdesk.setup.services.counting import count_an_office
from helpdesk.setup.services.custody import hand_out
from helpdesk.setup.services.described import describe_devices
from helpdesk.setup.services.estimating import estimate_needs
from helpdesk.setup.services.filled_forms import fill_in_forms
from helpdesk.setup.services.founding import add_administrator, found
from helpdesk.setup.services.furnishing import enrol, furnish
from helpdesk.setup.services.imported import bring_sheet
from helpdesk.setup.services.inspections import inspect_some
from helpdesk.setup.services.leaving import let_leave
from helpdesk.setup.services.left_before import let_old_ones_leave
from helpdesk.setup.services.losing import let_be_lost
from helpdesk.setup.services.mailed import receive_mails
from helpdesk.setup.services.mending import follow_repairs
from helpdesk.setup.services.prevention import prevent
from helpdesk.setup.services.sent_on import send_on
from helpdesk.setup.services.stage import Stage
from helpdesk.setup.services.stores import keep_stores
from helpdesk.stock.services import reckon_points

BATCH = 400  # acts in one transaction
SMALL, LARGE = 90, 1520
TICKETS_OF_A_FEW = 300  # fewer need no more than a sixth of the people
OURS_TO_ONE_OF_THE_NEIGHBOUR, FEWEST = 25, 12
COUNCIL_CODE = re.compile(r"[A-Z]{2,6}")


class Size(click.ParamType[int]):
    """How many tickets: a word for it, or a number such as 5000 or 5000-tickets."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        known = {"small": SMALL, "large": LARGE}
        number = re.fullmatch(r"([1-9][0-9]{0,5})(-tickets)?", str(value))
        if value not in known and number is None:
            self.fail(f"{value!r} is not small, large or a number of tickets", param, ctx)
        return known[value] if number is None else int(number[1])


@click.command("demo")
@click.option("--size", "tickets", type=Size(), default="large", metavar="small|large|N-tickets")
@click.option("--password", help="For everybody; default: HELPDESK_DEMO_PASSWORD, or a new one.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another tells another story.")
@with_appcontext
def demo(*, tickets: int, password: str | None, seed: int) -> None:
    """Load a sample council into an empty database."""
    chosen = password or current_app.config["DEMO_PASSWORD"]
    _check_password(chosen or passwords.made_up())
    if queries.any_council():
        raise click.ClickException(
            "there is a council here already; the sample needs an empty database"
        )
    ours, told = sample_council(), Tale(now=clock.now(), tickets=tickets, seed=seed)
    used = chosen or passwords.made_up()
    gc.disable()  # so many rows are looked through again and again for nothing
    _load(ours if tickets >= TICKETS_OF_A_FEW else ours.of_few(), told, password=used)
    _load(neighbour_council(), told.of_neighbour(), password=used)
    gc.enable()
    _say_who_can_sign_in("the one you chose" if chosen else used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """How much shall have happened, up to when; the same seed tells the same."""

    now: datetime
    tickets: int
    seed: int

    def of_neighbour(self) -> "Tale":
        return replace(self, tickets=max(FEWEST, self.tickets // OURS_TO_ONE_OF_THE_NEIGHBOUR))


def _check_password(password: str) -> None:
    try:
        check_password(password, username="")
    except WeakPasswordError as weak:
        raise click.ClickException(f"this password is too weak ({weak.reason})") from None


def _load(sample: Sample, tale: Tale, *, password: str) -> None:
    acts = history(sample, now=tale.now, tickets=tale.tickets, seed=tale.seed)
    with transaction():
        program = found(sample.founding)
        furnish(sample, program)
    with transaction():
        enrol(sample, password, program)
    stage, batches = Stage(program), range(0, len(acts), BATCH)
    with click.progressbar(batches, label=sample.founding.council.name_sw, file=sys.stderr) as bar:
        for first in bar:
            with transaction():
                stage.play(acts[first : first + BATCH])
    _go_on(program, now=tale.now)


def _go_on(program: Actor, *, now: datetime) -> None:
    """Add what the story of requests and repairs does not tell."""
    with transaction():
        fill_in_forms(program, now=now)
        correct_data(program, now=now)
        send_on(program, now=now)
    with transaction():
        hand_out(program, now=now)
        count_an_office(program, now=now)
        buy(program, now=now)
        inspect_some(program, now=now)
        follow_repairs(program, now=now)
        let_leave(program, now=now)
        sign_contracts(program, now=now)
        let_be_lost(program, now=now)
        keep_stores(program, now=now)
        let_old_ones_leave(program, now=now)
        bring_sheet(program, now=now)
        describe_devices(program, now=now)
        receive_mails(program, now=now)
    with transaction():
        prevent(program, now=now)
        estimate_needs(program, now=now)
        reckon_points(program, now=now)


def _say_who_can_sign_in(password: str) -> None:
    click.echo(f"Password of everybody: {password}")
    for grant in queries.sample_people():
        click.echo(f"  {grant.user.username:20}{grant.role:15}{grant.user.name}")


@click.command("setup")
@click.option(
    "--from",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the answers from a setup.toml instead of asking.",
)
@with_appcontext
def setup(*, path: Path | None) -> None:
    """Set a council up: its lists, its days off and the first administrator."""
    answers = _asked() if path is None else _read(path)
    _check_answers(answers)
    password = passwords.made_up()
    try:
        with transaction():
            program = found(answers.founding)
            add_administrator(answers.administrator, password=password, actor=program)
    except NameTakenError:
        name = answers.administrator.username
        raise click.ClickException(f"somebody signs in as {name!r} already") from None
    click.echo(f"{answers.founding.council.name_sw} is set up.")
    click.echo(f"{answers.administrator.username} signs in with this password once: {password}")


@dataclass(frozen=True, slots=True)
class Answers:
    founding: Founding
    administrator: Administrator


def _asked() -> Answers:
    name = click.prompt("Council, for example Mbarali DC")
    known = find_council(name) or Council(code="", name_sw=name, name_en=name, region="")
    council = Council(
        code=click.prompt("Its code for references and tags, for example MBR").upper(),
        name_sw=click.prompt("Its name in Swahili", default=known.name_sw),
        name_en=click.prompt("Its name in English", default=known.name_en),
        region=click.prompt("Its region", default=known.region or None),
        desk_phone=click.prompt("Telephone of the help desk", default="", show_default=False),
        desk_room=click.prompt("Room of the help desk", default="", show_default=False),
    )
    contacts = click.prompt("Address for letters", default="", show_default=False)
    administrator = Administrator(
        username=click.prompt("User name of the first administrator", default="msimamizi"),
        name=click.prompt("His or her name"),
    )
    return Answers(founding(council, contacts=contacts), administrator)


def _read(path: Path) -> Answers:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return Answers(founding_in(said), administrator_in(said))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, SetupFileError) as error:
        raise click.ClickException(f"{path}: {error}") from None


def _check_answers(answers: Answers) -> None:
    code, username = answers.founding.council.code, answers.administrator.username
    if not COUNCIL_CODE.fullmatch(code):
        raise click.ClickException(f"the code {code!r} must be 2 to 6 capital letters")
    if not USERNAME.fullmatch(clean_username(username)):
        raise click.ClickException(f"nobody can sign in as {username!r}")
    if queries.has_council(code):
        raise click.ClickException(f"there is a council {code} already")
