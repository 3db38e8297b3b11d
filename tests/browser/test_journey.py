"""The product's main job from end to end in Swahili, with scripts and without, small and large."""

import os
import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from playwright.sync_api import FilePayload
from pypdf import PdfReader
from sqlalchemy import func, select

from helpdesk.accounts.models import User
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status
from helpdesk.workorders.models import WorkOrder
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.factories import PASSWORD
from tests.infra.files import jpeg
from tests.system import cast
from tests.system.cast import Cast

pytestmark = pytest.mark.slow
PHOTO: FilePayload = {"name": "printa.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1200, 900)}
PAID = func.sum(WorkOrder.parts_cost + WorkOrder.vendor_cost + WorkOrder.other_cost)


@dataclass
class Journey:
    """Somebody comes in; every step is looked at, and its picture kept."""

    visit: Visit
    width: int
    scripts: bool
    steps: int = 0

    def enter(self, user: User, name: str) -> Visitor:
        """Sign in by the form, at a browser of one's own."""
        visitor = self.visit(width=self.width, scripts=self.scripts)
        page = visitor.page
        page.goto("/")
        self.see(visitor, f"{name}-ingia")
        page.get_by_label("Jina la mtumiaji").fill(user.username)
        page.get_by_label("Nywila", exact=True).fill(PASSWORD)
        press(visitor, "Ingia")
        self.see(visitor, f"{name}-mwanzo")
        return visitor

    def see(self, visitor: Visitor, name: str) -> None:
        self.steps += 1
        way = "js" if self.scripts else "nojs"
        picture = f"journey-{self.width}-{way}-{self.steps:02}-{name}"
        visitor.look(picture="" if "CI" in os.environ else picture)  # where nobody looks at it


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_fault_is_reported_repaired_costed_and_printed(app, visit, width, scripts):
    people, journey = cast.cast(), Journey(visit, width, scripts)
    staff = journey.enter(people.staff, "mtumishi")
    report(journey, staff, people)

    officer = journey.enter(people.officer, "afisa")
    take(journey, officer)
    log_repair(journey, officer)
    resolve(journey, officer)

    confirm(journey, staff)
    director = journey.enter(people.director, "mkurugenzi")
    text = downloaded(journey, director)

    db.session.rollback()  # to see what the server has saved since
    ticket = db.session.scalars(select(Ticket)).one()
    assert ticket.status is Status.CLOSED
    assert db.session.scalar(PAID) == cast.PAID
    assert f"{cast.PAID:,.0f}" in text
    assert people.printer.asset_tag in text


def press(visitor: Visitor, words: str) -> None:
    """A button may go on, unseen, with what it is about."""
    visitor.follow(visitor.page.get_by_role("button", name=re.compile(f"^{words}")))


def follow(visitor: Visitor, words: str) -> None:
    main = visitor.page.get_by_role("main")
    visitor.follow(main.get_by_role("link", name=words).first)


def open_menu(visitor: Visitor, words: str) -> None:
    menu = visitor.page.get_by_text("Menyu", exact=True)
    if menu.is_visible():
        menu.click()
    navigation = visitor.page.get_by_role("navigation")
    link = navigation.get_by_role("link", name=words, exact=True)
    visitor.follow(link.locator("visible=true"))


def report(journey: Journey, visitor: Visitor, people: Cast) -> None:
    page = visitor.page
    follow(visitor, "Toa taarifa ya tatizo")
    journey.see(visitor, "taarifa")
    press(visitor, "Tuma")
    journey.see(visitor, "taarifa-kosa")
    assert page.title().startswith("Kosa: ")
    page.get_by_label("Tatizo ni nini?").fill(cast.SUBJECT)
    page.get_by_label("Siwezi kufanya kazi kabisa").check()
    page.get_by_label("Ni kifaa kipi?").select_option(str(people.printer.id))
    page.get_by_label("Eleza zaidi").fill("Inavuta karatasi mbili mbili.")
    page.locator("input[type=file]").set_input_files(PHOTO)
    journey.see(visitor, "taarifa-imejazwa")
    press(visitor, "Tuma")
    assert page.locator("#reference").inner_text().startswith("MBR/TKT/")
    assert page.get_by_role("link", name="printa.jpg").count() == 1
    journey.see(visitor, "ombi")


def take(journey: Journey, visitor: Visitor) -> None:
    open_menu(visitor, "Maombi")
    journey.see(visitor, "foleni")
    follow(visitor, cast.SUBJECT)
    journey.see(visitor, "ombi")
    press(visitor, "Nipangie mimi")
    journey.see(visitor, "ombi-limepangiwa")


def log_repair(journey: Journey, visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.locator("a[href^='/repairs/new']"))
    journey.see(visitor, "matengenezo")
    page.locator("[name=problem]").select_option("paper_jam")
    page.locator("[name=cause]").select_option("wear")
    page.locator("[name=remedy]").select_option("part_replaced")
    for place, (code, quantity) in enumerate({"ROLLER": "2", "FUSER": "1"}.items()):
        page.locator(f"[name=lines-{place}-part]").fill(code)
        page.locator(f"[name=lines-{place}-quantity]").fill(quantity)
    page.locator("[name=minutes]").fill(str(cast.MINUTES))
    page.locator("[name=cost_amount]").fill(f"{cast.BILL:,}")
    page.locator("[name=cost_paid_to]").fill("Karakana ya Rujewa")
    journey.see(visitor, "matengenezo-yamejazwa")
    visitor.follow(page.locator("#main-form button.button"))
    assert f"{cast.SPENT:,.0f}" in page.locator("main").inner_text()
    journey.see(visitor, "kazi")


def resolve(journey: Journey, visitor: Visitor) -> None:
    page = visitor.page
    visitor.follow(page.locator("a[href$='/resolve']"))
    page.locator("[name=cause]").select_option("wear")
    page.locator("[name=resolution]").fill("Roller na fuser vimebadilishwa.")
    journey.see(visitor, "tatua")
    press(visitor, "Tatua")
    journey.see(visitor, "ombi-limetatuliwa")


def confirm(journey: Journey, visitor: Visitor) -> None:
    """One tap from home."""
    visitor.page.goto("/")
    journey.see(visitor, "mwanzo-limetatuliwa")
    press(visitor, "Ndiyo, limetatuliwa")
    journey.see(visitor, "ombi-limefungwa")


def downloaded(journey: Journey, visitor: Visitor) -> str:
    page = visitor.page
    open_menu(visitor, "Ripoti")
    journey.see(visitor, "ripoti")
    form = page.locator("form[action='/reports/maintenance-quarter']")
    with page.expect_download() as download:
        form.locator("button[value=pdf]").click()
    file = PdfReader(BytesIO(download.value.path().read_bytes()))
    return "\n".join(one.extract_text() for one in file.pages)
