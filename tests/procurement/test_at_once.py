"""Two people at one delivery, or at one order, in the same moment."""

import pytest

from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.procurement.models import GoodsReceipt
from tests import factories
from tests.pages import PageClient, save
from tests.procurement.factories import inspected, order, received
from tests.tickets.test_collisions import at_once, filled

DAY = {"day": "%d", "month": "%m", "year": "%Y"}


@pytest.fixture
def council(app):
    return factories.council()


def two(role, council):
    return [factories.user(role, council_id=council.id, name=f"Bi {role} {n}") for n in (1, 2)]


def desks(app, people, path, **typed):
    """Let each open the page and fill it in before anybody sends it."""
    for person in people:
        desk = PageClient(app)
        desk.sign_in(person)
        yield desk, path, filled(desk.get(path), path, **typed)


def told(answers):
    (refused,) = [one for one in answers if one.status_code != 303]
    return refused


def test_two_heads_accept_the_last_of_a_line_and_one_is_told(app, council):
    (keeper,), (officer,) = two("storekeeper", council)[:1], two("technician", council)[:1]
    ordered = order(council.id, quantity=2)
    receipt = inspected(received(ordered, by=keeper, quantity=2), by=officer)
    heads = two("head", council)
    save()
    path, (line,) = f"/procurement/receipts/{receipt.id}/accept", ordered.lines

    answers = at_once(list(desks(app, heads, path)))

    assert told(answers).status_code == 409
    db.session.refresh(line)
    assert (line.accepted, line.delivered, line.quantity) == (2, 2, 2)
    assert db.session.query(Asset).count() == 2


def test_two_store_keepers_receive_the_same_goods_and_one_is_told(app, council):
    ordered = order(council.id, quantity=5)
    keepers = two("storekeeper", council)
    save()
    path, (line,) = f"/procurement/orders/{ordered.id}/receive", ordered.lines
    day = clock.today()
    on = {f"received_on-{part}": f"{day:{sign}}" for part, sign in DAY.items()}
    goods = {f"quantity_{line.id}": "3", f"maker_{line.id}": "HP", f"model_{line.id}": "G8"}

    answers = at_once(list(desks(app, keepers, path, delivery_note="DN1", **on, **goods)))

    assert told(answers).status_code in (409, 422)
    db.session.refresh(line)
    assert (line.accepted, line.delivered, line.quantity) == (0, 3, 5)
    assert db.session.query(GoodsReceipt).count() == 1
