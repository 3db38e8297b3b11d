"""Inspections and checklists, as an officer and others see them."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from helpdesk.checklists import services
from helpdesk.checklists.models import ChecklistTemplate
from helpdesk.checklists.rules import ItemKind, State
from helpdesk.checklists.services import Asked
from helpdesk.equipment.rules import Condition
from helpdesk.infra.db import db
from helpdesk.inspections.models import Inspection
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.equipment import factories as made
from tests.inspections.factories import FAULT, GOOD, SKIPPED, checklist, inspection
from tests.pages import save
from tests.sheets import column, text_of
from tests.tickets.test_views import words


def picture():
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    return target.getvalue()


PICTURE = picture()


@pytest.fixture
def signed_in(pages, officer, template, printer):
    save()
    pages.sign_in(officer)
    return pages


def new(asset):
    return f"/inspections/devices/{asset.id}/new"


def test_one_page_inspects_a_device_and_opens_the_request_of_a_fault(signed_in, printer):
    device = signed_in.get(f"/equipment/{printer.id}")
    assert "Kagua sasa" in words(device, "main")
    page = signed_in.get(new(printer))
    assert "isizidi 80 °C" in words(page, "main")

    shown = signed_in.submit(
        page, item_1="pass", item_2="fail", item_3="91.5", item_4="na", note_2="Mistari"
    )

    assert "MBR/INS/" in words(shown, "h1")
    assert "Tatizo: 91.5 °C" in words(shown, "main")
    db.session.refresh(printer)
    assert printer.condition is Condition.UNSERVICEABLE  # 1 of 5
    ticket = db.session.scalars(select(Ticket).order_by(Ticket.id).limit(1)).one()
    assert "MBR/INS/" in words(signed_in.get(f"/tickets/{ticket.id}"), "main")
    assert "MBR/INS/" in words(signed_in.get(f"/equipment/{printer.id}"), "main")


def test_what_is_missing_is_named_and_all_else_kept(signed_in, printer):
    page = signed_in.submit(
        signed_in.get(new(printer)), status=422, item_1="pass", item_3="70", note_1="Vumbi kidogo"
    )

    assert "Jibu namba 2." in words(page, ".error-summary")
    assert page.select_one("[name=item_1][value=pass]").has_attr("checked")
    assert page.select_one("[name=item_3]")["value"] == "70"
    assert page.select_one("[name=note_1]")["value"] == "Vumbi kidogo"
    assert db.session.scalar(select(func.count(Inspection.id))) == 0


def test_the_same_page_sent_twice_inspects_once(signed_in, printer):
    page = signed_in.get(new(printer))
    answers = {"item_1": "pass", "item_2": "fail", "item_4": "pass"}
    signed_in.submit(page, **answers)
    signed_in.submit(page, **answers)

    assert db.session.scalar(select(func.count(Inspection.id))) == 1
    assert db.session.scalar(select(func.count(Ticket.id))) == 1


def test_a_device_without_a_checklist_says_so(signed_in, council_id):
    other = made.asset(council_id)
    save()
    assert "Kagua sasa" not in words(signed_in.get(f"/equipment/{other.id}"), "main")
    back = signed_in.redirected(new(other))
    assert "Hakuna orodha ya ukaguzi inayotumika" in words(signed_in.get(back), "body")


def test_a_photo_that_is_asked_for_is_missed_and_a_bad_word_is_a_fault(signed_in, council_id):
    items = (
        Asked(text_sw="Picha ya lebo", text_en="Photo", kind=ItemKind.PHOTO),
        Asked(
            text_sw="Hali",
            text_en="State",
            kind=ItemKind.CHOICE,
            choices="Nzuri, Mbaya",
            faults="Mbaya",
        ),
    )
    checklist(council_id, kinds=("XY",), code="xy", items=items)
    device = made.asset(of=made.model(council_id, of=made.category(council_id, code="XY")))
    save()
    page = signed_in.submit(signed_in.get(new(device)), status=422, item_2="Mbaya")
    assert "Orodha hii inahitaji picha" in words(page, ".error-summary")

    shown = signed_in.submit(page, files=(BytesIO(PICTURE), "lebo.png"))

    assert "Tatizo: Mbaya" in words(shown, "main")
    assert "lebo.png" in words(shown, "main")


def test_a_new_version_is_written_and_brought_into_use(signed_in, template):
    page = signed_in.get(f"/inspections/checklists/{template.id}")
    signed_in.press(page, f"/inspections/checklists/{template.id}/new-version")
    draft = db.session.scalars(
        select(ChecklistTemplate).where(ChecklistTemplate.state == State.DRAFT)
    ).one()
    edited = signed_in.get(f"/inspections/checklists/{draft.id}/edit")
    assert edited.select_one("[name=most_2]")["value"] == "80"
    refused = signed_in.submit(edited, status=422, text_sw_4="Skana", text_en_4="")
    assert "Andika kila kipengele kwa lugha zote mbili." in words(refused, ".error-summary")

    shown = signed_in.submit(
        refused, text_sw_4="Skana", text_en_4="Scanner", text_sw_0="", text_en_0=""
    )
    signed_in.press(shown, f"/inspections/checklists/{draft.id}/publish")

    db.session.expire_all()
    assert [item.text_sw for item in draft.items][0::3] == ["Inachapisha", "Skana"]
    assert (draft.state, template.state) == (State.ACTIVE, State.SUPERSEDED)
    signed_in.get(f"/inspections/checklists/{template.id}/edit", status=409)


def test_the_list_of_what_needs_maintenance_costs_the_same_for_many(
    signed_in, printer, template, officer, council_id
):
    inspection(printer, template, GOOD, FAULT, SKIPPED, GOOD, by=officer)
    save()
    few = signed_in.statements("/inspections/")
    for _number in range(4):
        made.asset(council_id, condition=Condition.POOR)
    save()

    assert signed_in.statements("/inspections/") == few
    listed = signed_in.download("/inspections/?format=csv")
    assert len(column(listed, "Sababu")) == 5
    only = signed_in.download("/inspections/?format=xlsx&view=failed")
    assert "Matatizo kwenye ukaguzi wa mwisho" in column(only, "Sababu")[0]


def test_papers_come_in_both_languages(signed_in, printer, template, officer):
    done = inspection(printer, template, GOOD, FAULT, SKIPPED, GOOD, by=officer)
    save()
    path = f"/inspections/{done.id}?format=pdf&lang="
    assert "TAARIFA YA UKAGUZI WA KIFAA" in text_of(signed_in.download(f"{path}sw"))
    assert "Fault" in text_of(signed_in.download(f"{path}en"))
    sheet = text_of(signed_in.download(f"/inspections/devices/{printer.id}/sheet"))
    assert "[ ] Sawa [ ] Tatizo [ ] Haihusiki" in sheet


def test_staff_and_other_councils_see_no_inspection(pages, printer, template, officer):
    done = inspection(printer, template, by=officer)
    member = factories.user(council_id=printer.council_id)
    stranger = factories.user("technician")
    save()
    pages.sign_in(member)
    pages.get(f"/inspections/{done.id}", status=403)
    pages.sign_in(stranger)
    pages.get(f"/inspections/{done.id}", status=404)
    pages.get(new(printer), status=404)


def draft_of(code):
    found = select(ChecklistTemplate).where(ChecklistTemplate.code == code)
    return db.session.scalars(found.order_by(ChecklistTemplate.number.desc())).first()


def test_a_checklist_is_written_from_nothing_arranged_used_and_retired(signed_in, council_id):
    made.category(council_id, code="RT")
    save()
    page = signed_in.get("/inspections/checklists/new")
    taken = signed_in.submit(page, status=422, code="PRINTA", title_sw="Ruta", title_en="Router")
    assert "Kuna orodha yenye msimbo huu tayari." in words(taken, ".error-summary")
    edited = signed_in.submit(taken, code="ruta", kinds=["RT"])
    choice = {"text_sw_0": "Taa", "text_en_0": "Light", "kind_0": "choice"}
    refused = signed_in.submit(edited, status=422, choices_0="Kijani", **choice)
    assert "Andika angalau maneno mawili" in words(refused, ".error-summary")
    number = {"text_sw_1": "Joto", "text_en_1": "Heat", "kind_1": "number", "most_1": "40"}
    photo = {"text_sw_2": "Picha", "text_en_2": "Photo", "kind_2": "photo"}
    shown = signed_in.submit(
        refused, choices_0="Kijani, Nyekundu", faults_0="Nyekundu", unit_1="°C", **number, **photo
    )
    draft = draft_of("ruta")
    shown = arranged(signed_in, shown, "up-3")
    shown = arranged(signed_in, shown, "up-2")
    shown = arranged(signed_in, shown, "down-2")
    shown = arranged(signed_in, shown, "remove-3")
    db.session.expire_all()
    assert [(one.seq, one.text_sw) for one in draft.items] == [(1, "Picha"), (2, "Joto")]

    used = signed_in.press(shown, f"/inspections/checklists/{draft.id}/publish")
    ended = signed_in.press(used, f"/inspections/checklists/{draft.id}/retire")

    assert "Haitumiki tena" in words(ended, "main")
    signed_in.press(ended, f"/inspections/checklists/{draft.id}/new-version")
    again = draft_of("ruta")
    assert (again.number, again.state) == (2, State.DRAFT)


def arranged(pages, page, step):
    """Press one of the buttons beside the items."""
    assert page.select(f'button[form="arrange"][name="step"][value="{step}"]')
    sent = pages.sent(page, form="arrange", step=step)
    return pages.get(sent.location)


def test_two_checklists_never_ask_one_kind_for_the_same(signed_in, council_id, template):
    rival = checklist(council_id, kinds=("XY",), code="xy")
    draft = services.new_version(rival, actor=factories.program(council_id))
    draft.kinds = ["XY", "PR"]
    save()
    page = signed_in.get(f"/inspections/checklists/{draft.id}")

    told = signed_in.press(page, f"/inspections/checklists/{draft.id}/publish")

    assert "Printa inatumika tayari" in words(told, "body")
    assert draft.state is State.DRAFT


def test_only_the_head_sets_how_often_equipment_is_inspected(pages, signed_in, council_id, officer):
    signed_in.get("/inspections/intervals", status=403)
    head = factories.user("head", council_id=council_id)
    save()
    pages.sign_in(head)
    page = pages.get("/inspections/intervals")
    assert page.select_one("[name=department]")["value"] == "6"
    refused = pages.submit(page, status=422, service="0")
    pages.submit(refused, service="2")

    assert pages.get("/inspections/intervals").select_one("[name=service]")["value"] == "2"


def test_the_page_of_a_device_says_when_it_is_inspected_next(signed_in, printer):
    page = signed_in.get(f"/equipment/{printer.id}")
    assert "Ukaguzi ujao ufanyike ifikapo" in words(page, "main")
