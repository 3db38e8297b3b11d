"""The repair log as people meet it."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from PIL import Image
from pypdf import PdfReader

from helpdesk.attachments.models import Attachment
from helpdesk.equipment.rules import Status as AssetStatus
from helpdesk.infra import request_keys
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.stock.models import StockLevel
from helpdesk.tickets.rules import Hardship
from helpdesk.workorders import labels, services
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import OF_PLANS, USUAL_PROBLEMS, HoldReason, Problem, Status
from tests import factories
from tests.equipment import factories as devices
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store
from tests.tickets.factories import ticket as opened
from tests.workorders.factories import bill, repair, wanted

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def printer(officer):
    model = devices.model(officer.council_id, manufacturer="HP", name="LaserJet M404")
    return devices.asset(officer.council_id, of=model)


@pytest.fixture
def store(officer):
    return some_store(officer.council_id, name_sw="Ghala Kuu")


@pytest.fixture
def roller(officer, store):
    part = some_part(officer.council_id, code="RL-1", name_sw="Roller", name_en="Pickup roller")
    receive(store, part, 3, 45_000)
    return part


@pytest.fixture
def toner(officer, store):
    part = some_part(officer.council_id, code="TN-1", name_sw="Toner 59A", name_en="Toner 59A")
    receive(store, part, 5, 345_000)
    return part


@pytest.fixture
def ticket(officer, printer):
    return opened(
        requester=factories.user(council_id=officer.council_id, name="Mhasibu"), asset=printer
    )


def words(page, selector="main"):
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())


def orders():
    return db.session.scalars(db.select(WorkOrder).order_by(WorkOrder.id)).all()


def left(part):
    level = db.select(StockLevel.quantity).where(StockLevel.part_id == part.id)
    return db.session.scalars(level).one()


USUAL = {"problem": "paper_jam", "cause": "wear", "remedy": "part_replaced"}


def refusals(page):
    return [a["href"] for a in page.select(".error-summary a")]


def test_a_repair_with_two_parts_a_bill_and_hours_is_one_page(
    pages, officer, ticket, printer, roller, toner
):
    services.set_rate(
        hourly_rate=Decimal(6500), starts_at=LONG_AGO, actor=the_program(officer.council_id)
    )
    pages.sign_in(officer)

    page = pages.get(f"/repairs/new?ticket={ticket.id}")
    assert page.select_one("#device")["value"] == printer.asset_tag
    shown = pages.submit(
        page,
        **USUAL,
        **{"lines-0-part": "rl-1", "lines-0-quantity": "2"},
        **{"lines-1-part": "toner 59a", "lines-1-quantity": "1"},
        minutes="140",
        cost_amount="50,000",
        cost_paid_to="Fundi Mbeya",
        cost_document="EFD 123",
        description="Roller imechakaa",
    )

    (order,) = orders()
    assert shown.select_one("#reference").get_text() == order.reference
    assert (order.ticket, order.asset, order.technician) == (ticket, printer, officer)
    assert (order.cash_cost, order.full_cost) == (Decimal(485_000), Decimal("500166.67"))
    assert (left(roller), left(toner)) == (1, 4)
    assert (order.status, order.down_from) == (Status.DONE, ticket.opened_at)
    told = words(shown)
    for said in ("TZS 485,000", "TZS 500,166.67", "Fundi Mbeya", "EFD 123", "Roller imechakaa"):
        assert said in told
    assert f"/tickets/{ticket.id}/resolve" in str(shown)


def test_a_repair_without_a_ticket_asks_for_the_device(pages, officer, printer):
    pages.sign_in(officer)

    page = pages.get("/repairs/new")
    assert page.select_one("#device")["value"] == ""
    shown = pages.submit(page, **USUAL, device=printer.label_code)

    assert printer.asset_tag in words(shown)
    assert "Hakuna gharama" in words(shown)


def test_the_page_of_a_device_leads_here(pages, officer, printer):
    pages.sign_in(officer)

    page = pages.get(f"/repairs/new?asset={printer.id}")

    assert page.select_one("#device")["value"] == printer.asset_tag
    assert "LaserJet M404" in words(page, "aside")


def test_a_nuisance_says_nothing_of_a_standstill(pages, officer, printer):
    slow = opened(
        requester=factories.user(council_id=officer.council_id),
        asset=printer,
        hardship=Hardship.NUISANCE,
    )
    pages.sign_in(officer)

    page = pages.get(f"/repairs/new?ticket={slow.id}")

    assert page.select_one("#down_on-day")["value"] == ""


def test_more_parts_than_the_store_holds_are_refused_at_their_line(
    pages, officer, ticket, roller, toner
):
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get(f"/repairs/new?ticket={ticket.id}"),
        status=422,
        **USUAL,
        **{"lines-0-part": "TN-1", "lines-0-quantity": "5"},
        **{"lines-2-part": "RL-1", "lines-2-quantity": "4"},
        description="Roller imechakaa",
    )

    assert refusals(refused) == ["#lines-2-quantity"]
    said = words(refused, "#lines-2-quantity-error")
    assert "Mstari wa 3" in said
    assert "Idadi inayotolewa ni kubwa kuliko iliyopo ghalani (3)." in said
    assert refused.select_one("#main-form details")["open"] == ""
    assert refused.select_one("#lines-0-part")["value"] == "TN-1"
    assert refused.select_one("#description").get_text().strip() == "Roller imechakaa"
    assert (left(roller), left(toner), orders()) == (3, 5, [])


def test_a_part_on_two_lines_is_reckoned_together(pages, officer, ticket, roller):
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?ticket={ticket.id}")
    twice = {"lines-0-part": "RL-1", "lines-0-quantity": "3", "lines-1-part": "RL-1"}

    refused = pages.submit(page, status=422, **USUAL, **twice, **{"lines-1-quantity": "1"})

    said = words(refused, "#lines-1-quantity-error")
    assert "Kipuri hiki kipo kwenye mistari 1, 2: jumla 4, ghalani kuna 3." in said
    pages.submit(page, **USUAL, **twice | {"lines-0-quantity": "2"}, **{"lines-1-quantity": "1"})
    assert left(roller) == 0


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"device": ""}, "device"),
        ({"device": "MBR/ICT/XX/9999"}, "device"),
        ({"device": "x" * 10_000}, "device"),
        ({"device": "a\x00b"}, "device"),
        ({"problem": ""}, "problem"),
        ({"problem": "haunted"}, "problem"),
        ({"cause": ""}, "cause"),
        ({"remedy": None}, "remedy"),
        ({"minutes": "mbili"}, "minutes"),
        ({"minutes": "-5"}, "minutes"),
        ({"minutes": "2.5"}, "minutes"),
        ({"minutes": "9" * 40}, "minutes"),
        ({"store_id": "999999"}, "store_id"),
        ({"store_id": "abc"}, "store_id"),
        ({"lines-0-part": "hakuna", "lines-0-quantity": "1"}, "lines-0-part"),
        ({"lines-0-part": "RL-1"}, "lines-0-quantity"),
        ({"lines-0-part": "RL-1", "lines-0-quantity": "0"}, "lines-0-quantity"),
        ({"lines-0-part": "RL-1", "lines-0-quantity": "-1"}, "lines-0-quantity"),
        ({"lines-0-part": "RL-1", "lines-0-quantity": "0.5"}, "lines-0-quantity"),
        ({"lines-0-part": "RL-1", "lines-0-quantity": "Infinity"}, "lines-0-quantity"),
        ({"lines-0-quantity": "1"}, "lines-0-part"),
        ({"lines-4-part": "x" * 10_000, "lines-4-quantity": "1"}, "lines-4-part"),
        ({"cost_amount": "50000"}, "cost_paid_to"),
        ({"cost_amount": "0", "cost_paid_to": "Fundi"}, "cost_amount"),
        ({"cost_amount": "1.001", "cost_paid_to": "Fundi"}, "cost_amount"),
        ({"cost_paid_to": "Fundi"}, "cost_amount"),
        ({"cost_document": "EFD 1"}, "cost_amount"),
        ({"cost_kind": "bribe"}, "cost_kind"),
        ({"down_on-day": "31", "down_on-month": "2", "down_on-year": "2026"}, "down_on-day"),
        ({"down_on-day": "1", "down_on-month": "2", "down_on-year": "2026"}, "down_time"),
        ({"down_time": "25:00"}, "down_time"),
        (
            {"down_on-day": "1", "down_on-month": "2", "down_on-year": "1900", "down_time": "9:30"},
            "down_on-day",
        ),
        ({"down_time": "9:30"}, "down_on-day"),
        ({"done_time": "asubuhi"}, "done_time"),
        ({"done_on-day": "1", "done_on-month": "2", "done_on-year": "2026"}, "done_time"),
        ({"done_time": "10:00"}, "done_on-day"),
        (
            {"done_on-day": "1", "done_on-month": "2", "done_on-year": "2999", "done_time": "8:00"},
            "done_on-day",
        ),
        ({"stand": "forgotten"}, "stand"),
        ({"result": "magic"}, "result"),
        ({"description": "x" * 10_000}, "description"),
        ({"next_step": "a\x00b"}, "next_step"),
    ],
    ids=str,
)
@pytest.mark.sqlite_only(reason="a form refuses the same on every database")
def test_bad_input_is_refused_at_its_box(pages, officer, printer, roller, typed, box):
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={printer.id}")

    refused = pages.submit(page, status=422, **{**USUAL, **typed})

    assert refusals(refused) == [f"#{box}"]
    assert (left(roller), orders()) == (3, [])


def test_a_repair_does_not_end_before_the_standstill_began(pages, officer, printer):
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={printer.id}")
    began = {"down_on-day": "3", "down_on-month": "2", "down_on-year": "2026", "down_time": "10.00"}
    ended = {"done_on-day": "3", "done_on-month": "2", "done_on-year": "2026", "done_time": "0930"}

    refused = pages.submit(page, status=422, **USUAL, **began, **ended)
    assert refusals(refused) == ["#done_on-day"]
    pages.submit(refused, done_time="1130")

    (order,) = orders()
    assert order.up_at - order.down_from == timedelta(minutes=90)
    assert order.done_at == datetime(2026, 2, 3, 8, 30, tzinfo=UTC)


def test_a_serial_number_of_two_devices_is_not_enough(pages, officer, printer):
    for _device in range(2):
        devices.asset(officer.council_id, serial_number="SAWA")
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/repairs/new"), status=422, **USUAL, device="sawa")

    assert "namba ya mali" in words(refused, ".error-summary")


def test_a_device_off_the_register_is_not_repaired(pages, officer):
    gone = devices.asset(officer.council_id, status=AssetStatus.DISPOSED)
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/repairs/new"), status=422, **USUAL, device=gone.asset_tag)

    assert refusals(refused) == ["#device"]


def test_hostile_text_is_shown_as_text(pages, officer, printer):
    hostile = "<script>alert(1)</script> {{7*7}} ' OR 1=1 --"
    pages.sign_in(officer)

    shown = pages.submit(
        pages.get(f"/repairs/new?asset={printer.id}"),
        **USUAL,
        description=hostile,
        next_step=hostile,
        cost_amount="1",
        cost_paid_to=hostile,
    )

    assert words(shown).count(hostile) == 4
    assert orders()[0].description == hostile


def picture():
    target = BytesIO()
    Image.new("RGB", (20, 20), "red").save(target, "PNG")
    return BytesIO(target.getvalue()), "kifaa.png"


def test_a_picture_survives_a_refusal_and_belongs_to_the_job(pages, officer, printer):
    pages.sign_in(officer)
    page = pages.get("/repairs/new")

    refused = pages.submit(page, status=422, **USUAL, files=picture())
    assert "kifaa.png" in words(refused, ".files")
    shown = pages.submit(refused, device=printer.asset_tag)

    file = db.session.scalars(db.select(Attachment)).one()
    assert (file.owner_kind, file.owner_id) == ("work_order", orders()[0].id)
    assert pages.download(f"/attachments/{file.id}").mimetype == "image/png"
    assert "kifaa.png" in words(shown)

    pages.sign_in(factories.user(council_id=officer.council_id))
    pages.get(f"/attachments/{file.id}", status=404)


def test_the_form_sent_twice_logs_one_repair(pages, officer, printer, roller):
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={printer.id}")
    typed = {**USUAL, "lines-0-part": "RL-1", "lines-0-quantity": "1"}

    pages.submit(page, **typed)
    pages.submit(page, **typed)

    assert len(orders()) == 1
    assert left(roller) == 2


def test_waiting_for_parts_keeps_the_job_open_until_it_goes_on(pages, officer, printer, roller):
    pages.sign_in(officer)
    shown = pages.submit(
        pages.get(f"/repairs/new?asset={printer.id}"),
        **USUAL,
        stand="parts",
        next_step="Roller imeagizwa",
    )
    (order,) = orders()
    assert "Inasubiri vipuri" in words(shown)
    assert printer.status == "under_repair"

    page = pages.get(f"/work-orders/{order.id}/continue")
    assert page.select_one("#next_step").get_text().strip() == "Roller imeagizwa"
    typed = {"lines-0-part": "RL-1", "lines-0-quantity": "4"}
    refused = pages.submit(page, status=422, **typed)
    assert refusals(refused) == ["#lines-0-quantity"]
    done = pages.submit(refused, **{"lines-0-quantity": "1"}, stand="done", next_step="")

    assert "Imekamilika" in words(done)
    assert (order.status, order.cash_cost, left(roller)) == (Status.DONE, 45_000, 2)
    assert printer.status == "in_service"


def test_only_one_of_two_officers_goes_on_at_a_time(pages, officer, printer):
    order = repair(printer, officer=officer, status=Status.IN_PROGRESS)
    pages.sign_in(officer)
    stale = pages.get(f"/work-orders/{order.id}/continue")
    pages.submit(pages.get(f"/work-orders/{order.id}/continue"), minutes="10", stand="power")

    told = pages.submit(stale, minutes="20", stand="in_progress", status=409)

    assert told.select_one("#minutes")["value"] == "20"
    assert (order.hold_reason, len(order.labour)) == (HoldReason.POWER, 1)


def test_a_part_is_put_back_with_one_press(pages, officer, printer, store, roller):
    order = repair(
        printer, officer=officer, status=Status.IN_PROGRESS, store=store, parts=[wanted(roller, 2)]
    )
    path = f"/work-orders/{order.id}/parts/{order.parts[0].id}/return"
    pages.sign_in(officer)

    page = pages.get(f"/work-orders/{order.id}")
    shown = pages.press(page, path)

    assert "kimerudishwa" in words(shown, "[role=status]")
    assert (left(roller), order.parts) == (3, [])
    pages.post(path, status=404)


def test_a_stale_press_puts_nothing_back(pages, officer, printer, store, roller):
    order = repair(
        printer, officer=officer, status=Status.IN_PROGRESS, store=store, parts=[wanted(roller)]
    )
    path = f"/work-orders/{order.id}/parts/{order.parts[0].id}/return"
    pages.sign_in(officer)
    page = pages.get(f"/work-orders/{order.id}")
    pages.submit(pages.get(f"/work-orders/{order.id}/continue"), minutes="10", stand="in_progress")

    told = pages.press(page, path, status=409)

    assert told.select_one(".error-summary")
    assert left(roller) == 2


def test_what_was_just_logged_is_undone_from_its_notice(app, pages, officer, printer, roller):
    pages.sign_in(officer)
    typed = {**USUAL, "lines-0-part": "RL-1", "lines-0-quantity": "1"}
    shown = pages.submit(pages.get(f"/repairs/new?asset={printer.id}"), **typed)
    (order,) = orders()

    back = pages.press(shown, f"/work-orders/{order.id}/undo")

    assert "Imeghairiwa" in words(back)
    assert (order.status, left(roller)) == (Status.CANCELLED, 3)
    with app.test_request_context():
        key = request_keys.new_key(officer.id, "Undo")
    sent = {"request_key": key, "version": order.version}
    pages.post(f"/work-orders/{order.id}/undo", status=409, **sent)


def test_cancelling_names_what_happens_and_needs_a_reason(pages, officer, printer, store, roller):
    order = repair(
        printer, officer=officer, status=Status.IN_PROGRESS, store=store, parts=[wanted(roller)]
    )
    pages.sign_in(officer)

    page = pages.get(f"/work-orders/{order.id}/cancel")
    assert "Vipuri vyake vitarudi ghalani" in words(page)
    refused = pages.submit(page, status=422)
    assert refusals(refused) == ["#reason"]
    shown = pages.submit(refused, reason="Imeandikwa kimakosa")

    assert "Imeghairiwa" in words(shown)
    assert left(roller) == 3
    for act in ("cancel", "continue"):
        pages.get(f"/work-orders/{order.id}/{act}", status=409)


def test_a_finished_job_is_reopened_with_a_reason(pages, officer, printer):
    order = repair(printer, officer=officer, now=datetime.now(UTC))
    pages.sign_in(officer)

    page = pages.get(f"/work-orders/{order.id}/reopen")
    pages.submit(page, status=422)
    pages.submit(page, reason="Bado inakwama")
    assert order.status is Status.IN_PROGRESS

    pages.submit(pages.get(f"/work-orders/{order.id}/reopen"), reason="Tena", status=409)


def test_what_cannot_be_repaired_is_proposed_not_done(pages, officer, printer):
    pages.sign_in(officer)
    page = pages.get(f"/repairs/new?asset={printer.id}")

    shown = pages.submit(page, **{**USUAL, "remedy": "disposal_proposed"}, result="unrepairable")

    assert "Afisa anapendekeza" in words(shown, ".notice-warning")
    assert printer.status is AssetStatus.IN_SERVICE


def test_advice_and_past_costs_stand_beside_the_form(pages, officer):
    council_id = officer.council_id
    model = devices.model(council_id, replacement_cost=Decimal(400_000))
    old = devices.asset(council_id, of=model, in_service_on=datetime(2015, 1, 1, tzinfo=UTC).date())
    repair(old, officer=officer, bills=[bill(350_000)])
    pages.sign_in(officer)

    aside = words(pages.get(f"/repairs/new?asset={old.id}"), "aside")

    assert "Ushauri: Nunua kingine" in aside
    assert "TZS 350,000" in aside
    assert "TZS 40,000" in aside  # a tenth of a new one, and never less


def test_the_log_is_counted_narrowed_and_added_up(pages, officer, printer):
    repair(printer, officer=officer, bills=[bill(10_000)])
    repair(printer, officer=officer, status=Status.ON_HOLD, hold_reason=HoldReason.FUNDS)
    pages.sign_in(officer)

    page = pages.get("/repairs/")
    pills = [pill.get_text(strip=True) for pill in page.select(".views a")]
    assert pills[:2] == ["Zote (2)", "Hazijakamilika (1)"]
    assert "TZS 10,000" in words(page)
    assert len(pages.get("/repairs/?view=open").select("tbody tr")) == 1
    assert len(pages.get("/repairs/?status=done&kind=corrective").select("tbody tr")) == 1
    assert len(pages.get("/repairs/?period=2025-26-Q3&q=paper").select("tbody tr")) == 0
    assert len(pages.get("/repairs/?period=2025-26-Q3&q=laserjet").select("tbody tr")) == 1
    assert "Hakuna kumbukumbu" in words(pages.get("/repairs/?q=hakuna"), ".empty")


def test_an_empty_log_offers_the_first_repair(pages, officer):
    pages.sign_in(officer)

    assert "/repairs/new" in str(pages.get("/repairs/").select_one(".empty"))


@pytest.mark.parametrize(
    "query",
    [
        "view=none",
        "kind=x",
        "status=x",
        "technician=x",
        "technician=99999999999999999999",
        "department=x",
        "period=2025-99",
        "period=x",
        "after=junk",
        "before=1~x",
        "q=a%00b",
        "q=" + "a+" * 3000,
    ],
)
def test_a_made_up_address_shows_the_log(pages, officer, printer, query):
    repair(printer, officer=officer)
    pages.sign_in(officer)

    assert pages.get(f"/repairs/?{query}").h1


def test_the_log_is_downloaded_as_it_is_narrowed(pages, officer, printer):
    order = repair(printer, officer=officer, bills=[bill("10000.50")])
    repair(officer=officer, status=Status.IN_PROGRESS, description="=1+1")
    pages.sign_in(officer)

    sheet = pages.download("/repairs/?format=csv&status=done")
    rows = list(csv.reader(StringIO(sheet.get_data(as_text=True).removeprefix("\ufeff"))))
    pdf = pages.download("/repairs/?format=pdf")
    text = " ".join(PdfReader(BytesIO(pdf.data)).pages[0].extract_text().split())

    (found,) = [row for row in rows if row and row[0] == order.reference]
    assert found[-2:] == ["10000.50", "10000.50"]
    assert rows[-1][-1] == "10000.50"
    assert "KUMBUKUMBU ZA MATENGENEZO" in text
    assert pages.download("/repairs/?format=xlsx").data.startswith(b"PK")
    assert "Kumbukumbu%20za%20matengenezo" in sheet.headers["Content-Disposition"]
    pages.get("/repairs/?format=exe", status=404)


@pytest.mark.parametrize("role", ["requester", "storekeeper", "administrator"])
def test_the_log_is_not_for_everybody(pages, officer, printer, role):
    order = repair(printer, officer=officer)
    pages.sign_in(factories.user(role, council_id=officer.council_id))

    for path in ("/repairs/", "/repairs/new", f"/work-orders/{order.id}"):
        pages.get(path, status=403)


@pytest.mark.parametrize("role", ["auditor", "manager"])
def test_others_look_but_do_not_touch(pages, officer, printer, store, roller, role):
    order = repair(
        printer, officer=officer, status=Status.IN_PROGRESS, store=store, parts=[wanted(roller)]
    )
    pages.sign_in(factories.user(role, council_id=officer.council_id))

    page = pages.get(f"/work-orders/{order.id}")

    assert not page.select("main form")
    for act in ("continue", "cancel", "reopen"):
        pages.get(f"/work-orders/{order.id}/{act}", status=403)
        pages.post(f"/work-orders/{order.id}/{act}", status=403)
    pages.post(f"/work-orders/{order.id}/undo", status=403)
    pages.post(f"/work-orders/{order.id}/parts/{order.parts[0].id}/return", status=403)
    pages.get("/repairs/new", status=403)


def test_another_council_s_repairs_tickets_and_devices_do_not_exist(pages, officer):
    theirs = repair(status=Status.IN_PROGRESS)
    ticket = opened(requester=factories.user(council_id=theirs.council_id))
    pages.sign_in(officer)

    for path in (
        f"/work-orders/{theirs.id}",
        f"/work-orders/{theirs.id}/continue",
        f"/work-orders/{theirs.id}/cancel",
        f"/work-orders/{theirs.id}/reopen",
        "/work-orders/999999",
        "/work-orders/99999999999999999999",
        f"/repairs/new?ticket={ticket.id}",
        f"/repairs/new?asset={theirs.asset_id}",
        "/repairs/new?ticket=999999",
    ):
        pages.get(path, status=404)


def test_a_part_of_another_council_cannot_be_used(pages, officer, printer, roller):
    there = factories.council().id
    some_part(there, code="ZAO-1")
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get(f"/repairs/new?asset={printer.id}"),
        status=422,
        **USUAL,
        **{"lines-0-part": "ZAO-1", "lines-0-quantity": "1"},
    )

    assert refusals(refused) == ["#lines-0-part"]


def test_the_ticket_tells_the_officer_what_was_spent_and_the_requester_that_it_was_done(
    pages, officer, ticket, printer
):
    order = repair(printer, officer=officer, ticket=ticket, bills=[bill(77_777)])

    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    assert "TZS 77,777" in words(page)
    assert f"/repairs/new?ticket={ticket.id}" in str(page)

    pages.sign_in(ticket.requester)
    told = words(pages.get(f"/tickets/{ticket.id}"))
    assert f"Matengenezo yalikamilika tarehe 02/03/2026. {order.reference}" in told
    assert "77,777" not in told


def test_the_page_of_a_device_shows_its_repairs_and_their_cost(pages, officer, printer):
    order = repair(printer, officer=officer, bills=[bill(77_777)])
    pages.sign_in(officer)

    page = pages.get(f"/equipment/{printer.id}")

    assert "TZS 77,777" in words(page)
    assert f"/work-orders/{order.id}" in str(page.select_one(".timeline"))


def test_whoever_holds_a_device_does_not_see_what_its_repairs_cost(pages, officer):
    holder = factories.user(council_id=officer.council_id)
    at = devices.whereabouts(officer.council_id, custodian=holder)
    mine = devices.asset(officer.council_id, at=at)
    repair(mine, officer=officer, bills=[bill(77_777)])
    pages.sign_in(holder)

    assert "77,777" not in pages.get(f"/equipment/{mine.id}").get_text()


@pytest.mark.sqlite_only(reason="a page runs as many statements on every database")
def test_pages_ask_as_many_questions_of_the_database_for_many_rows(
    pages, officer, printer, store, roller, ticket
):
    def log(part):
        part.unit = "mita"
        return repair(
            printer,
            officer=officer,
            ticket=ticket,
            store=store,
            parts=[wanted(part, "0.001")],
            minutes=5,
            bills=[bill()],
            problem=Problem.NO_POWER,
        )

    order = log(roller)
    pages.sign_in(officer)
    paths = [
        "/repairs/",
        f"/work-orders/{order.id}",
        f"/repairs/new?ticket={ticket.id}",
        f"/tickets/{ticket.id}",
        f"/equipment/{printer.id}",
    ]
    few = [pages.statements(path) for path in paths]
    for _number in range(30):
        extra = some_part(officer.council_id)
        receive(store, extra)
        log(extra)
    for _number in range(10):
        services_part = some_part(officer.council_id)
        receive(store, services_part)
        order.parts.append(log(services_part).parts[0])

    assert [pages.statements(path) for path in paths] == few
    assert max(few) <= 30


def test_what_mostly_fails_in_a_kind_of_device_is_offered_first(pages, officer):
    of = devices.category(officer.council_id, code="UPS")
    ups = devices.asset(of=devices.model(officer.council_id, of=of))
    pages.sign_in(officer)

    page = pages.get(f"/repairs/new?asset={ups.id}")

    groups = page.select("select[name=problem] optgroup")
    offered = [option["value"] for group in groups for option in group.select("option")]
    assert groups[0].option["value"] == "battery"
    assert sorted(offered) == sorted({*offered})
    assert len(offered) == len(labels.choices(labels.PROBLEM))
    shown = pages.submit(page, problem="battery", cause="wear", remedy="cleaned", minutes="10")
    assert "Betri" in words(shown, "h1")


def test_every_usual_problem_is_one_that_officers_choose():
    for usual in USUAL_PROBLEMS.values():
        assert len({*usual}) == len(usual)
        assert not {*usual} & OF_PLANS
