"""Labels and scanning as people meet them."""

from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import func, select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.equipment.reading import words


def sent(pages, url, **typed):
    return pages.sent(pages.get(url), **typed)


def texts(answer):
    return [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]


def test_ticked_devices_get_labels_and_the_choice_is_offered_again(pages, officer, asset, printer):
    other = made.asset(of=printer)
    pages.sign_in(officer)
    url = f"/equipment/labels?asset={asset.id}&asset={other.id}"

    answer = sent(pages, url, sheet="a4-2x7", first="14")
    printed = pages.download(answer.headers["Location"])

    first, second = texts(printed)
    assert asset.asset_tag in first
    assert other.asset_tag in second
    assert printer.full_name in first
    assert pages.get(url).select_one("input[name=sheet][checked]")["value"] == "a4-2x7"
    assert "Lebo imechapishwa" in words(pages.get(f"/equipment/{asset.id}"))


def test_a_whole_list_gets_labels_by_its_filters(pages, officer, asset, printer):
    made.asset(of=printer)
    pages.sign_in(officer)

    link = pages.get("/equipment/?q=vnc3k").select_one("a[href*='labels?']")
    page = pages.get(link["href"])

    assert "Itachapishwa lebo 1" in words(page)
    assert asset.asset_tag in words(page)


def test_labels_need_devices_and_a_place_that_the_sheet_has(pages, officer, asset):
    pages.sign_in(officer)
    url = f"/equipment/labels?asset={asset.id}"

    assert "Chagua vifaa kwanza." in words(pages.get("/equipment/labels"))
    page = pages.submit(pages.get(url), sheet="a4-2x7", first="15", status=422)
    assert "lebo 14" in words(page, ".error-summary")


def test_more_labels_than_allowed_are_refused(pages, officer, asset, printer, monkeypatch):
    monkeypatch.setattr("helpdesk.equipment.views.labels.MOST_LABELS", 1)
    made.asset(of=printer)
    pages.sign_in(officer)

    page = pages.submit(pages.get("/equipment/labels?all=1"), sheet="a4-3x8", first="1", status=422)

    assert "lebo 1" in words(page, ".error-summary")


def test_another_council_has_neither_the_devices_nor_the_printed_labels(pages, officer, asset):
    pages.sign_in(officer)
    answer = sent(pages, f"/equipment/labels?asset={asset.id}", sheet="tape-24", first="1")
    pages.sign_in(factories.user("technician", council_id=factories.council().id))

    assert "Chagua vifaa kwanza." in words(pages.get(f"/equipment/labels?asset={asset.id}"))
    pages.get(answer.headers["Location"], status=404)


@pytest.mark.parametrize("typed", ["mbr-0001", "MBR/ICT/PR/0001", "https://x.tz/e/MBR-0001?a=1"])
def test_what_a_scanner_types_leads_to_the_device(pages, requester, asset, typed):
    pages.sign_in(requester)

    answer = sent(pages, "/equipment/scan", code=typed)

    assert answer.headers["Location"] == f"/equipment/{asset.id}"


def test_a_serial_number_is_read_for_keepers_only(pages, officer, requester, asset):
    pages.sign_in(requester)
    pages.submit(pages.get("/equipment/scan"), code="VNC3K12345", status=422)
    pages.sign_in(officer)
    answer = sent(pages, "/equipment/scan", code="VNC3K12345")
    assert answer.headers["Location"] == f"/equipment/{asset.id}"


def photo(text):
    target = BytesIO()
    segno.make_qr(text).save(target, kind="png", scale=8, border=6)
    return target.getvalue()


def test_a_photograph_of_a_label_leads_to_its_device_and_is_not_kept(app, pages, requester, asset):
    pages.sign_in(requester)
    picture = (BytesIO(photo(f"https://x.tz/e/{asset.label_code}")), "lebo.png")

    answer = sent(pages, "/equipment/scan", photo=picture)

    assert answer.headers["Location"] == f"/equipment/{asset.id}"
    folder = Path(app.instance_path) / "uploads"
    assert not list(folder.glob("incoming-*"))
    assert db.session.scalar(select(func.count(Attachment.id))) == 0


def test_a_photograph_without_a_label_says_so(pages, requester, asset):
    target = BytesIO()
    Image.new("RGB", (300, 300), "white").save(target, "PNG")
    pages.sign_in(requester)

    answer = sent(pages, "/equipment/scan", photo=(BytesIO(target.getvalue()), "ukuta.png"))

    assert answer.headers["Location"] == "/equipment/scan"
    assert "Sogea karibu" in words(pages.get("/equipment/scan"), "body")


def test_a_device_of_another_council_is_not_found(pages, officer, asset):
    other = made.asset()
    pages.sign_in(officer)
    pages.submit(pages.get("/equipment/scan"), code=other.label_code, status=422)
