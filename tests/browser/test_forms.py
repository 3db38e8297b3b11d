"""What a person typed is never lost and never sent twice, whatever happens on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from tests.factories import PASSWORD
from tests.infra.files import jpeg

PHOTO: FilePayload = {"name": "skrini.jpg", "mimeType": "image/jpeg", "buffer": jpeg(300, 200)}
SUBJECT = "Mtandao wa ghorofa ya pili umekatika"
BUTTON = "#main-form .buttons .button:not([formaction], [name])"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is too large; the browser reads it from its place."""
    path = tmp_path_factory.mktemp("scan") / "barua.pdf"
    path.write_bytes(b"%PDF-1.4" + bytes(11 * 1024**2))
    return path


def fill(page: Page) -> None:
    page.goto("/tickets/new")
    page.locator("[name=subject]").fill(SUBJECT)
    page.locator("[name=hardship][value=slowed]").check()
    page.locator("[name=description]").fill("Tangu asubuhi.\nTaa ya swichi haiwaki.")
    page.locator("[type=file]").set_input_files(PHOTO)


def is_filled(page: Page) -> bool:
    """Tell whether the form has it all, be it with the file that the server keeps."""
    return (
        page.locator("[name=subject]").input_value() == SUBJECT
        and page.locator("[name=hardship][value=slowed]").is_checked()
        and "Taa ya swichi" in page.locator("[name=description]").input_value()
        and page.locator(".files li", has_text="skrini.jpg").count() == 1
    )


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator(BUTTON).click()


def sent() -> list[int]:
    """Return how many files each new ticket of those words has."""
    db.session.rollback()  # to see what the server has saved since
    files = (
        select(func.count())
        .where(Attachment.owner_kind == "ticket", Attachment.owner_id == Ticket.id)
        .scalar_subquery()
    )
    return list(db.session.scalars(select(files).where(Ticket.subject == SUBJECT)))


@SCRIPTS
def test_the_other_language_keeps_a_half_filled_form(visit, town, scripts):
    visitor = visit(town.person("own"), scripts=scripts)
    page = visitor.page
    fill(page)

    visitor.follow(page.get_by_role("button", name="English"))

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.split("?")[0].endswith("/tickets/new")
    assert is_filled(page)
    visitor.look(picture="language-kept")
    send(page)
    assert page.locator("#reference").count() == 1
    assert sent() == [1]


@SCRIPTS
def test_a_refused_form_keeps_text_and_file(visit, town, scripts):
    visitor = visit(town.person("own"), scripts=scripts)
    page = visitor.page
    fill(page)
    page.locator("[name=subject]").fill("")
    send(page)
    visitor.look(picture="refused-kept")

    page.locator("[name=subject]").fill(SUBJECT)

    assert is_filled(page)
    send(page)
    assert sent() == [1]


@SCRIPTS
def test_the_other_language_keeps_a_refused_answer_on_its_page(visit, town, scripts):
    visitor = visit(town.person("officer"), scripts=scripts)
    page, path = visitor.page, f"/tickets/{town.gaps['ticket_id']}"
    page.goto(path)
    page.locator("[name=is_internal]").check()
    page.locator("[type=file]").set_input_files(PHOTO)
    send(page)
    assert page.locator(".error-summary").count() == 1

    visitor.follow(page.get_by_role("button", name="English"))

    assert page.url.split("?")[0].endswith(path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("[name=is_internal]").is_checked()
    assert page.locator(".files li", has_text="skrini.jpg").count() == 1


@SCRIPTS
def test_a_double_click_makes_one_ticket(visit, town, scripts):
    page = visit(town.person("own"), scripts=scripts).page
    fill(page)

    page.locator(BUTTON).dblclick()

    page.locator("#reference").wait_for()
    assert sent() == [1]


@SCRIPTS
def test_going_back_and_pressing_again_makes_no_second_ticket(visit, town, scripts):
    page = visit(town.person("own"), scripts=scripts).page
    fill(page)
    send(page)
    page.go_back()
    send(page)

    assert sent() == [1]


@SCRIPTS
def test_a_form_outlives_the_end_of_its_session(visit, town, scripts):
    """Signed out in another tab while this one is being filled in."""
    person = town.person("own")
    visitor = visit(person, scripts=scripts)
    page = visitor.page
    fill(page)
    other = page.context.new_page()
    other.goto("/me")
    with other.expect_navigation():
        other.get_by_role("button", name="Toka").click()
    other.close()

    send(page)

    assert "/sign-in" in page.url
    visitor.look(picture="session-ended")
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    send(page)
    assert is_filled(page)
    visitor.look(picture="session-back")
    assert sent() == []
    send(page)
    assert page.locator("#reference").count() == 1
    assert sent() == [1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sw", "Faili barua.pdf ni kubwa mno: MB 11.1. Faili kubwa kuliko yote inayoruhusiwa"),
        ("en", "The file barua.pdf is too large: 11.1 MB. The largest file allowed is 10 MB."),
    ],
)
def test_a_file_that_is_too_large_is_told_at_once_and_keeps_the_form(
    visit, town, scan, language, words
):
    visitor = visit(town.person("own"))
    page = visitor.page
    fill(page)
    if language == "en":
        visitor.follow(page.get_by_role("button", name="English"))

    page.locator("[type=file]").set_input_files(scan)

    expect(page.locator(".files .error")).to_contain_text(words)
    visitor.look(picture=f"too-large-{language}")
    page.locator(BUTTON).click()
    assert page.evaluate("document.activeElement.type") == "file"
    assert page.url.split("?")[0].endswith("/tickets/new")
    assert sent() == []
    page.locator(".files li", has_text="barua.pdf").get_by_role("button").click()
    send(page)
    assert sent() == [1]


def test_without_scripts_the_server_says_that_a_file_is_too_large(visit, town, scan):
    page = visit(town.person("own"), scripts=False).page
    fill(page)
    page.locator("[type=file]").set_input_files(scan)

    send(page)

    expect(page.locator("#files-error")).to_contain_text("Faili barua.pdf ni kubwa mno.")
    assert sent() == []


WRAPPED = """() => [...document.querySelectorAll(".badge")]
  .filter((badge) => badge.offsetHeight > 30 && badge.offsetWidth < 200)
  .map((badge) => badge.textContent)"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_badge_stands_on_one_line_and_pushes_nothing_aside(visit, town):
    page = visit(town.person("officer")).page
    for path in ("/", "/tickets/", "/equipment/", f"/tickets/{town.gaps['ticket_id']}"):
        page.goto(path)
        assert page.locator(".badge").count(), path
        for width in (320, 360, 768, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WRAPPED) == [], (path, width)
            assert page.evaluate(SIDEWAYS) == 0, (path, width)


@SCRIPTS
def test_a_second_save_changes_only_what_its_writer_typed(visit, town, scripts):
    page = visit(town.person("own"), scripts=scripts).page
    page.goto("/me")
    other = page.context.new_page()
    other.goto("/me")
    other.locator("[name=email]").fill("asha@mbarali.go.tz")
    send(other)
    other.close()
    page.locator("[name=phone]").fill("0754 111 222")

    send(page)
    assert page.locator("[name=email]").input_value() == "asha@mbarali.go.tz"
    send(page)

    assert page.locator("[name=email]").input_value() == "asha@mbarali.go.tz"
    assert page.locator("[name=phone]").input_value() == "+255754111222"
