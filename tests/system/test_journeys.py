"""The product's main job from end to end, as people do it, without a browser."""

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.stock.models import StockLevel
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Status
from helpdesk.workorders.models import WorkOrder
from tests.factories import PASSWORD
from tests.infra.files import png
from tests.pages import PageClient
from tests.system import cast

PAID = func.sum(WorkOrder.parts_cost + WorkOrder.vendor_cost + WorkOrder.other_cost)


@pytest.fixture
def people(app):
    return cast.cast()


@pytest.fixture
def enter(app):
    """Sign somebody in by the form, each at a browser of their own."""

    def enter(user):
        client = PageClient(app)
        page = client.get(client.redirected("/"))
        client.submit(page, username=user.username, password=PASSWORD)
        return client

    return enter


def test_a_fault_is_reported_repaired_costed_and_printed(app, people, enter):
    staff, officer, director = map(enter, (people.staff, people.officer, people.director))

    ticket = reported(staff, people)
    repaired(officer, f"/tickets/{ticket}")
    confirmed(staff, f"/tickets/{ticket}")

    text = printed(director)
    assert spent() == cast.PAID
    assert f"{spent():,.0f}" in text
    assert people.printer.asset_tag in text
    db.session.expire_all()
    assert db.session.get_one(Ticket, ticket).status is Status.CLOSED
    assert sorted(db.session.scalars(select(StockLevel.quantity))) == [7, 8]


def reported(staff, people) -> int:
    page = staff.submit(
        staff.get("/tickets/new"),
        subject=cast.SUBJECT,
        hardship="stopped",
        asset_id=str(people.printer.id),
        description="Inavuta karatasi mbili mbili.",
        files=(BytesIO(png()), "printa.png"),
    )
    assert page.select_one("#reference").text.startswith("MBR/TKT/")
    assert "printa.png" in page.text
    return db.session.scalars(select(Ticket.id)).one()


def repaired(officer, url):
    queue = officer.get("/tickets/")
    (link,) = queue.select(f"tbody a[href^='{url}?']")
    assert cast.SUBJECT in link.text
    page = officer.press(officer.get(url), f"{url}/take")
    (log,) = page.select("a[href^='/repairs/new']")
    logged = officer.submit(
        officer.get(log["href"]),
        problem="paper_jam",
        cause="wear",
        remedy="part_replaced",
        minutes=str(cast.MINUTES),
        cost_amount=f"{cast.BILL:,}",
        cost_paid_to="Karakana ya Rujewa",
        **lines(ROLLER="2", FUSER="1"),
    )
    assert f"{cast.PAID:,.0f}" in logged.text
    assert f"{cast.SPENT:,.0f}" in logged.text
    page = officer.get(f"{url}/resolve")
    officer.submit(page, cause="wear", resolution="Roller na fuser vimebadilishwa.")


def lines(**wanted) -> dict[str, str]:
    """Fill in the lines of the spare parts, one after the other."""
    boxes: dict[str, str] = {}
    for place, (code, quantity) in enumerate(wanted.items()):
        boxes |= {f"lines-{place}-part": code, f"lines-{place}-quantity": quantity}
    return boxes


def confirmed(staff, url):
    staff.press(staff.get("/"), f"{url}/confirm")


def printed(director) -> str:
    page = director.get("/reports/")
    assert page.select("form[action='/reports/maintenance-quarter']")
    answer = director.download("/reports/maintenance-quarter?format=pdf&lang=sw")
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def spent() -> Decimal | None:
    """Ask the database what was paid for all repairs."""
    return db.session.scalar(select(PAID).where(WorkOrder.done_at <= clock.now()))
