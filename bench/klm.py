"""Print how long everyday tasks take a practised hand, counted on the real pages in Chromium.

Every key, press and page is counted while a browser does the task on the sample council, and
weighed by the keystroke-level model. The pages themselves are not timed: each costs WAIT.

    python -m bench.klm [--instance FOLDER --password WORDS]

With a folder it works in the council there: the tasks leave their requests in it.
"""

import logging
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from threading import Thread

import click
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from helpdesk.accounts.models import User
from helpdesk.app import create_app
from helpdesk.equipment.models import Asset
from helpdesk.infra.db import db
from helpdesk.start import prepare

KEY, POINT, PRESS, MENTAL = 0.28, 1.1, 0.2, 1.35  # seconds at a table
TAP, PHONE_KEY = 0.8, 0.45  # seconds on a telephone
WAIT = 1.0  # seconds until a page that was seen before is there, on a slow line
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
DEVICES = 12  # on a page of a round sheet
ESTIMATED = 10  # lines of an estimate
SUBJECT = "Printa ya ofisi yetu haichapishi"


class Hand:
    """Somebody at a page, whose every act is counted; one thinks before each."""

    def __init__(self, page: Page, site: str, *, on_telephone: bool) -> None:
        self.page, self.site, self.on_telephone = page, site, on_telephone
        self.pages = self.answers = self.presses = self.keys = 0
        self.seconds = 0.0
        page.on("load", lambda _page: self._count_page())

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def write(self, box: str, text: str, *, is_answer: bool = True) -> None:
        """Type into a box; one that has the focus already needs no pointing."""
        if not self.page.locator(box).evaluate("box => box === document.activeElement"):
            self._point(box)
        self.page.keyboard.type(text)
        self._act(len(text) * (PHONE_KEY if self.on_telephone else KEY))
        self.keys += len(text)
        self.answers += is_answer

    def choose(self, box: str) -> None:
        """Press what is an answer: a radio button, or a line of a list."""
        self._point(box)
        self.answers += 1

    def press(self, button: str) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self._point(button)

    def enter(self) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        self.seconds += KEY
        self.keys += 1

    def strike(self, *keys: str) -> None:
        """Type into whatever has the focus: signs one by one, or a key by its name."""
        for one in keys:
            self.page.keyboard.press(one)
        self._act(len(keys) * KEY)
        self.keys += len(keys)

    def _point(self, what: str) -> None:
        self.page.locator(what).first.click()
        self._act(TAP if self.on_telephone else POINT + PRESS)
        self.presses += 1

    def _act(self, seconds: float) -> None:
        self.seconds += MENTAL + seconds

    def _count_page(self) -> None:
        self.pages += 1
        self.seconds += WAIT


@dataclass(frozen=True)
class Sample:
    """What the tasks are about."""

    caller: str
    label: str


@dataclass(frozen=True)
class Task:
    """What somebody does, and the least that was promised; None where nothing was."""

    name: str
    who: str | None
    act: Callable[[Hand, Sample], None]
    seconds: float
    pages: int | None = None
    answers: int | None = None
    presses: int | None = None
    on_telephone: bool = False


def report_at_a_table(hand: Hand, _sample: Sample) -> None:
    hand.open("/")
    hand.press("a.tile[href='/tickets/new']")
    hand.write("#subject", SUBJECT)
    hand.choose("#hardship-0")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector("#reference")


def report_from_a_label(hand: Hand, sample: Sample) -> None:
    hand.open(f"/e/{sample.label}")
    hand.write("#subject", SUBJECT)
    hand.choose("#hardship-0")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector("#reference")


def report_as_a_guest(hand: Hand, sample: Sample) -> None:
    hand.open(f"/e/{sample.label}")
    hand.write("#subject", "Haichapishi")
    hand.choose("#hardship-0")
    hand.write("#guest_name", "Juma Ally")
    hand.write("#guest_phone", "0754000001")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector("#reference")


def take_a_call(hand: Hand, sample: Sample) -> None:
    hand.open("/tickets/phone")
    hand.write("#who", sample.caller)
    hand.enter()
    hand.write("#subject", SUBJECT)
    hand.choose("#hardship-0")
    hand.choose("#asset_id")
    hand.page.select_option("#asset_id", index=1)
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".panel #reference")


def sort_the_morning(hand: Hand, _sample: Sample) -> None:
    """Nine requests with their guesses: two are changed, and one press saves them all."""
    hand.open("/tickets/triage")
    for place in (0, 1):
        box = f"tr[data-row] >> nth={place} >> select[name^='priority-']"
        hand.choose(box)
        hand.page.select_option(box, "P2")
    hand.write("#reason", "Malipo leo", is_answer=False)
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".notice")


def answer_and_resolve(hand: Hand, _sample: Sample) -> None:
    hand.open("/tickets/?view=mine")
    hand.press("tr[data-row] th a")
    hand.write("#text", "Kebo imebadilishwa.", is_answer=False)
    hand.press("#main-form button[name='resolve']")
    hand.page.wait_for_selector(".notice-done")


def send_a_ready_answer(hand: Hand, _sample: Sample) -> None:
    hand.open("/tickets/?view=mine")
    hand.press("tr[data-row] th a")
    hand.choose("#answer")
    hand.page.select_option("#answer", index=1)
    hand.press("#main-form button[name='resolve']")
    hand.page.wait_for_selector(".notice-done")


def print_labels(hand: Hand, _sample: Sample) -> None:
    hand.open("/equipment/")
    hand.choose("#tick-all")
    hand.press("button[formaction='/equipment/labels']")
    with hand.page.expect_response("**/labels/*.pdf"):
        hand.choose("#main-form .buttons .button")


def go_through_a_checklist(hand: Hand, _sample: Sample) -> None:
    """One fault with a note, all the rest in order."""
    hand.open("/maintenance/")
    hand.press("tr[data-row] th a")
    hand.choose("#item_1 .segment:nth-child(2)")
    hand.choose("#item_1 + details summary")
    hand.write("#note_1", "Haifanyi kazi")
    hand.press("#main-form .buttons button[name='rest']")
    hand.page.wait_for_selector(".notice-done")


def type_a_round_in(hand: Hand, _sample: Sample) -> None:
    """Twelve devices from paper: all in order, with each reading that is asked for."""
    hand.open("/maintenance/rounds?period=quarter")
    hand.page.select_option("#location", label="Makao Makuu ya Halmashauri")
    hand.press(".filters button")
    hand.press("a[href*='type-in']")
    hand.page.focus("tbody input[type='radio']")
    for _device in range(DEVICES):
        hand.strike("s")
        while hand.page.evaluate("document.activeElement.name.startsWith('reading')"):
            hand.strike(*"220", "Enter")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".notice-done")


def issue_what_was_asked_for(hand: Hand, _sample: Sample) -> None:
    hand.open("/requisitions/?view=to_issue")
    hand.press("tr[data-row] th a")
    hand.press("a.button[href*='/issue']")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".notice-done")


def receive_the_next_line(hand: Hand, _sample: Sample) -> None:
    hand.open("/stock/receive?store=1&reference=DN+77")
    hand.write("#part", "VIP-04")
    hand.write("#quantity", "5")
    hand.write("#unit_cost", "116000")
    hand.press("button[formaction*='then=next']")
    hand.page.wait_for_selector(".notice-done")


def see_what_runs_out(hand: Hand, _sample: Sample) -> None:
    hand.open("/stock/")
    hand.press("a[href*='/stock/to-order']")
    hand.page.wait_for_selector("tbody tr")


def log_a_repair(hand: Hand, sample: Sample) -> None:
    """A device, what was wrong and done, two parts, and the minutes, on one page."""
    hand.open("/repairs/new")
    hand.write("#device", sample.label)
    for box in ("problem", "cause", "remedy"):
        hand.choose(f"#{box}")
        hand.page.select_option(f"#{box}", index=2)
    for place, part in enumerate(("VIP-04", "VIP-05")):
        hand.write(f"#lines-{place}-part", part)
        hand.write(f"#lines-{place}-quantity", "1")
    hand.write("#minutes", "45")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".notice-done")


def write_an_estimate(hand: Hand, _sample: Sample) -> None:
    """Ten lines, each typed with its number and price."""
    hand.open("/estimates/")
    hand.press("a[href='/estimates/new']")
    hand.write("#title", "Mahitaji ya robo ya tatu")
    for place in range(ESTIMATED):
        hand.write(f"#lines-{place}-item", f"Kebo ya mtandao {place}")
        hand.strike("Tab", "Tab")
        hand.write(f"#lines-{place}-quantity", "12")
        hand.strike("Tab", "Tab")
        hand.write(f"#lines-{place}-unit_price", "85000")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector("#total")


def agree_to_an_estimate(hand: Hand, _sample: Sample) -> None:
    hand.open("/")
    hand.press("a[href*='/estimates/'][href$='/decide']")
    hand.choose("#decision-0")
    hand.press("#main-form .buttons .button")
    hand.page.wait_for_selector(".notice-done")


TASKS = [
    Task("S1 report at a table", "mtumishi", report_at_a_table, 60, pages=3, answers=2),
    Task(
        "S2 report from a label",
        "mtumishi",
        report_from_a_label,
        45,
        pages=2,
        answers=2,
        on_telephone=True,
    ),
    Task("S2 the same as a guest", None, report_as_a_guest, 45, pages=2, on_telephone=True),
    Task("S6 take a call", "afisa", take_a_call, 45, pages=3),
    Task("O1 sort the morning", "afisa", sort_the_morning, 54, pages=2),
    Task("O3 answer and resolve", "afisa", answer_and_resolve, 20, pages=3, presses=3),
    Task("O3 by a ready answer", "afisa", send_a_ready_answer, 20, pages=3, presses=3),
    Task("O4 repair with two parts", "afisa", log_a_repair, 90, pages=2),
    Task("O5 checklist on a phone", "afisa", go_through_a_checklist, 60, on_telephone=True),
    Task("O6 type a round in", "afisa", type_a_round_in, DEVICES * 15),
    Task("O7 print labels", "afisa", print_labels, 30, presses=3),
    Task("O8 estimate of ten lines", "afisa", write_an_estimate, 360, pages=3),
    Task("M3 agree on a phone", "mhazina", agree_to_an_estimate, 60, presses=3, on_telephone=True),
    Task("K1 issue what was asked", "mtunza", issue_what_was_asked_for, 30),
    Task("K2 receive one line", "mtunza", receive_the_next_line, 20),
    Task("K4 see what runs out", "mtunza", see_what_runs_out, 20, presses=1),
]


@click.command()
@click.option("--instance", help="A council that is there already, instead of a new sample.")
@click.option("--password", default="", help="The password of its people.")
def main(instance: str | None, password: str) -> None:
    with TemporaryDirectory() as folder:
        password = password or secrets.token_urlsafe()
        os.environ |= {"HELPDESK_INSTANCE": instance or folder, "HELPDESK_DEMO_PASSWORD": password}
        if instance is None:
            subprocess.run([sys.executable, "-m", "helpdesk", "demo"], check=True)
        with _served() as (site, sample), _chromium() as browser:
            done = [(task, _done(task, browser, site, sample, password)) for task in TASKS]
    sys.exit(0 if _report(done) else 1)


@contextmanager
def _served() -> Iterator[tuple[str, Sample]]:
    app = create_app()
    logging.disable(logging.WARNING)
    with app.app_context():
        prepare()
        sample = _sample()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", sample
    server.shutdown()
    thread.join()


def _sample() -> Sample:
    held = select(Asset).join(User, Asset.custodian_id == User.id)
    asset = db.session.scalars(held.where(User.username == "mtumishi").order_by(Asset.id)).first()
    if asset is None or asset.custodian is None:
        raise SystemExit("mtumishi of the sample holds no device")
    return Sample(caller=asset.custodian.phone[-9:] or asset.custodian.name, label=asset.label_code)


@contextmanager
def _chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def _done(task: Task, browser: Browser, site: str, sample: Sample, password: str) -> Hand:
    """Let somebody do a task, who has signed in before."""
    page = browser.new_page(viewport=NARROW if task.on_telephone else WIDE)  # type: ignore[arg-type]
    if task.who is not None:
        page.goto(f"{site}/sign-in")
        page.fill("#username", task.who)
        page.fill("#password", password)
        page.click("#main-form .buttons .button")
        page.wait_for_url(f"{site}/")
    hand = Hand(page, site, on_telephone=task.on_telephone)
    task.act(hand, sample)
    page.close()
    return hand


def _report(done: list[tuple[Task, Hand]]) -> bool:
    """Print what each task took, and tell whether all kept their promise."""
    click.echo(
        f"{'task':26}{'pages':>7}{'answers':>9}{'presses':>9}{'keys':>6}{'seconds':>9}  promised"
    )
    kept = True
    for task, hand in done:
        good = _keeps(task, hand)
        kept = kept and good
        click.echo(
            f"{task.name:26}{hand.pages:7}{hand.answers:9}{hand.presses:9}{hand.keys:6}"
            f"{hand.seconds:9.1f}  {task.seconds:.0f} s{'' if good else '  NOT KEPT'}"
        )
    return kept


def _keeps(task: Task, hand: Hand) -> bool:
    return (
        hand.seconds <= task.seconds
        and hand.pages <= (task.pages or hand.pages)
        and hand.answers <= (task.answers or hand.answers)
        and hand.presses <= (task.presses or hand.presses)
    )


if __name__ == "__main__":
    main()
