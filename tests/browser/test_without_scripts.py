"""The day's work on a poor telephone: everything is done with plain forms."""

import pytest

from tests.browser.visitor import Visitor


def send(visitor: Visitor) -> None:
    visitor.follow(visitor.page.locator("#main-form .buttons .button:not([formaction])").first)
    visitor.look()


def press(visitor: Visitor, action: str) -> None:
    visitor.follow(visitor.page.locator(f"form[action$='/{action}'] button").first)
    visitor.look()


def test_an_officer_answers_waits_goes_on_assigns_and_takes_back(visit, town):
    visitor = visit(town.person("officer"), scripts=False)
    page, url = visitor.page, f"/tickets/{town.gaps['ticket_id']}"
    state = page.locator("main .badge").first
    visitor.open(url)
    press(visitor, "take")

    page.locator("[name=text]").fill("Nakuja saa nane.")
    send(visitor)
    assert "Nakuja saa nane." in page.locator(".timeline").first.inner_text()

    visitor.follow(page.locator("a[href$='/wait']"))
    page.locator("[name=waiting_for][value=parts]").check()
    page.locator("[name=reason]").fill("Roller imeagizwa.")
    send(visitor)
    assert state.inner_text() == "Linasubiri vipuri"
    press(visitor, "undo")
    assert state.inner_text() == "Linashughulikiwa"

    visitor.follow(page.locator("a[href$='/assign']"))
    page.locator("[name=assignee_id]").select_option(str(town.ids["officer"]))
    send(visitor)
    press(visitor, "resume")
    assert state.inner_text() == "Linashughulikiwa"


def test_an_officer_narrows_the_queue(visit, town):
    visitor = visit(town.person("officer"), scripts=False)
    page = visitor.page
    visitor.open("/tickets/?view=open")
    page.get_by_text("Vichujio zaidi").click()
    page.locator("main [name=q]").fill("hakuna")
    page.locator("[name=status]").select_option("waiting")
    visitor.follow(page.get_by_role("button", name="Chuja"))
    visitor.look()
    assert page.locator("tbody tr").count() == 0

    visitor.follow(page.get_by_role("link", name="Ondoa vichujio").first)
    visitor.look()
    assert page.locator("tbody tr").count() > 0


def test_a_requester_says_that_it_is_not_solved(visit, town):
    visitor = visit(town.person("own"), scripts=False)
    page = visitor.page
    visitor.open("/")
    visitor.follow(page.get_by_role("link", name="Hapana, bado"))
    visitor.look()

    page.locator("[name=reason]").fill("Bado inakwama.")
    send(visitor)

    assert "Bado inakwama." in page.locator(".timeline").first.inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("path", ["/sign-in?next=%2Fme", "/tickets/?view=open&q=printa", "/stock/"])
def test_the_other_language_keeps_the_page(visit, town, scripts, path):
    visitor = visit(None if "sign-in" in path else town.person("officer"), scripts=scripts)
    page = visitor.page
    page.goto(path)
    heading = page.locator("h1").inner_text()

    visitor.follow(page.get_by_role("button", name="English"))

    assert page.url.endswith(path)
    assert page.locator("html").get_attribute("lang") == "en"
    visitor.follow(page.get_by_role("button", name="Kiswahili"))
    assert page.url.endswith(path)
    assert page.locator("h1").inner_text() == heading


def test_an_officer_sorts_what_is_new_with_one_save(visit, town):
    visitor = visit(town.person("head"), scripts=False)
    page = visitor.page
    visitor.open("/tickets/triage")
    assert page.locator("tr[data-row]").count() > 0

    page.locator("select[name^='to-']").first.select_option(index=1)
    send(visitor)

    assert page.locator(".notice").count() > 0


def test_an_officer_takes_a_call(visit, town):
    visitor = visit(town.person("officer"), scripts=False)
    page = visitor.page
    visitor.open("/tickets/phone")
    page.locator("#who").fill(town.person("own").name)
    visitor.follow(page.locator("main form button").first)
    visitor.look()

    page.locator("#subject").fill("Simu haisikiki")
    page.locator("#hardship-0").check()
    send(visitor)

    assert page.locator("#reference").inner_text().startswith("MBR/TKT/")
