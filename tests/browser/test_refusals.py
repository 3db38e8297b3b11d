"""Every form of the program, sent empty by somebody who may fill it in."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.parts import parts
from tests.browser.visitor import Visitor
from tests.pages import PageClient

pytestmark = pytest.mark.slow
ROLES = ("own", "officer", "storekeeper", "administrator")
FORM = "form#main-form[method=post]"
WRONG = Path(__file__).with_name("refusal.js").read_text(encoding="utf-8")
CLEAR = """() => document.querySelectorAll('#main-form :is(input, textarea)').forEach((box) => {
  if (/^(text|search|password|tel|email|textarea)$/.test(box.type)) box.value = '';
})"""


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The forms that somebody else has sent."""
    return set()


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """What the refused forms consisted of."""
    return set()


@pytest.mark.parametrize("name", ROLES)
def test_every_form_says_what_is_missing(visit, pages, town, app, seen, looked_at, name):
    visitor, found = visit(town.person(name)), []
    pages.sign_in(town.person(name))
    for path in sorted(set(town.addresses(app)) - seen):
        if has_form(pages, path) and sent_empty(visitor, path):
            seen.add(path)
            found += [f"{path}: {wrong}" for wrong in complaints(visitor, looked_at)]

    assert not found
    assert seen


def has_form(pages: PageClient, path: str) -> bool:
    answer = pages.peek(path)
    page = BeautifulSoup(answer.text if answer.mimetype == "text/html" else "", "html.parser")
    return answer.status_code == 200 and page.select_one(FORM) is not None


def sent_empty(visitor: Visitor, path: str) -> bool:
    """Send the form of a page without a word in it, and tell whether it was refused."""
    page = visitor.page
    page.goto(path)
    page.evaluate(CLEAR)
    with (
        page.expect_navigation(),
        page.expect_response(lambda answer: answer.request.method == "POST") as sent,
    ):
        page.locator(f"{FORM} .buttons button").first.click()
    return sent.value.status == 422


def complaints(visitor: Visitor, looked_at: set[str]) -> list[str]:
    wrong = list(visitor.page.evaluate(WRONG))
    if parts(visitor.page.content()) <= looked_at:
        return wrong
    looked_at |= parts(visitor.page.content())
    try:
        visitor.look()
    except AssertionError as error:
        wrong.append(str(error))
    return wrong
