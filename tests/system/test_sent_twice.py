"""Every form of the program, sent as a person would fill it in: twice it acts once, unkeyed never.

The forms are found by walking all pages as each role, so a new one is tried by itself.
"""

from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import Select, func, select

from helpdesk.infra import clock, request_keys
from helpdesk.infra.db import db
from tests.controls import controls, successful
from tests.pages import PageClient
from tests.system.test_form_rules import SAME, WITHOUT_KEY, found, shape

# What they walk over is covered by each feature's own tests.
pytestmark = pytest.mark.no_cover
UNFILLED = {"hidden", "file", "submit", "button", "password", "checkbox"}
Data = dict[str, list[str]]
ROLES = ("own", "officer", "head", "storekeeper", "administrator")
UNCOUNTED = {"request_key", "draft", "sign_in_session"}
SHOWS = {"/contracts/licences/0/key"}  # makes nothing; whoever looks twice is noted twice
# What must be among the forms that were accepted and sent again, or this test tries nothing.
MAKERS = {
    "own": {"/tickets/new"},
    "officer": {
        "/tickets/new",
        "/tickets/0/reply",
        "/repairs/new",
        "/equipment/new",
        "/articles/new",
        "/systems/new",
    },
    "head": {"/departments/new", "/locations/new", "/people/new"},
    "storekeeper": {"/stock/parts/new", "/stock/receive", "/stock/stores/new"},
    "administrator": {"/departments/new", "/locations/new", "/people/new"},
}
WORDS = {
    "code": "JRB",
    "cost_amount": "",
    "cost_document": "",
    "cost_paid_to": "",
    "device": "MBR-0001",
    "done_on": "",
    "done_time": "",
    "down_on": "",
    "down_time": "",
    "email": "mpya@halmashauri.go.tz",
    "ends_on": "",
    "for_whom": "",
    "lines": "",
    "new_category_id": "0",
    "new_manufacturer": "",
    "new_model_name": "",
    "phone": "+255754123456",
    "saturday": "",
    "sunday": "",
    "username": "j.mpya",
}


@pytest.fixture
def people(one_of_everything):
    return one_of_everything.people


@pytest.fixture(scope="module")
def accepted():
    """The forms that were taken, from whomever."""
    return set()


@pytest.fixture(scope="module")
def unkeyed():
    """The forms that were refused without their key, to whomever."""
    return set()


def forms(page: BeautifulSoup) -> list[Tag]:
    return [
        form
        for form in page.select("form[method=post]")
        if not form.find_parent(class_="notice")
        and shape(str(form.get("action"))) not in WITHOUT_KEY | SHOWS
    ]


def places(pages: PageClient, name: str) -> list[tuple[str, str]]:
    """Each page, once for each address that its forms are sent to."""
    return [
        (one.path, action)
        for one in found(pages, name)
        for action in one.actions
        if shape(action) not in WITHOUT_KEY | SHOWS
    ]


def opened(pages: PageClient, path: str, action: str) -> tuple[BeautifulSoup, Tag | None]:
    """Open a page anew, since what was sent from another may have changed it."""
    page = BeautifulSoup(pages.peek(path).text, "html.parser")
    return page, next((form for form in forms(page) if form.get("action") == action), None)


def filled(page: BeautifulSoup, form: Tag) -> Data:
    """Fill in whatever must be said and is still empty with something that makes sense."""
    sent = successful(page, form)
    optional = {
        label.get("for") for label in page.find_all("label") if label.find(class_="optional")
    }
    for box in controls(page, form):
        name, kind = str(box["name"]), box.get("type", box.name)
        is_empty = str(sent.get(name) or "0").strip() in ("", "0")
        if is_empty and kind not in UNFILLED and box.get("id") not in optional:
            sent[name] = _sensible(page, box, name)
    return {field: [str(value) for value in sent.getlist(field)] for field in sent}


def _sensible(page: BeautifulSoup, box: Tag, name: str) -> str:
    field, _, part = name.partition("-")
    if field in WORDS:
        return WORDS[field]
    if part in ("day", "month", "year"):
        return str(getattr(clock.today(), part))
    if box.name == "select" or box.get("list"):
        options = box.select("option") or page.select(f"#{box.get('list')} option")
        offered = [str(one.get("value", "")) for one in options]
        return next((value for value in offered if value not in ("", "0")), "0")
    if box.get("type") == "radio":
        return str(box["value"])
    return "7" if box.get("inputmode") else f"Jaribio la {name}"


@cache
def counting() -> Select[tuple[int, ...]]:
    """Ask how many rows each table has."""
    tables = [table for name, table in db.metadata.tables.items() if name not in UNCOUNTED]
    return select(
        *(select(func.count()).select_from(one).scalar_subquery().label(one.name) for one in tables)
    )


def rows() -> dict[str, int]:
    db.session.rollback()
    return dict(db.session.execute(counting()).one()._mapping)


def send(pages: PageClient, form: Tag, path: str, data: Data):
    return pages._send("POST", str(form.get("action") or path), data=data)


@SAME  # the keys themselves are tried on every database
@pytest.mark.slow
@pytest.mark.parametrize("name", ROLES)
def test_a_form_that_is_sent_again_leads_to_what_it_made(pages, people, accepted, name):
    pages.sign_in(people[name])
    for path, action in places(pages, name):
        if shape(action) in accepted:
            continue
        page, form = opened(pages, path, action)
        if form is not None:
            data = filled(page, form)
            first = send(pages, form, path, data)
            if first.status_code not in (200, 303):
                continue
            accepted.add(shape(action))
            made = rows()
            again = send(pages, form, path, data)
            where = f"{path} to {action}"
            assert rows() == made, where
            assert first.status_code == 200 or again.location == first.location, where

    assert accepted >= MAKERS[name]


@SAME
@pytest.mark.slow
@pytest.mark.parametrize("name", ROLES)
def test_a_form_without_its_key_is_refused_and_keeps_what_was_typed(pages, people, unkeyed, name):
    pages.sign_in(people[name])
    seen = [path for path, action in places(pages, name) if shape(action) not in unkeyed]
    for path in dict.fromkeys(seen):
        page = BeautifulSoup(pages.peek(path).text, "html.parser")
        for form in forms(page):
            action = shape(str(form.get("action") or path))
            if action in unkeyed:
                continue
            unkeyed.add(action)
            data = {n: v for n, v in filled(page, form).items() if n != request_keys.FIELD}
            before = rows()
            answer = send(pages, form, path, data)
            where = f"{path} to {form.get('action')}"
            assert answer.status_code in (409, 422), f"{where}: {answer.status_code}"
            assert rows() == before, where
            if form.get("id") == "main-form":
                assert_kept(BeautifulSoup(answer.text, "html.parser"), form, data, where)


def assert_kept(page: BeautifulSoup, form: Tag, data: Data, where: str) -> None:
    """Nothing is lost, and a second press has a key."""
    (shown,) = page.select("form#main-form")
    assert shown.select("[name=request_key]:not([value=''])"), where
    for box in form.select("textarea, input[type=text]"):
        value = shown.select_one(f"[name={box['name']}]")
        assert value is not None, f"{where}: {box['name']}"
        said = value.get("value") or value.get_text().strip()
        assert said == "".join(data.get(str(box["name"]), [""])).strip(), f"{where}: {box['name']}"
