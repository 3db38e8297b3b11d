"""Every page that has an address, as everybody who may open it."""

import pytest

from tests.browser.visitor import Visitor
from tests.system import world

MORE = (
    "/tickets/?view=overdue",
    "/tickets/?q=hakuna",
    "/tickets/new?asset={asset_id}",
    "/repairs/new?ticket={ticket_id}",
    "/equipment/?q=hakuna",
)


def opened(visitor: Visitor, path: str) -> bool:
    """Tell whether this is a page, and one that this person may open."""
    answer = visitor.page.request.get(path, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def complaints(visitor: Visitor, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        try:
            visitor.open(path)
        except AssertionError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("name", world.ROLES)
def test_every_page_is_sound_on_a_phone(visit, town, app, name):
    visitor = visit(town.person(name))
    paths = [path for path in town.addresses(app) if opened(visitor, path)]
    print(name, len(paths))
    assert not complaints(visitor, paths)
