"""Bringing a sheet in, as an officer does."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from helpdesk.equipment import imports
from helpdesk.equipment.models import Asset, AssetImport
from helpdesk.equipment.rules.imports import HEADINGS, find_header
from helpdesk.equipment.services.imports import carry_out
from helpdesk.infra import clock
from helpdesk.infra.db import db
from tests.equipment.imports.factories import LAPTOP, PRINTER, csv
from tests.infra.spreadsheets.samples import bomb

BAD = PRINTER.replace("1,250,000", "laki tatu")


@pytest.fixture
def desk(pages, council, officer):
    pages.sign_in(officer)
    return pages


def _brought(desk, *rows, name="vifaa.csv", content=None, status=303):
    page = desk.get("/equipment/imports/new")
    return desk.submit(page, status=status, sheet=(BytesIO(content or csv(*rows)), name))


def _count():
    return db.session.scalar(select(func.count(Asset.id)))


def _facts(page):
    names, values = page.select("dl.facts dt"), page.select("dl.facts dd")
    return {
        n.get_text(strip=True): v.get_text(strip=True) for n, v in zip(names, values, strict=True)
    }


def test_nothing_is_saved_before_the_officer_has_seen_and_confirmed(desk):
    page = _brought(desk, LAPTOP, BAD)

    assert _count() == 0
    facts = _facts(page)
    assert (facts["Vifaa vipya"], facts["Vina makosa, vimeachwa"]) == ("1", "1")
    (row,) = page.select("tbody tr")
    assert row.get_text("|", strip=True) == (
        "3|Bei ya ununuzi|laki tatu|Hiki si kiasi cha fedha. Andika kwa tarakimu, mfano 1,250,000."
    )

    after = desk.submit(page)

    assert _count() == 1
    assert "Kifaa 1 kimesajiliwa au kubadilishwa." in after.get_text()


def test_the_wrong_rows_come_back_with_their_reasons_and_can_be_brought_again(desk):
    page = _brought(desk, LAPTOP, BAD)
    link = page.select_one("ul.downloads a")["href"]

    sheet = load_workbook(BytesIO(desk.download(link).data)).active

    head, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert head[-2:] == ["Mstari kwenye faili", "Makosa"]
    assert row[4] == "VNC1"
    assert row[-2] == 3
    assert row[-1].startswith("Bei ya ununuzi (laki tatu): ")


def test_a_register_that_changed_meanwhile_is_shown_again_first(desk, actor):
    page = _brought(desk, LAPTOP, PRINTER)
    _confirm_elsewhere(actor)

    again = desk.submit(page, status=422)

    assert "Rejesta imebadilika" in again.get_text()
    desk.submit(again)
    assert _count() == 2


def _confirm_elsewhere(actor):
    """Somebody registers one of the devices by another import."""
    batch = AssetImport(
        council_id=actor.council_id, by_name="x", file_name="x.csv", uploaded_at=clock.now()
    )
    db.session.add(batch)
    db.session.flush()
    plan = imports.planned(imports.sheet_in(csv(LAPTOP)), actor=actor, today=clock.today())
    carry_out(batch, plan, actor=actor, now=clock.now())


def test_an_import_is_undone_from_its_page(desk):
    done = desk.submit(_brought(desk, LAPTOP, PRINTER))
    link = done.find("a", string="Tengua uingizaji huu")["href"]

    undone = desk.submit(desk.get(link))

    assert _count() == 0
    assert "Umetenguliwa" in undone.get_text()
    assert "vifaa.csv" in desk.get("/equipment/imports/").get_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 nothing", "Hili si jedwali"),
        (b"jina;umri\nAsha;30\n", "Hakuna mstari wa vichwa"),
        (bomb(60), "Faili hili ni kubwa mno"),
    ],
)
def test_what_is_no_list_of_devices_is_refused_in_words(desk, content, said):
    page = _brought(desk, name="x.xlsx", content=content, status=422)

    assert said in page.select_one(".error").get_text()


@pytest.mark.parametrize("language", ["sw", "en"])
def test_the_empty_sheet_is_read_by_its_own_headings(desk, officer, language):
    officer.language = language

    book = load_workbook(BytesIO(desk.download("/equipment/imports/template").data))

    first, words = book.worksheets
    headings = [cell.value for cell in first[1]]
    header = find_header([headings])
    assert header is not None
    assert header.columns.keys() == HEADINGS.keys()
    assert not header.unused
    assert len(words[1]) == 7


def test_the_empty_sheet_brings_in_nothing_as_it_is(desk):
    content = desk.download("/equipment/imports/template?file=csv").data

    facts = _facts(_brought(desk, content=content))

    assert (facts["Vifaa vipya"], facts["Vina makosa, vimeachwa"]) == ("0", "0")
