"""Leaving, page by page, as each person sees it."""

import pytest

from helpdesk.disposals.models import Survey
from helpdesk.disposals.rules import State
from helpdesk.equipment import services as equipment
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from tests import factories
from tests.disposals.factories import decided, found, left, survey, wiped
from tests.equipment.factories import asset as some_asset
from tests.equipment.factories import category, model
from tests.factories import MONDAY_MORNING, program
from tests.pages import save


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def officer(council):
    return factories.user("technician", council_id=council.id, name="Afisa")


@pytest.fixture
def head(council):
    return factories.user("head", council_id=council.id, name="Mkuu")


def unwanted(council):
    made = some_asset(of=model(council.id, of=category(council.id, is_data_bearing=True)))
    equipment.set_status(
        made, status=Status.SURPLUS, reason="-", actor=program(council.id), now=MONDAY_MORNING
    )
    return made


def dated(name: str) -> dict[str, str]:
    return {f"{name}-day": "2", f"{name}-month": "3", f"{name}-year": "2026"}


def test_a_board_writes_its_list_and_sends_it(pages, council, officer):
    device = unwanted(council)
    save()
    pages.sign_in(officer)
    board = {
        f"members-{place}-{box}": said
        for place, name in enumerate(("Asha", "Juma", "Neema"))
        for box, said in (("name", name), ("job_title", "Mjumbe"))
    }
    begun = {"appointment_letter": "K/1", "place": "Stoo", **dated("surveyed_on")}
    new = pages.get("/disposals/surveys/new")
    refused = pages.submit(new, **begun, **{**board, "members-2-name": "Asha"}, status=422)
    assert "mara mbili" in refused.select_one(".error-summary").text
    pages.submit(refused, **begun, **board)
    sitting = db.session.query(Survey).one()
    here = f"/disposals/surveys/{sitting.id}"
    assert device.asset_tag in pages.get(here).select_one("main").text
    said = {"seen": "no", "reason": "surplus", "method": "auction", "estimated_value": "50,000"}
    page = pages.get(f"{here}/add?asset={device.id}")
    refused = pages.submit(page, **said, status=422)
    page = pages.submit(refused, **{**said, "seen": "yes"})
    pages.press(page, f"{here}/submit")
    pages.get(f"{here}/decide", status=403)
    assert db.session.get_one(Survey, sitting.id).state is State.SUBMITTED


def test_what_is_approved_is_wiped_sold_and_locked(pages, council, officer, head):
    sitting, device = survey(officer), unwanted(council)
    line = found(sitting, device, by=officer).id
    sitting.state = State.SUBMITTED
    save()
    here = f"/disposals/surveys/{sitting.id}"
    pages.sign_in(head)
    page = pages.get(f"{here}/decide")
    refused = pages.submit(page, **{f"decision_{line}": "refused"}, status=422)
    page = pages.submit(refused, **{f"decision_{line}": "approved"})
    assert db.session.get_one(Survey, sitting.id).state is State.DECIDED
    pages.sign_in(officer)
    pages.get(f"/disposals/lines/{line}/dispose", status=409)
    page = pages.get(f"/disposals/lines/{line}/wipe")
    pages.submit(page, wiped_by="destroy", done_by="Afisa", witness="Asha", **dated("done_on"))
    page = pages.get(f"/disposals/lines/{line}/dispose")
    gone = {"method": "auction", "receiver": "Duka", "witness": "Asha", "proceeds": "60,000"}
    refused = pages.submit(page, **gone, **dated("done_on"), status=422)
    assert "stakabadhi" in refused.select_one(".error-summary").text
    pages.submit(refused, receipt_number="ERV 5")
    page = pages.get(f"/equipment/{device.id}")
    assert "Kimeondoshwa" in page.select_one("main").text
    pages.get(f"/equipment/{device.id}/edit", status=409)


def test_who_wrote_a_survey_is_not_asked_to_decide_and_cannot(pages, council, head):
    sitting = survey(head)
    found(sitting, unwanted(council), by=head)
    sitting.state = State.SUBMITTED
    save()
    pages.sign_in(head)
    here = f"/disposals/surveys/{sitting.id}"
    assert not pages.get(here).select(f"a[href='{here}/decide']")
    pages.get(f"{here}/decide", status=409)


def test_every_paper_prints_in_both_languages(pages, council, officer, head):
    sitting = survey(officer)
    line = found(sitting, unwanted(council), by=officer)
    decided(sitting, by=head)
    wiped(line, by=officer)
    left(line, by=officer)
    save()
    pages.sign_in(officer)
    papers = (
        f"/disposals/surveys/{sitting.id}/report",
        f"/disposals/lines/{line.id}/wipe-certificate",
        f"/disposals/lines/{line.id}/disposal-certificate",
    )
    for paper in papers:
        for language in ("sw", "en"):
            assert pages.download(f"{paper}?format=pdf&lang={language}").data.startswith(b"%PDF")
    assert sitting.reference in pages.download("/disposals/?format=csv").get_data(as_text=True)


def test_the_list_takes_as_many_statements_for_one_survey_as_for_many(pages, council, officer):
    found(survey(officer), unwanted(council), by=officer)
    save()
    pages.sign_in(officer)
    few = pages.statements("/disposals/")
    for _ in range(4):
        found(survey(officer), unwanted(council), by=officer)
    save()
    assert pages.statements("/disposals/") == few
