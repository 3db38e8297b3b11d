"""The menu stays short for everybody, and what it leaves out stands on the page of settings."""

from itertools import combinations

import pytest

from helpdesk.infra import navigation
from helpdesk.infra.access import Role
from tests import factories

SEVEN = 7
COMBINATIONS = [roles for count in (1, 2, len(Role)) for roles in combinations(Role, count)]


def addresses(page, part):
    return [link["href"] for link in page.select(f"{part} a")]


@pytest.fixture
def settings_of(pages):
    def sign_in(*roles):
        pages.sign_in(factories.user(*roles))
        return pages.get("/settings")

    return sign_in


@pytest.mark.parametrize("roles", COMBINATIONS, ids="-".join)
def test_the_menu_has_at_most_seven_entries_and_nothing_is_out_of_reach(settings_of, roles):
    page = settings_of(*roles)
    menu, settings = addresses(page, ".nav-wide"), addresses(page, "main")
    named = set(navigation._entries) | set(navigation._settings)

    assert len(menu) <= SEVEN
    assert not set(menu) & set(settings)
    assert ("/settings" in menu) is bool(settings)
    assert len({*menu, *settings} - {"/settings"}) == sum(_may(roles, one) for one in named)


def _may(roles, endpoint):
    place = navigation._settings.get(endpoint) or navigation._entries[endpoint]
    return bool(set(roles) & place.permission.roles)


def test_the_head_of_the_unit_finds_the_daily_work_in_the_menu_and_the_rest_under_headings(
    settings_of,
):
    page = settings_of(Role.HEAD)

    assert [link.get_text() for link in page.select(".nav-wide a")] == [
        "Mwanzo",
        "Maombi",
        "Vifaa",
        "Matengenezo",
        "Matengenezo kinga",
        "Ripoti",
        "Mipangilio na zaidi",
    ]
    assert [heading.get_text() for heading in page.select("main h2")] == [
        "Kwa ajili yako",
        "Rejista na maarifa",
        "Kazi ya maombi",
        "Halmashauri",
        "Mfumo huu",
    ]


def test_management_has_the_dashboard_in_the_menu(settings_of):
    assert "/dashboard" in addresses(settings_of(Role.MANAGER), ".nav-wide")


def test_whoever_only_asks_has_everything_in_the_menu(settings_of):
    page = settings_of(Role.REQUESTER)

    assert "/settings" not in addresses(page, ".nav-wide")
    assert {"/articles/", "/equipment/mine"} <= set(addresses(page, ".nav-wide"))
    assert "Kila unachoweza kufungua kipo kwenye menyu." in page.get_text()


def test_the_menu_says_where_a_page_of_the_settings_belongs(settings_of, pages):
    settings_of(Role.HEAD)

    for address in ("/departments/", "/people/new", "/articles/", "/tickets/teams"):
        (here,) = pages.get(address).select(".nav-wide [aria-current]")
        assert here["href"] == "/settings", address
