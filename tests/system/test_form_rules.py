"""Every form of the program, found by walking all pages as each role, keeps the same promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from helpdesk.infra import request_keys
from tests.controls import controls
from tests.system import world

# What they walk over is covered by each feature's own tests.
pytestmark = pytest.mark.no_cover
# Forms that make nothing and may come from somebody who has not signed in.
WITHOUT_KEY = {"/sign-in", "/sign-out", "/language"}
# Forms in which nothing is required: sent empty they save what was there.
NOTHING_REQUIRED = {
    "/maintenance/plans/0/state",  # a plan that goes on needs no reason
    "/departments/0/reopen",
    "/kinds/data-corrections/0/do",
    "/locations/0/activate",
    "/locations/0/deactivate",
    "/me",
    "/people/0/activate",
    "/people/0/deactivate",
    "/people/0/reset-password",
    "/people/0/roles/0/end",
    "/procurement/receipts/0/accept",
    "/store-counts/0/type-in",  # where nobody has looked yet the box stays empty
    "/systems/0/departments/0",
    "/work-orders/0/continue",  # nothing more to say than that it goes on
    "/tickets/0/priority",
    "/tickets/0/system",
    "/tickets/targets/0",
    "/tickets/triage",
}
# To what others add at the same time; nothing is overwritten.
ONLY_ADDS = {
    "/contracts/0/renew",
    "/equipment/categories/0/fields/new",
    "/estimates/0/spending/0/undo",
    "/estimates/0/spending/new",
    "/requisitions/0/issue",
    "/requisitions/issues/0/return",
    "/stock/levels/0/transfer",
    "/stock/levels/0/write-off",
    "/stock/movements/0/reverse",
}
MOST_PAGES = 400


SAME = pytest.mark.sqlite_only(reason="the forms are the same on every database")


@pytest.fixture
def people(one_of_everything):
    return one_of_everything.people


@pytest.fixture(scope="module")
def refused_forms():
    """The forms that somebody else has sent already."""
    return set()


@pytest.fixture(scope="module")
def hostile_forms():
    return set()


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found on a page; it is the same on every walk as the same person."""

    path: str
    is_list: bool
    has_main_form: bool
    actions: tuple[str, ...]
    faults: tuple[str, ...]


_found: dict[str, list[Found]] = {}


def found(pages, name):
    """Return what one who walks as somebody finds; only the first of them really walks."""
    if name not in _found:
        _found[name] = [_read(path, page) for path, page in walked(pages)]
    return _found[name]


def _read(path: str, page: BeautifulSoup) -> Found:
    forms = page.select("form[method=post]")
    return Found(
        path,
        bool(page.select(".downloads a[href*='format=csv']")),
        page.select_one(MAIN_FORM) is not None,
        tuple(sorted({str(form.get("action")) for form in forms})),
        tuple(fault for form in forms for fault in faults(path, page, form)),
    )


def walked(pages):
    """Open every page that links lead to, once for each kind of address."""
    seen: set[str] = set()
    waiting = ["/", "/me", "/me/password"]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        answer = pages.peek(path)
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        page = BeautifulSoup(answer.text, "html.parser")
        yield path, page
        links = [str(link["href"]) for link in page.find_all("a", href=True)]
        waiting += [link for link in links if link.startswith("/") and "format=" not in link]


def shape(path: str) -> str:
    """Two tickets are one kind of page, two views of a list are another's."""
    parts = urlsplit(path)
    return "/".join("0" if part.isdecimal() else part for part in parts.path.split("/"))


@SAME
@pytest.mark.parametrize("name", world.ROLES)
def test_every_form_is_keyed_signed_and_versioned(pages, people, name):
    pages.sign_in(people[name])
    read = found(pages, name)

    assert [fault for one in read for fault in one.faults] == []
    assert len({shape(action) for one in read for action in one.actions}) >= 5


def faults(path: str, page: BeautifulSoup, form: Tag) -> Iterator[str]:
    action = shape(str(form.get("action") or path))
    names = {control["name"] for control in controls(page, form)}
    where = f"the form to {action} on {path}"
    if "csrf_token" not in names:
        yield f"{where} has no token"
    if action in WITHOUT_KEY:
        return
    if not form.select(f"[name={request_keys.FIELD}]:not([value=''])"):
        yield f"{where} has no request key"
    if "/0" in action and action not in ONLY_ADDS and "version" not in names:
        yield f"{where} edits something and has no version"


@SAME
@pytest.mark.parametrize("name", world.ROLES)
def test_every_form_says_what_is_wrong_and_keeps_what_was_typed(pages, people, refused_forms, name):
    pages.sign_in(people[name])
    for path in [one.path for one in found(pages, name) if one.has_main_form]:
        if shape(path) in NOTHING_REQUIRED | refused_forms:
            continue
        page = BeautifulSoup(pages.peek(path).text, "html.parser")
        form = page.select_one(MAIN_FORM)
        if form is None:  # what was sent before has changed the page
            continue
        if not boxes(page, form):
            continue
        refused_forms.add(shape(path))
        typed = dict.fromkeys(boxes(page, form), "")
        refused = pages.submit(page, status=422, **typed)
        assert refused.select(".error-summary a[href^='#']"), path
        for link in refused.select(".error-summary a[href^='#']"):
            assert refused.select_one(str(link["href"])), f"{path}: {link} leads nowhere"


MAIN_FORM = "form#main-form[method=post]"
MARKUP = ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>")
CODE = ("' OR 1=1; DROP TABLE ticket; --", "{{191*7}} ${191*7} %(name)s {0}", "../../etc/passwd")
STRANGE = "\N{RIGHT-TO-LEFT OVERRIDE}a\N{COMBINING ACUTE ACCENT}\N{GRINNING FACE}"
HOSTILE = [
    "x" * 10_000,
    " ".join((*MARKUP, *CODE, STRANGE, "a\x00b\x1b[31m")),
    "-" + "9" * 40,
]


@pytest.mark.parametrize(
    "name",
    [
        "own",
        "officer",
        pytest.param("storekeeper", marks=SAME),
        pytest.param("administrator", marks=SAME),
    ],
)
def test_no_field_of_any_form_breaks_on_hostile_text(pages, people, hostile_forms, name):
    pages.sign_in(people[name])
    paths = [one.path for one in found(pages, name) if one.has_main_form]

    assert paths
    for path in paths:
        if shape(path) in hostile_forms:
            continue
        hostile_forms.add(shape(path))
        for text in HOSTILE:
            send_everywhere(pages, path, text)


def send_everywhere(pages, path, text):
    """Type it into every box of a page's form, opened anew so that no key is used twice."""
    page = BeautifulSoup(pages.peek(path).text, "html.parser")
    form = page.select_one(MAIN_FORM)
    if form is None:  # an earlier text was taken, and there is nothing left to do
        return
    answer = pages.sent(page, **dict.fromkeys(boxes(page, form), text))
    assert answer.status_code in (200, 303, 409, 422), f"{path}: {answer.status_code}, {text[:20]}"
    assert "1337" not in answer.text
    for markup in MARKUP:
        assert markup not in answer.text, f"{path} shows it unescaped"


def boxes(page: BeautifulSoup, form: Tag) -> list[str]:
    """The names of what a person types into a form."""
    return [
        str(box["name"])
        for box in controls(page, form)
        if box.name == "textarea"
        or (box.name == "input" and box.get("type", "text") in ("text", "password"))
    ]
