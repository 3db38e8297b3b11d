"""The queue as officers work with it: its weight, its counts, and the way through a view."""

import gzip

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.tickets import services
from helpdesk.tickets.rules import Cause
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import multiply

HEAVIEST = 14_000  # bytes, as they go over the line


def subjects(page):
    return [a.get_text() for a in page.select("tbody th a")]


def follow(pages, page, rel):
    (link,) = page.select(f"a[rel={rel}]")
    return pages.get(link["href"])


@pytest.mark.parametrize("path", ["/tickets/", "/tickets/triage"])
def test_fifty_rows_are_light(pages, officer, requester, path):
    for number in range(50):
        opened(requester=requester, subject=f"Printa ya ofisi namba {number} haichapishi vizuri")
    for number in range(8):
        factories.user("technician", council_id=officer.council_id, name=f"Afisa wa {number}")
    pages.sign_in(officer)

    page = pages.peek(path)

    assert len(gzip.compress(page.data, 6)) <= HEAVIEST


def test_one_goes_through_a_view_ticket_by_ticket(pages, officer, requester):
    for name in ("A", "B", "C"):
        opened(requester=requester, subject=f"Printa {name}")
    opened(requester=requester, subject="Mtandao")
    pages.sign_in(officer)
    queue = pages.get("/tickets/?q=printa")
    _first, second, third = subjects(queue)

    page = pages.get(queue.select_one("tbody th a")["href"])
    assert not page.select("a[rel=prev]")
    page = follow(pages, page, "next")
    assert page.h1.get_text(strip=True) == second
    page = follow(pages, page, "next")
    assert page.h1.get_text(strip=True) == third
    assert not page.select("a[rel=next]")
    assert follow(pages, page, "prev").h1.get_text(strip=True) == second


def test_newest_first_goes_the_other_way_round(pages, officer, requester):
    old, new = opened(requester=requester, subject="Ya kwanza"), opened(requester=requester)
    pages.sign_in(officer)

    page = pages.get(f"/tickets/{new.id}?view=view%3Dall")

    assert follow(pages, page, "next").h1.get_text(strip=True) == old.subject


def test_after_an_act_one_is_still_in_the_view(pages, officer, requester):
    first, _second = opened(requester=requester), opened(requester=requester)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{first.id}?view=view%3Dopen")

    taken = pages.press(page, f"/tickets/{first.id}/take")

    assert taken.select("a[rel=next]")


def test_neighbours_are_never_those_of_others(pages, officer, requester):
    own = opened(requester=requester)
    opened(requester=factories.user(council_id=officer.council_id))
    opened()
    pages.sign_in(requester)

    page = pages.get(f"/tickets/{own.id}?view=view%3Dall")

    assert not page.select("a[rel=prev], a[rel=next]")


@pytest.mark.parametrize("view", ["x", "status%3Dnone", "view%3D%27", "%00"])
def test_a_made_up_view_does_no_harm(pages, officer, requester, view):
    ticket = opened(requester=requester)
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{ticket.id}?view={view}").h1


def test_a_ticket_in_a_view_runs_as_many_statements_whatever_its_size(pages, officer, requester):
    ticket = opened(requester=requester)
    pages.sign_in(officer)
    multiply(ticket, 20)
    path = f"/tickets/{ticket.id}?view=view%3Dall"
    few = pages.statements(path)
    multiply(ticket, 1980)

    assert pages.statements(path) == few


def test_the_queue_with_everything_runs_a_fixed_number_of_statements(pages, officer, requester):
    ticket = opened(requester=requester)
    for name in ("Moja", "Mbili"):
        services.save_view(name, "q=printa", is_shared=True, actor=as_actor(officer))
    pages.sign_in(officer)
    multiply(ticket, 20)
    few = pages.statements("/tickets/")
    multiply(ticket, 1980)

    assert pages.statements("/tickets/") == few


def test_words_that_a_view_has_not_are_looked_for_in_all_by_one_tap(pages, officer, requester):
    ticket = opened(requester=requester, subject="Modemu ya TTCL")
    services.resolve(
        ticket,
        cause=Cause.WEAR,
        resolution="Tayari",
        actor=as_actor(officer),
        now=MONDAY_MORNING,
    )
    pages.sign_in(officer)

    page = pages.get("/tickets/?view=mine&q=Modemu+ya&priority=P1")

    empty = page.select_one(".empty")
    assert "Hakuna kilichopatikana katika orodha ya “Yangu”." in empty.get_text()
    link = empty.select_one("a")
    assert link.get_text() == "Tafuta katika maombi yote"
    assert ticket.reference in pages.get(link["href"]).select_one("main").get_text()
