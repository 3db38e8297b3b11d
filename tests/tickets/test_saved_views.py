"""Views of the queue under a name, with their counts."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import rules, services
from helpdesk.tickets.models import SavedView
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import words


def saved(person, name="Printa", query="q=printa", *, is_shared=False):
    return services.save_view(name, query, is_shared=is_shared, actor=as_actor(person))


def pills(page):
    return [" ".join(pill.get_text().split()) for pill in page.select(".views a")]


def test_what_is_filtered_is_saved_under_a_name_with_its_count(pages, officer, requester):
    opened(requester=requester, subject="Printa haichapishi")
    opened(requester=requester, subject="Mtandao")
    pages.sign_in(officer)
    queue = pages.get("/tickets/?q=printa&after=x&junk=1")
    (link,) = [a for a in queue.select("a") if a.get_text() == "Hifadhi mtazamo huu"]

    shown = pages.submit(pages.get(link["href"]), name="Printa")

    assert "Printa (1)" in pills(shown)
    assert shown.select_one(".views a[aria-current]").get_text().startswith("Printa")
    assert [a.get_text() for a in shown.select("tbody th a")] == ["Printa haichapishi"]
    assert db.session.scalars(db.select(SavedView.query)).one() == "q=printa"


def test_a_private_view_is_ones_own_and_a_shared_one_the_units(pages, officer, second):
    saved(officer, "Yangu pekee")
    saved(officer, "Ya wote", "status=waiting", is_shared=True)
    pages.sign_in(second)

    page = pages.get("/tickets/")

    assert "Ya wote (0)" in pills(page)
    assert "Yangu pekee" not in page.get_text()
    listed = pages.get("/tickets/views")
    assert "Afisa TEHAMA" in words(listed, "tbody")
    assert not listed.select("tbody form")


def test_nobody_changes_the_view_of_another(pages, officer, second):
    view = saved(officer, is_shared=True)
    pages.sign_in(second)

    pages.get(f"/tickets/views/{view.id}/change", status=404)
    pages.post(f"/tickets/views/{view.id}/remove", status=404)
    assert view.is_active


def test_mine_in_a_shared_view_means_the_reader(pages, officer, second, requester):
    ticket = opened(requester=requester)
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    saved(officer, "Printa zangu", "view=mine&q=printa", is_shared=True)

    pages.sign_in(officer)
    assert "Printa zangu (1)" in pills(pages.get("/tickets/"))
    pages.sign_in(second)
    assert "Printa zangu (0)" in pills(pages.get("/tickets/"))


def test_a_view_is_renamed_removed_and_brought_back(pages, officer):
    view = saved(officer)
    pages.sign_in(officer)

    listed = pages.submit(pages.get(f"/tickets/views/{view.id}/change"), name="Printa zote")
    assert "Printa zote" in words(listed, "tbody")
    removed = pages.press(listed, f"/tickets/views/{view.id}/remove")
    assert not removed.select("tbody")
    assert "Printa zote" not in "".join(pills(pages.get("/tickets/")))

    back = pages.press(removed, f"/tickets/views/{view.id}/restore")
    assert "Printa zote" in words(back, "tbody")


def test_two_own_views_have_not_the_same_name(pages, officer, second):
    other = saved(officer, "Nyingine")
    saved(officer)
    saved(second)
    pages.sign_in(officer)

    refused = pages.submit(pages.get("/tickets/views/new?query=q%3Da"), name="Printa", status=422)
    assert refused.select(".error-summary a[href='#name']")
    pages.submit(pages.get(f"/tickets/views/{other.id}/change"), name="Printa", status=422)


def test_a_removed_view_makes_room_for_its_name(officer):
    view = saved(officer)
    services.remove_view(view, actor=as_actor(officer))

    again = saved(officer, query="q=skana")

    assert (again.id, again.query, again.is_active) == (view.id, "q=skana", True)


def test_a_stale_button_removes_nothing(pages, officer):
    view = saved(officer)
    pages.sign_in(officer)
    page = pages.get("/tickets/views")
    services.change_view(view, name="Mpya", is_shared=False, actor=as_actor(officer))

    pages.press(page, f"/tickets/views/{view.id}/remove", status=409)

    assert view.is_active


def test_twelve_at_most_stand_above_the_queue(pages, officer):
    for number in range(15):
        saved(officer, f"Mtazamo {number:02}")
    pages.sign_in(officer)

    shown = [pill for pill in pills(pages.get("/tickets/")) if pill.startswith("Mtazamo")]

    assert len(shown) == rules.MOST_SHOWN
    assert len(pages.get("/tickets/views").select("tbody tr")) == 15


def test_the_queue_runs_as_many_statements_whatever_the_number_of_views(pages, officer):
    saved(officer, "Moja")
    pages.sign_in(officer)
    few = pages.statements("/tickets/")
    for number in range(20):
        saved(officer, f"Mtazamo {number}", f"q=printa&status=waiting&priority=P{number % 4 + 1}")

    assert pages.statements("/tickets/") == few


@pytest.mark.parametrize("role", ["requester", "manager", "auditor"])
def test_others_see_none_of_it(pages, officer, role):
    saved(officer, "Ya wote", is_shared=True)
    pages.sign_in(factories.user(role, council_id=officer.council_id))

    assert "Ya wote" not in pages.get("/tickets/").get_text()
    pages.get("/tickets/views", status=403)
    pages.get("/tickets/views/new?query=q%3Da", status=403)


def test_another_council_sees_none_of_it(pages, officer):
    saved(officer, "Ya wote", is_shared=True)
    pages.sign_in(factories.user("technician"))

    assert "Ya wote" not in pages.get("/tickets/").get_text()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("view=mine&q=a", "view=mine&q=a"),
        ("q=a&view=mine", "view=mine&q=a"),
        ("q=&status=", ""),
        ("after=9~x&draft=k&format=csv&q=a b", "q=a+b"),
        ("next=https://example.org", ""),
    ],
)
def test_only_what_narrows_is_kept(address, kept):
    assert rules.view_query(rules.words_of(address).items()) == kept


def test_an_endless_address_is_no_view(pages, officer):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/views/new?query=q%3D{'x' * 900}")

    pages.submit(page, name="Ndefu", status=422)

    assert db.session.scalars(db.select(SavedView)).all() == []
