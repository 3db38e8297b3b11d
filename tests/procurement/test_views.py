"""Buying, page by page, as each person sees it."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.procurement import queries, services
from helpdesk.procurement.models import GoodsReceipt, PurchaseOrder
from tests import factories
from tests.equipment.factories import category
from tests.inspections.test_views import PICTURE
from tests.pages import save
from tests.procurement.factories import accepted, inspected, known, order, received, supplier
from tests.sheets import text_of


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def people(council):
    roles = ("storekeeper", "technician", "head", "requester")
    return {role: factories.user(role, council_id=council.id, name=f"Bi {role}") for role in roles}


def only(kind):
    return db.session.query(kind).one()


def today() -> dict[str, str]:
    day = clock.today()
    return {"day": f"{day:%d}", "month": f"{day:%m}", "year": f"{day:%Y}"}


def dated(name: str) -> dict[str, str]:
    return {f"{name}-{part}": said for part, said in today().items()}


def test_goods_are_ordered_and_received(pages, council, people):
    kind = category(council.id)
    dealer = supplier(council.id)
    save()
    pages.sign_in(people["storekeeper"])
    line = {"description": "Printa", "quantity": "3", "unit_price": "900,000"}
    page = pages.submit(
        pages.get("/procurement/orders/new"),
        number="LPO 77",
        supplier_id=str(dealer.id),
        buyer_name="Bwana Mnunuzi",
        **dated("ordered_on"),
        **{"lines-0-category_id": str(kind.id)},
        **{f"lines-0-{box}": said for box, said in line.items()},
    )
    bought = only(PurchaseOrder)
    wanted = bought.lines[0].id
    page = pages.get(f"/procurement/orders/{bought.id}/receive")
    typed = {"delivery_note": "DN 5", **dated("received_on"), f"quantity_{wanted}": "2"}
    refused = pages.submit(page, **typed, status=422)
    assert "Andika mtengenezaji" in refused.select_one(".error-summary").text
    page = pages.submit(refused, **{f"maker_{wanted}": "HP", f"model_{wanted}": "LaserJet"})
    assert "HP LaserJet" in page.select_one("main").text
    assert only(GoodsReceipt).order.still_to_come == 1


def test_a_begun_line_of_an_order_is_whole(pages, council, people):
    supplier(council.id)
    save()
    pages.sign_in(people["storekeeper"])
    page = pages.get("/procurement/orders/new")
    refused = pages.submit(page, **{"lines-1-description": "Printa"}, status=422)
    assert refused.select_one("#lines-1-quantity")["aria-invalid"] == "true"
    assert not refused.select_one("#lines-0-quantity").has_attr("aria-invalid")


def test_a_committee_with_the_receiver_in_it_is_refused(pages, council, people):
    receipt = received(order(council.id), by=people["storekeeper"], quantity=2)
    save()
    pages.sign_in(people["technician"])
    here, found = f"/procurement/receipts/{receipt.id}", receipt.lines[0].id
    members = {
        f"members-{place}-{box}": said
        for place, name in enumerate(("Asha", "Juma", "Bi storekeeper"))
        for box, said in (("name", name), ("job_title", "Mjumbe"))
    }
    said = {"appointment_letter": "K/1", "members-1-is_skilled": "y", **members}
    counted = {f"accepted_{found}": "2", f"rejected_{found}": "0", f"decision_{found}": "accept"}
    page = pages.get(f"{here}/inspect")
    refused = pages.submit(page, **said, **counted, **dated("inspected_on"), status=422)
    assert "hawezi kuzikagua" in refused.select_one(".error-summary").text
    pages.submit(refused, **{"members-2-name": "Neema"})
    papers = {one: f"{here}/certificate?format=pdf&lang={one}" for one in ("sw", "en")}
    said = {one: text_of(pages.download(paper)) for one, paper in papers.items()}
    assert "JAMHURI YA MUUNGANO" in said["sw"]
    assert "UNITED REPUBLIC" in said["en"]


def test_accepted_devices_are_installed_and_handed_over(pages, council, people):
    receipt = received(order(council.id, number="LPO77"), by=people["storekeeper"], quantity=2)
    inspected(receipt, by=people["technician"])
    save()
    pages.sign_in(people["head"])
    here, found = f"/procurement/receipts/{receipt.id}", receipt.lines[0].id
    page = pages.get(f"{here}/accept")
    refused = pages.submit(page, **{f"serials_{found}": "A1\nA1"}, status=422)
    assert "A1" in refused.select_one(".error-summary").text
    pages.submit(refused, **{f"serials_{found}": "A1\nA2"})
    device = db.session.query(Asset).filter_by(serial_number="A1").one()
    person = people["requester"]
    page = pages.submit(
        pages.get(f"/procurement/devices/{device.id}/commission"),
        **dated("done_on"),
        location_id=str(person.location_id),
        department_id=str(person.department_id),
        holder="Bi requester",
    )
    assert "LPO77" in page.select_one("main").text
    assert db.session.get_one(Asset, device.id).status is Status.IN_SERVICE
    paper = f"/procurement/devices/{device.id}/commissioning?format=pdf"
    assert pages.download(paper).data.startswith(b"%PDF")


def test_who_received_is_not_offered_the_inspection(pages, council):
    both = factories.user("storekeeper", "head", council_id=council.id)
    receipt = received(order(council.id), by=both)
    save()
    pages.sign_in(both)
    url = f"/procurement/receipts/{receipt.id}/inspect"
    assert not pages.get(f"/procurement/receipts/{receipt.id}").select(f'a[href="{url}"]')
    pages.get(url, status=409)


def test_what_was_rejected_has_a_letter_in_both_languages(pages, council, people):
    receipt = received(order(council.id), by=people["storekeeper"])
    inspected(receipt, by=people["technician"], rejected=2)
    accepted(receipt, by=people["head"])
    save()
    pages.sign_in(people["head"])
    url = f"/procurement/receipts/{receipt.id}/rejection?format=csv"
    assert "Skrini zimepasuka" in pages.download(url).data.decode()


def test_a_specification_has_as_many_lines_in_both_languages(pages, council, people):
    category(council.id)
    save()
    pages.sign_in(people["technician"])
    page = pages.submit(pages.get("/procurement/specifications/begin"))
    (link,) = [a["href"] for a in page.select("main a") if a["href"].endswith("/edit")]
    typed = {"requirements_sw": "RAM ≥ GB 8\nSSD", "requirements_en": "RAM ≥ 8 GB"}
    refused = pages.submit(pages.get(link), **typed, status=422)
    page = pages.submit(refused, requirements_en="RAM ≥ 8 GB\nSSD")
    assert "RAM ≥ GB 8" in page.select_one("main").text


def test_a_list_of_more_orders_needs_no_more_statements(pages, council, people):
    order(council.id)
    save()
    pages.sign_in(people["head"])
    few = pages.statements("/procurement/")
    for _ in range(4):
        received(order(council.id), by=people["storekeeper"])
    save()
    assert pages.statements("/procurement/") == few


def test_a_store_keeper_corrects_an_order_and_withdraws_a_delivery(pages, council, people):
    ordered = order(council.id, quantity=5)
    receipt = received(ordered, by=people["storekeeper"], quantity=4)
    save()
    pages.sign_in(people["storekeeper"])
    line = ordered.lines[0].id
    page = pages.get(f"/procurement/orders/{ordered.id}/edit")
    refused = pages.submit(page, **{f"quantity_{line}": "3"}, status=422)
    assert "Zimeshaletwa 4" in refused.select_one(".error-summary").text
    pages.submit(refused, **{f"quantity_{line}": "4"})
    page = pages.get(f"/procurement/receipts/{receipt.id}/withdraw")
    page = pages.submit(page, reason="Idadi si sahihi")
    assert "Idadi si sahihi" in page.select_one("main").text


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_certificate_is_one_page_and_has_an_annex_only_for_many(pages, council, people, language):
    sizes = {}
    for quantity in (12, 40):
        receipt = received(
            order(council.id, quantity=40), by=people["storekeeper"], quantity=quantity
        )
        inspected(receipt, by=people["technician"])
        serials = "\n".join(f"SN{receipt.id}X{number}" for number in range(quantity))
        accepted(receipt, by=people["head"], serials=serials)
        sizes[quantity] = f"/procurement/receipts/{receipt.id}/certificate?format=pdf"
    save()
    pages.sign_in(people["head"])
    short, long = (pages.download(f"{url}&lang={language}") for url in sizes.values())

    annex = {"sw": "Kiambatisho", "en": "Serial numbers of what was accepted"}[language]
    confirmed = {"sw": "kwenye mfumo na Bi head", "en": "in the program by Bi head"}[language]
    assert len(PdfReader(BytesIO(short.data)).pages) == 1
    assert annex not in text_of(short)
    assert "SN" in text_of(short)
    assert confirmed in text_of(short)
    assert annex in text_of(long)


def test_the_signed_certificate_is_put_to_its_delivery(pages, council, people):
    receipt = received(order(council.id), by=people["storekeeper"])
    here = f"/procurement/receipts/{receipt.id}"
    save()
    pages.sign_in(people["storekeeper"])
    pages.get(f"{here}/signed-copy", status=404)
    inspected(receipt, by=people["technician"])
    save()
    shown = pages.submit(pages.get(f"{here}/signed-copy"), files=(BytesIO(PICTURE), "cheti.png"))
    (link,) = [one["href"] for one in shown.select(".files a")]

    pages.sign_in(people["requester"])
    pages.download(link, status=404)
    pages.sign_in(people["head"])
    assert pages.download(link).mimetype == "image/png"


def test_the_signed_certificate_of_an_installation_is_on_the_page_of_its_device(
    pages, council, people
):
    receipt = inspected(
        received(order(council.id), by=people["storekeeper"]), by=people["technician"]
    )
    device = accepted(receipt, by=people["head"])[0]
    person = people["requester"]
    to = Whereabouts(location=person.location, department=person.department, custodian=person)
    said = services.Installed(done_on=clock.today(), to=to, custodian=person, steps=[])
    origin, officer = known(queries.origin_of(device)), people["technician"]
    actor = as_actor(officer)
    services.commission(origin, said, doer=officer, actor=actor, now=clock.now())
    save()
    pages.sign_in(officer)
    page = pages.get(f"/procurement/devices/{device.id}/signed-copy")
    shown = pages.submit(page, files=(BytesIO(PICTURE), "cheti.png"))

    assert "cheti.png" in shown.select_one("main").text
