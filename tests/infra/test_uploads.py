"""Files are known by their bytes, made harmless, and refused by name where they are not."""

import random
import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import path_of
from helpdesk.infra import uploads
from helpdesk.infra.db import db
from tests.infra.files import PDF, bomb, jpeg, photo, png, sent

PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def form(at_desk):
    return at_desk.get("/samples/new")


@pytest.fixture
def keep(at_desk, form):
    """Send one file with a form that is in order, and return what was stored."""

    def send(content, name):
        at_desk.submit(form, name="Chumba 4", files=[sent(content, name)])
        return db.session.scalars(select(Attachment)).one()

    return send


@pytest.fixture
def refuse(at_desk, form):
    """Send files that are refused, and return what is said at their field."""

    def send(*files):
        page = at_desk.submit(
            form, name="Chumba 4", files=[sent(*file) for file in files], status=422
        )
        assert db.session.scalars(select(Attachment)).all() == []
        summary, beside = page.select_one(".error-summary li"), page.select_one("#files-error")
        assert summary.get_text().removeprefix("Files: ") in beside.get_text()
        return summary.get_text()

    return send


ACTIVE = {
    "page.html": PAGE,
    "drawing.svg": DRAWING,
    "drawing.gz": b"\x1f\x8b\x08\x00" + DRAWING,
    "moving.gif": b"GIF89a" + PAGE,
    "picture.bmp": b"BM" + PAGE,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "new.docm": b"PK\x03\x04",
    "program.exe": b"MZ\x90\x00",
    "program.so": b"\x7fELF",
    "script.sh": b"#!/bin/sh\n",
    "script.php": b"<?php phpinfo();",
    "script.js": b"alert(1)",
    "data.xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    "text.txt": b"hello",
}
UNREADABLE = {
    "page.jpg": PAGE,
    "page.pdf": b"\n" + PAGE,
    "drawing.png": DRAWING,
    "half.jpg": b"\xff\xd8\xff\xe0",
    "half.png": b"\x89PNG\r\n\x1a\n",
    "wrong.png": jpeg()[:200],
}


@pytest.mark.parametrize("name", ACTIVE)
def test_a_file_of_another_kind_is_refused_with_its_name(refuse, name):
    said = refuse((ACTIVE[name], name))

    assert name in said
    assert "JPG, PNG na PDF" in said


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_damaged_file_is_called_damaged_and_not_of_another_kind(refuse, name):
    said = refuse((UNREADABLE[name], name))

    assert f"{name} halifunguki" in said
    assert "haliruhusiwi" not in said


@pytest.mark.parametrize("name", ["nothing.png", "nothing.docx"])
def test_an_empty_file_is_called_empty(refuse, name):
    assert f"{name} ni tupu" in refuse((b"", name))


@pytest.mark.usefixtures("heavy")
def test_a_file_of_eleven_megabytes_is_refused_with_the_limit(refuse):
    said = refuse((PDF + b"\x00" * 11 * 1024**2, "kubwa.pdf"))

    assert "kubwa.pdf" in said
    assert "10" in said


def test_six_files_are_too_many_and_five_are_not(at_desk, form):
    pictures = [sent(png(width), f"{width}.png") for width in range(10, 16)]
    refused = at_desk.submit(form, name="Chumba 4", files=pictures, status=422)
    assert "5" in refused.select_one("#files-error").get_text()

    box = refused.select("[name=drop_files]")[0]
    shown = at_desk.submit(refused, drop_files=[box["value"]])
    assert [item.get_text() for item in shown.select("#files li")] == [
        f"{width}.png" for width in range(11, 16)
    ]


def test_a_flood_of_files_is_not_even_looked_at(at_desk, form, instance):
    many = [sent(png(), f"{number}.png") for number in range(uploads.MOST_AT_ONCE + 1)]

    at_desk.submit(form, name="Chumba 4", files=many, status=422)

    stored = db.session.scalars(select(Attachment)).all()
    assert len({file.sha256 for file in stored}) == len(stored) == 1


@pytest.mark.parametrize("side", [20_000, 6400], ids=["400 million", "41 million"])
def test_a_picture_that_unpacks_to_too_many_points_is_refused(refuse, side):
    content = bomb(side)
    assert len(content) < 100_000

    assert "bomu.png" in refuse((content, "bomu.png"))


def test_a_photo_is_shrunk_and_turned_and_forgets_where_it_was_taken(keep):
    file = keep(photo(), "kifaa.jpg")

    with Image.open(path_of(file)) as stored:
        assert stored.size == (1200, 1600)
        assert not stored.getexif()
        assert "comment" not in stored.info
    content = path_of(file).read_bytes()
    assert not re.search(rb"Tecno|Rujewa|Exif", content)
    assert len(content) == file.size < len(photo())


def test_a_small_picture_keeps_its_size_and_a_png_stays_one(keep):
    file = keep(png(300, 200), "skrini.png")

    with Image.open(path_of(file)) as stored:
        assert (stored.size, stored.format) == ((300, 200), "PNG")


def test_a_picture_loses_what_hides_behind_it(keep):
    file = keep(png() + PAGE, "skrini.png")

    assert b"script" not in path_of(file).read_bytes()


def test_a_pdf_is_kept_byte_by_byte(keep):
    assert path_of(keep(PDF, "barua.pdf")).read_bytes() == PDF


NAMES = {
    "barua.pdf": "barua.pdf",
    "BARUA.PDF": "BARUA.PDF",
    "../../etc/passwd": "passwd.pdf",
    "C:\\Users\\Asha\\barua.pdf": "barua.pdf",
    "page.html": "page.html.pdf",
    "picture.png": "picture.png.pdf",
    "a\r\nSet-Cookie: b=c.pdf": "aSet-Cookie: b=c.pdf",
    "photo\u202efdp.exe": "photofdp.exe.pdf",
    "mahitaji ya ofisi – ½.pdf": "mahitaji ya ofisi – ½.pdf",
    ".pdf": "pdf.pdf",
    "..": "file.pdf",
    "x" * 300 + ".pdf": "x" * 120 + ".pdf",
    '";\\.pdf': ".pdf",
    "nul\x00.pdf": "nul.pdf",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_says_what_a_file_is_and_nothing_else(sample_app, sample_instance, name):
    with sample_app.test_request_context(
        method="POST", data={"files": (BytesIO(PDF), "x")}
    ) as context:
        context.request.files["files"].filename = name
        uploads.receive()
        (file,) = uploads.fresh_files()

    assert file.name in (NAMES[name], "pdf.pdf", "file.pdf")


@pytest.mark.filterwarnings("ignore")  # Pillow's own, about what it finds in them
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_damaged_pictures_are_refused_and_never_break_us(kind):
    """Whatever a picture holds, it is drawn anew or refused."""
    whole = photo() if kind == "JPEG" else png(200, 200)
    chance = random.Random(7)  # noqa: S311
    for _round in range(150):
        damaged = bytearray(whole[:40_000])
        for _byte in range(chance.randrange(1, 20)):
            damaged[chance.randrange(8, min(2000, len(damaged)))] = chance.randrange(256)
        try:
            uploads._made_safe(bytes(damaged))
        except uploads.RefusedError:
            continue


def test_what_is_not_kept_does_not_stay_on_the_disk(at_desk, form, instance):
    at_desk.post("/language", files=sent(png(), "a.png"), language="en")

    at_desk.submit(form, name="Chumba 4", files=[sent(png(), "a.png")])

    folder = instance / "uploads"
    assert list(folder.rglob("incoming-*")) == []
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_files_of_strangers_are_not_taken_in(pages, instance):
    page = pages.get("/sign-in")

    pages.submit(page, username="x", password="y", status=422)  # noqa: S106

    assert not (instance / "uploads").exists()
