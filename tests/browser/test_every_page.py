"""Every page that has an address, as everybody who may open it."""

from collections.abc import Iterable, Iterator

import pytest

from helpdesk.tickets.rules import Kind
from tests import factories
from tests.browser.parts import parts
from tests.browser.town import settled
from tests.browser.visitor import Visitor
from tests.kinds.test_missing_forms import category
from tests.pages import PageClient, save
from tests.system import world
from tests.tickets.factories import ticket as opened

pytestmark = pytest.mark.slow
MORE = (
    "/tickets/?view=overdue",
    "/tickets/?q=hakuna",
    "/equipment/?q=hakuna",
    "/repairs/?q=hakuna",
    "/tickets/new?asset={asset_id}",
    "/repairs/new?ticket={ticket_id}",
    "/reports/repair-history?asset={asset_tag}",
    "/custody/new?kind=transfer&asset={asset_id}",
    "/hakuna",
)
IN_ANOTHER_STATE = (  # pages of steps that are not due; each feature opens them in its own tests
    "/custody/new",
    "/disposals/lines/{line_id}/disposal-certificate",
    "/disposals/lines/{line_id}/dispose",
    "/disposals/lines/{line_id}/wipe",
    "/disposals/lines/{line_id}/wipe-certificate",
    "/disposals/surveys/{survey_id}/decide",
    "/estimates/{estimate_id}/decide",
    "/estimates/{estimate_id}/new-edition",
    "/losses/{loss_id}/decide",
    "/maintenance/years/{year_plan_id}/decide",
    "/procurement/devices/{asset_id}/commission",
    "/procurement/receipts/{receipt_id}/inspect",
    "/procurement/receipts/{receipt_id}/rejection",
    "/procurement/receipts/{receipt_id}/withdraw",
    "/requisitions/{requisition_id}/close",
    "/requisitions/{requisition_id}/issue",
    "/stocktakes/{stocktake_id}/approve",
    "/store-counts/{count_id}/approve",
    "/store-counts/{count_id}/lines/{count_line_id}/again",
    "/store-counts/{count_id}/report.pdf",
    "/work-orders/{work_order_id}/outside/new",
    "/work-orders/{work_order_id}/parts/keep",
)
LISTS = (
    "/",
    "/dashboard",
    "/tickets/",
    "/equipment/",
    "/repairs/",
    "/stock/",
    "/people/",
    "/audit/",
)
REPORTS = ("/reports/maintenance-quarter", "/reports/help-desk-performance")
OF_THE_HEAD = (*LISTS[:5], "/tickets/1", "/tickets/new", "/repairs/new?ticket=1", "/work-orders/1")


@pytest.fixture
def paths(app, town) -> list[str]:
    return [*town.addresses(app), *(path.format(**town.gaps) for path in MORE)]


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The pages that somebody has looked at, and all that they consisted of in the main."""
    return set()


def complaints(visitor: Visitor, paths: Iterable[str]) -> list[str]:
    found = []
    for path in paths:
        try:
            visitor.open(path)
            visitor.stretch()
        except AssertionError as error:
            found.append(str(error))
    return found


def news(pages: PageClient, paths: Iterable[str], seen: set[str]) -> Iterator[str]:
    """Choose what whoever is signed in may open and nobody did, or where something is new."""
    for path in paths:
        answer = pages.peek(path)
        is_page = answer.mimetype == "text/html" and "<main" in answer.text  # or a part of one
        if is_page and answer.status_code in (200, 404):
            found = {path, *parts(answer.text)}
            if found - seen:
                yield path
            seen |= found


@pytest.mark.usefixtures("undrawn")
def test_no_address_is_left_out(pages, app):
    town = settled(world.made())
    closed = set(town.addresses(app))
    for name in world.ROLES:
        pages.sign_in(town.person(name))
        closed = {path for path in closed if pages.peek(path).status_code != 200}

    # The one leads to the page of the device, the form is there already; the others act on what
    # was chosen before.
    form = f"/kinds/tickets/{town.gaps['ticket_id']}/form/new"
    others = {"/kinds/reviews/new", "/tickets/bulk"}
    guest = f"/o/{town.gaps['token']}"  # what he may do with a solved request has its own tests
    ended = {f"{guest}/rate", f"{guest}/reopen", f"{guest}/files/{town.gaps['attachment_id']}"}
    later = {path.format(**town.gaps) for path in IN_ANOTHER_STATE}
    assert closed == {f"/e/{town.gaps['label_code']}", form, *others, *ended, *later}


def test_the_form_of_a_request_without_one_is_sound(visit, town):
    own = town.person("own")
    needed = category(own.council_id, Kind.DATA_CORRECTION)
    made = opened(requester=own, category=needed)
    save()
    visitor = visit(own)

    assert not complaints(visitor, [f"/tickets/{made.id}", f"/kinds/tickets/{made.id}/form/new"])


@pytest.mark.parametrize("name", world.ROLES)
def test_every_page_is_sound_on_a_phone(visit, pages, town, paths, seen, name):
    visitor = visit(town.person(name))
    pages.sign_in(town.person(name))

    assert not complaints(visitor, ["/", *news(pages, paths, seen)])


@pytest.mark.parametrize("name", ["own", "officer", "manager", "administrator"])
def test_every_list_is_sound_at_a_desk(visit, pages, town, name):
    visitor = visit(town.person(name), width=1280)
    pages.sign_in(town.person(name))

    assert not complaints(visitor, news(pages, (*LISTS, *REPORTS), set()))


@pytest.mark.parametrize("given", [{"color_scheme": "dark"}, {"locale": "en-GB"}], ids=str)
def test_pages_are_sound_in_the_dark_and_in_english(visit, town, given):
    head = town.person("head")
    head.language = "en" if "locale" in given else "sw"
    visitor = visit(head, **given)

    assert not complaints(visitor, OF_THE_HEAD)


@pytest.mark.parametrize("role", ["requester", "technician", "storekeeper", "administrator"])
def test_pages_are_sound_before_there_is_anything_on_them(visit, pages, app, role):
    person = factories.user(role)
    visitor = visit(person)
    pages.sign_in(person)

    assert not complaints(visitor, news(pages, LISTS, set()))
