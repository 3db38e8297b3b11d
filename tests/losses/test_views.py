"""Losses, page by page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import State
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import refused, words
from tests.losses.factories import loss, proposed, written_off
from tests.pages import save

WHEN = {"happened_on-day": "1", "happened_on-month": "3", "happened_on-year": "2026"}
FOUND = {"found_on-day": "2", "found_on-month": "3", "found_on-year": "2026"}


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def laptop(council_id):
    return made.asset(council_id)


def printed(pages, url):
    return PdfReader(BytesIO(pages.download(url).data)).pages


def test_from_the_page_of_a_device_to_its_write_off_and_its_paper(pages, officer, head, laptop):
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{laptop.id}")
    form = pages.get(page.find("a", string="Toa taarifa ya kupotea au kuibiwa")["href"])
    said = {"kind": "stolen", "circumstances": "Mlango ulivunjwa usiku", **WHEN}
    again = pages.submit(form, **said, status=422)
    assert set(refused(again)) == {"police_reference"}
    page = pages.submit(again, **said, police_reference="RUJ/RB/12/2026")
    one = db.session.query(Loss).one()
    here = f"/losses/{one.id}"
    assert db.session.get_one(Asset, laptop.id).status is Status.LOST_STOLEN
    assert "RUJ/RB/12/2026" in words(page)
    pages.submit(pages.get(f"{here}/propose"), reason="Polisi wamefunga jalada")
    pages.get(f"{here}/decide", status=403)
    pages.sign_in(head)
    form = pages.get(f"{here}/decide")
    again = pages.submit(form, answer="yes", status=422)
    assert set(refused(again)) == {"document_number"}
    pages.submit(again, answer="yes", document_number="CMT/14")

    assert db.session.get_one(Asset, laptop.id).status is Status.WRITTEN_OFF
    pages.get(f"{here}/decide", status=409)
    for language, title in (("sw", "Ufutaji"), ("en", "Write-off of a lost device")):
        (paper,) = printed(pages, f"{here}/report?lang={language}")
        text = paper.extract_text()
        assert title.upper() in text.upper()
        assert "CMT/14" in text
        assert "Mkuu wa TEHAMA" in text


def test_what_is_found_is_back_in_store(pages, officer, laptop):
    one = loss(laptop, by=officer)
    pages.sign_in(officer)
    form = pages.get(f"/losses/{one.id}/found")
    said = {"found_where": "Kituo cha Polisi", "found_by": "Afisa wa Polisi", "condition": "D"}
    early = {**FOUND, "found_on-year": "2025"}
    assert set(refused(pages.submit(form, **said, **early, status=422))) == {"found_on-day"}
    pages.submit(form, **said, **FOUND)
    assert db.session.get_one(Asset, laptop.id).status is Status.IN_STORE
    (paper,) = printed(pages, f"/losses/{one.id}/report?lang=en")
    assert "Kituo cha Polisi" in paper.extract_text()


def test_a_refusal_needs_its_reason_and_the_search_goes_on(pages, officer, head, laptop):
    one = proposed(loss(laptop, by=officer), by=officer)
    pages.sign_in(head)
    form = pages.get(f"/losses/{one.id}/decide")
    again = pages.submit(form, answer="no", status=422)
    assert set(refused(again)) == {"decision_note"}
    pages.submit(again, answer="no", decision_note="Subirini Polisi")
    assert db.session.get_one(Loss, one.id).state is State.SOUGHT


def test_who_proposed_it_does_not_decide(pages, head, laptop):
    one = proposed(loss(laptop, by=head), by=head)
    pages.sign_in(head)
    pages.get(f"/losses/{one.id}/decide", status=409)


def test_the_number_of_the_police_comes_later_and_a_stale_page_is_told(pages, officer, laptop):
    one = loss(laptop, by=officer)
    pages.sign_in(officer)
    form, stale = (pages.get(f"/losses/{one.id}/edit") for _number in range(2))
    pages.submit(form, police_reference="RB/1")
    page = pages.submit(stale, circumstances="Basi la Mbeya", status=409)
    assert page.select_one("#circumstances").text.strip() == "Basi la Mbeya"
    assert page.select_one("#police_reference")["value"] == "RB/1"


def test_a_device_that_is_written_off_offers_nothing_more(pages, officer, head, laptop):
    one = written_off(proposed(loss(laptop, by=officer), by=officer), by=head)
    pages.sign_in(officer)
    page = pages.get(f"/equipment/{laptop.id}")
    assert one.reference in words(page)
    assert not page.select(f"a[href='/losses/devices/{laptop.id}/new']")
    pages.get(f"/losses/devices/{laptop.id}/new", status=409)
    for path in ("edit", "move", "status"):
        pages.get(f"/equipment/{laptop.id}/{path}", status=409)


@pytest.mark.parametrize("view", ["all", "sought", "written_off"])
def test_files_of_the_list_say_what_the_page_says(pages, officer, head, council_id, view):
    for _number in range(3):
        loss(made.asset(council_id), by=officer)
    written_off(proposed(loss(made.asset(council_id), by=officer), by=officer), by=head)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/losses/?view={view}")
    shown = [row.text for row in page.select("tbody th a")]
    csv = pages.download(f"/losses/?view={view}&format=csv").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.splitlines()[-len(shown) :]] == shown


def test_the_list_takes_as_many_statements_for_one_as_for_four(pages, officer, council_id):
    loss(made.asset(council_id), by=officer)
    pages.sign_in(officer)
    few = pages.statements("/losses/")
    for _number in range(3):
        loss(made.asset(council_id), by=officer)
    assert pages.statements("/losses/") == few


def test_nothing_is_stolen_before_it_was_bought_nor_moved_while_it_is_looked_for(
    pages, officer, laptop
):
    pages.sign_in(officer)
    form = pages.get(f"/losses/devices/{laptop.id}/new")
    said = {"kind": "lost", "circumstances": "Haionekani", **WHEN}
    again = pages.submit(form, **{**said, "happened_on-year": "2010"}, status=422)
    assert set(refused(again)) == {"happened_on-day"}
    pages.submit(again, **said)
    pages.get(f"/equipment/{laptop.id}/move", status=409)
    assert pages.get(f"/equipment/{laptop.id}").find("a", string="Badilisha mahali") is None
