"""What is typed is kept while one types: by the server, and by a computer that is one's own."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from helpdesk.infra.db import db
from helpdesk.infra.drafts import Draft
from helpdesk.tickets.models import Ticket
from tests.browser.entering import signed_in

SUBJECT = "Mtandao wa ghorofa ya pili umekatika"
WORDS = "Tangu asubuhi.\nTaa ya swichi haiwaki."
PAGE = "/tickets/new"
SAVED = re.compile(r"Rasimu imehifadhiwa \d\d:\d\d")
COPIES = "Object.keys(localStorage).filter((name) => name.startsWith('dawati:')).length"


def fill(page: Page) -> None:
    page.locator("[name=subject]").fill(SUBJECT)
    page.locator("[name=hardship][value=slowed]").check()
    page.locator("[name=description]").fill(WORDS)


def is_filled(page: Page) -> bool:
    return (
        page.locator("[name=subject]").input_value() == SUBJECT
        and page.locator("[name=hardship][value=slowed]").is_checked()
        and page.locator("[name=description]").input_value().replace("\r", "") == WORDS
    )


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#main-form .buttons .button:not([formaction])").first.click()


def count(what: type[object]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(what)) or 0


def wait_until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def status(page: Page):
    return page.locator("#main-form p.hint[role=status]")


@pytest.fixture
def own(town):
    return town.person("own")


def reopened(visitor, app, user):
    """The same browser after a power cut, with its storage and a sign-in of its own."""
    page = visitor.page.context.new_page()
    visitor.page.close()
    visitor.page = page
    page.goto(PAGE)
    return page


def test_what_is_typed_is_kept_and_found_again_after_the_browser_died(visit, own, app):
    visitor = visit(own)
    visitor.open(PAGE)
    fill(visitor.page)
    expect(status(visitor.page)).to_have_text(SAVED)
    visitor.look(picture="draft-saved")

    page = reopened(visitor, app, own)

    assert not is_filled(page)
    expect(page.locator(".notice")).to_contain_text("Una rasimu ya")
    visitor.look(picture="draft-offered")
    visitor.follow(page.get_by_role("link", name="Endelea na rasimu"))
    assert is_filled(page)
    visitor.look(picture="draft-restored")
    before = count(Ticket)
    send(page)
    assert count(Ticket) == before + 1
    assert count(Draft) == 0
    page.goto(PAGE)
    expect(page.locator("[data-draft]")).to_have_count(0)


def test_a_draft_is_thrown_away_and_taken_back(visit, own):
    visitor = visit(own)
    page = visitor.page
    page.goto(PAGE)
    fill(page)
    expect(status(page)).to_have_text(SAVED)
    page.goto(PAGE)

    visitor.follow(page.get_by_role("button", name="Tupa rasimu"))
    expect(page.locator("[data-draft]")).to_have_count(0)
    visitor.look(picture="draft-discarded")

    visitor.follow(page.get_by_role("button", name="Tendua"))
    assert is_filled(page)


def test_typing_goes_to_the_server_seldom(visit, own):
    page = visit(own).page
    sent = []
    page.on(
        "request", lambda request: sent.append(request.url) if "/typed" in request.url else None
    )
    page.goto(PAGE)

    page.locator("[name=description]").press_sequentially("Haifanyi kazi kabisa", delay=20)
    expect(status(page)).to_have_text(SAVED)
    page.wait_for_timeout(4000)

    assert len(sent) == 1


def test_nothing_stays_in_a_browser_that_nobody_called_his_own(visit, own):
    page = visit(own).page
    page.goto(PAGE)
    fill(page)
    expect(status(page)).to_have_text(SAVED)

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.fixture
def at_home(visit, own) -> Iterator[object]:
    visitor = visit(own)
    visitor.page.goto("/me")
    visitor.page.get_by_label("Hii ni kompyuta yangu").check()
    send(visitor.page)
    return visitor


def test_ones_own_computer_keeps_what_the_server_never_got(at_home, own, app):
    page = at_home.page
    assert page.get_by_label("Hii ni kompyuta yangu").is_checked()
    page.goto(PAGE)
    page.route("**/drafts/typed", lambda route: route.abort())
    fill(page)
    expect(status(page)).to_have_text(re.compile("haikuweza kuhifadhiwa"))
    at_home._complaints.clear()  # the browser tells of the line that was cut
    assert page.evaluate(COPIES) == 1
    assert count(Draft) == 0

    page = reopened(at_home, app, own)

    expect(page.locator(".notice")).to_contain_text("Kompyuta hii imehifadhi")
    at_home.look(picture="copy-offered")
    page.get_by_role("button", name="Rejesha").click()
    assert is_filled(page)
    expect(status(page)).to_have_text(SAVED)
    before = count(Ticket)
    send(page)
    assert count(Ticket) == before + 1
    assert page.evaluate(COPIES) == 0


def test_a_copy_of_what_the_server_has_is_not_offered_twice(at_home, own, app):
    at_home.page.goto(PAGE)
    fill(at_home.page)
    expect(status(at_home.page)).to_have_text(SAVED)

    page = reopened(at_home, app, own)

    expect(page.locator(".notice")).to_have_count(1)
    at_home.follow(page.get_by_role("link", name="Endelea na rasimu"))
    assert is_filled(page)
    expect(page.locator(".notice")).to_have_count(0)


def test_a_refused_form_is_not_offered_again_as_a_copy(at_home):
    page = at_home.page
    page.goto(PAGE)
    fill(page)
    page.locator("[name=subject]").fill("")
    send(page)

    expect(page.locator(".error-summary")).to_have_count(1)
    expect(page.locator(".notice")).to_have_count(0)


def test_a_copy_whose_answer_was_lost_makes_no_second_ticket(at_home, own, app):
    """The line breaks between the commit and the answer."""
    page = at_home.page
    page.goto(PAGE)
    fill(page)
    before = count(Ticket)
    copies = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    send(page)
    page.goto("/")
    page.evaluate(
        "(kept) => JSON.parse(kept).forEach((one) => localStorage.setItem(...one))", copies
    )
    at_home.page.goto(PAGE)
    if page.get_by_role("button", name="Rejesha").count():
        page.get_by_role("button", name="Rejesha").click()
        send(page)

    assert count(Ticket) == before + 1


def test_signing_out_clears_the_copies(at_home):
    page = at_home.page
    page.goto(PAGE)
    fill(page)
    expect(status(page)).to_have_text(SAVED)
    assert page.evaluate(COPIES) == 1
    other = page.context.new_page()  # the browser complains of a header that needs a safe line
    other.goto("/me")

    with other.expect_navigation():
        other.get_by_role("button", name="Toka").click()

    assert other.evaluate(COPIES) == 0


def test_whoever_sits_down_next_finds_no_copy(at_home, own, town, app):
    page = at_home.page
    page.goto(PAGE)
    fill(page)
    expect(status(page)).to_have_text(SAVED)

    name, value = app.config["SESSION_COOKIE_NAME"], signed_in(app, town.person("other"))
    page.context.add_cookies([{"name": name, "value": value, "url": page.url}])
    page.goto(PAGE)

    expect(page.locator(".notice")).to_have_count(0)
    assert page.evaluate(COPIES) == 0


def test_without_scripts_a_button_keeps_the_draft(visit, own):
    visitor = visit(own, scripts=False)
    page = visitor.page
    page.goto(PAGE)
    fill(page)

    visitor.follow(page.get_by_role("button", name="Hifadhi rasimu"))
    assert is_filled(page)
    visitor.look(picture="draft-button")
    page.goto(PAGE)
    visitor.look(picture="draft-offered-plain")
    visitor.follow(page.get_by_role("link", name="Endelea na rasimu"))

    assert is_filled(page)
    send(page)
    assert count(Draft) == 0


def test_a_draft_is_kept_when_the_page_is_left_at_once(visit, own):
    page = visit(own).page
    page.goto(PAGE)
    fill(page)

    page.goto("/")
    wait_until(lambda: count(Draft) == 1)  # it is sent while the next page is fetched
    page.goto(PAGE)

    expect(page.locator("[data-draft]")).to_have_count(1)
