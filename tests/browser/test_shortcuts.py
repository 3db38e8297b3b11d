"""Single keys do what /help/keys says, and nothing while one types or when they are off."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from helpdesk.infra import clock
from helpdesk.infra.shortcuts import SHORTCUTS
from tests.pages import save
from tests.tickets.factories import ticket

KEYS = sorted({key for shortcut in SHORTCUTS for key in shortcut.keys.split(" ")})
SINGLE = [key for key in KEYS if len(key) == 1]


@pytest.fixture
def officer(town):
    own = town.person("own")
    for number in range(3):
        ticket(requester=own, subject=f"Printa namba {number} haichapishi", now=clock.now())
    save()
    return town.person("officer")


@pytest.fixture
def page(visit, officer) -> Page:
    return visit(officer, width=1280).page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def arrives(page: Page, path: str) -> None:
    page.wait_for_url(lambda url: url.split("#")[0].split("?")[0].endswith(path))


def focused(page: Page, what: str) -> bool:
    return bool(page.evaluate("(what) => document.activeElement.matches(what)", what))


@pytest.mark.parametrize(
    ("key", "path"),
    [("h", "/"), ("t", "/tickets/"), ("e", "/equipment/"), ("r", "/reports/")],
)
def test_g_and_a_letter_go_there(page, key, path):
    page.goto("/me")

    press(page, "g", key)

    arrives(page, path)


def test_a_question_mark_shows_the_keys(visit, officer):
    visitor = visit(officer, width=1280)
    visitor.page.goto("/tickets/")

    press(visitor.page, "?")

    arrives(visitor.page, "/help/keys")
    visitor.look(picture="help-keys")
    visitor.stretch()


def test_a_slash_leads_to_the_search_and_types_nothing(page):
    page.goto("/tickets/")

    press(page, "/")

    assert focused(page, "[role=search] input")
    assert page.locator("[role=search] input:focus").input_value() == ""


def test_j_and_k_walk_and_enter_opens(page):
    page.goto("/tickets/")

    press(page, "j", "j", "j", "k")
    assert (
        page.evaluate(
            "[...document.querySelectorAll('[data-row]')].findIndex("
            "(row) => row.contains(document.activeElement))"
        )
        == 1
    )
    url = page.evaluate("document.activeElement.pathname")
    press(page, "Enter")

    arrives(page, url)


def test_c_begins_a_new_one(page):
    page.goto("/tickets/")

    press(page, "c")

    arrives(page, "/tickets/new")


def opened_from_the_list(page: Page) -> list[str]:
    page.goto("/tickets/?view=all")
    urls: list[str] = page.locator("[data-row]").evaluate_all(
        "(rows) => rows.map((row) => row.querySelector('a').pathname)"
    )
    page.locator("[data-row]").first.locator("a").first.click()
    arrives(page, urls[0])
    return urls


def test_brackets_go_on_in_the_list_that_one_came_from(page):
    urls = opened_from_the_list(page)

    press(page, "]")
    arrives(page, urls[1])
    press(page, "]")
    arrives(page, urls[2])
    press(page, "[")
    arrives(page, urls[1])


def test_brackets_still_know_the_list_after_an_answer(page):
    urls = opened_from_the_list(page)
    press(page, "r")
    page.keyboard.type("Nakuja.")
    with page.expect_navigation():
        press(page, "Control+Enter")
    assert "Nakuja." in page.locator(".timeline").first.inner_text()

    press(page, "]")

    arrives(page, urls[1])


def test_r_and_i_begin_an_answer_and_a_note(page, town):
    page.goto(f"/tickets/{town.gaps['ticket_id']}")

    press(page, "r")
    assert focused(page, "#main-form textarea")
    assert not page.locator("[name=is_internal]").is_checked()
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    press(page, "i")

    assert focused(page, "#main-form textarea")
    assert page.locator("[name=is_internal]").is_checked()
    assert page.locator("#main-form textarea").input_value() == ""


def test_a_takes_the_request_and_e_resolves_it(page, town):
    page.goto(f"/tickets/{town.gaps['ticket_id']}")

    with page.expect_navigation():
        press(page, "a")
    assert page.locator(".notice-done").count() == 1
    press(page, "e")

    arrives(page, "/resolve")


def test_l_logs_a_repair(page):
    page.goto("/repairs/")

    press(page, "l")

    arrives(page, "/repairs/new")


def test_a_full_stop_copies_the_number(page, town):
    page.goto(f"/tickets/{town.gaps['ticket_id']}")
    number = page.locator("#reference").inner_text()

    press(page, ".")

    expect(page.get_by_text(f"Imenakiliwa: {number}")).to_be_visible()
    press(page, "r", "Control+v")
    assert page.locator("#main-form textarea").input_value() == number


def test_x_ticks_the_row(page):
    page.goto("/tickets/")

    press(page, "j", "x")
    assert page.locator("[data-row] input:checked").count() == 1
    press(page, "x")

    assert page.locator("[data-row] input:checked").count() == 0


PLACES = ("/tickets/", "/tickets/{ticket_id}")


@pytest.mark.parametrize("path", PLACES)
def test_no_key_fires_while_one_types(page, town, path):
    page.goto(path.format(**town.gaps))
    url = page.url
    box = page.locator("main input[type=text]:visible, main textarea:visible").first
    for key in SINGLE:
        box.fill("")
        box.focus()
        press(page, key)
        assert box.input_value() == key

    press(page, *SINGLE)
    page.wait_for_timeout(300)
    assert page.url == url


@pytest.mark.parametrize("path", PLACES)
def test_no_key_fires_with_another_held_down(page, town, path):
    page.goto(path.format(**town.gaps))
    page.evaluate(
        "document.addEventListener('keydown', (event) => {"
        "window.stopped = event.defaultPrevented; })"
    )
    for key, held in product(SINGLE, ("ctrlKey", "altKey", "metaKey")):
        page.evaluate(
            "([key, held]) => document.body.dispatchEvent(new KeyboardEvent('keydown', "
            "{ key, [held]: true, bubbles: true, cancelable: true }))",
            [key, held],
        )
        assert page.evaluate("window.stopped") is False, (key, held)
        assert focused(page, "body"), (key, held)


def test_whoever_turns_them_off_in_the_profile_has_peace(visit, officer, town):
    visitor = visit(officer, width=1280)
    page = visitor.page
    page.goto("/me")
    page.get_by_label("Vitufe vya mkato: kitufe kimoja").uncheck()
    with page.expect_navigation():
        page.locator("#main-form .buttons .button").click()
    for path in PLACES:
        page.goto(path.format(**town.gaps))
        url = page.url
        for key in SINGLE:
            press(page, key)
            assert focused(page, "body"), key
        page.wait_for_timeout(300)
        assert page.url == url
    visitor.open("/help/keys")
    expect(page.get_by_text("Umevizima")).to_be_visible()
