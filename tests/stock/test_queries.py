"""Who sees which store, and what is found in it."""

from decimal import Decimal

import pytest

from helpdesk.audit.queries import names_in, visible_to
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.stock import queries
from helpdesk.stock.rules import StockState
from tests import factories
from tests.stock.factories import part as some_part
from tests.stock.factories import receive
from tests.stock.factories import store as some_store


@pytest.fixture
def council(app):
    return factories.council()


@pytest.fixture
def actor(council):
    return the_program(council.id)


def found(actor, **wanted):
    return [part.code for part in db.session.scalars(queries.matching(actor, **wanted))]


def test_another_council_s_store_is_not_seen(council, actor):
    there = factories.council().id
    theirs = receive(some_store(there), some_part(there))

    assert found(actor) == []
    assert queries.stores(actor) == []
    assert queries.catalogue(actor) == []
    assert db.session.scalars(queries.levels_visible_to(actor)).all() == []
    assert db.session.scalars(queries.ledger(theirs.level.part, actor=actor)).all() == []


@pytest.mark.parametrize("text", ["tn-151a", "WINO mweusi", "black ink", "m404 ink", "  ink\x00 "])
def test_a_part_is_found_by_its_code_names_and_what_it_fits(council, actor, text):
    some_part(
        council.id, code="TN-151A", name_sw="Wino mweusi", name_en="Black ink", fits="LaserJet M404"
    )
    some_part(council.id, name_sw="Kebo", name_en="Cable")

    assert found(actor, text=text) == ["TN-151A"]


def test_a_very_long_search_is_only_a_search(council, actor):
    assert found(actor, text="a " * 5000) == []


def test_a_store_shows_what_it_holds(council, actor):
    here, there = some_store(council.id), some_store(council.id)
    toner = some_part(council.id)
    receive(here, toner)
    receive(there, some_part(council.id))

    assert found(actor, store_id=here.id) == [toner.code]


@pytest.mark.parametrize(
    ("received", "point", "low", "state"),
    [
        ([], 0, False, StockState.OUT),
        ([], 2, True, StockState.OUT),
        ([2], 2, True, StockState.LOW),
        ([1, 2], 2, False, StockState.ENOUGH),
        ([2], 0, False, StockState.ENOUGH),
    ],
)
def test_a_part_is_low_when_all_stores_together_are_down_to_its_point(
    council, actor, received, point, low, state
):
    toner = some_part(council.id, reorder_point=Decimal(point))
    for quantity in received:
        receive(some_store(council.id), toner, quantity)

    assert (queries.low_parts(queries.visible_to(actor)) == [toner]) is low
    (holding,) = queries.holdings(actor, [toner])
    assert (holding.quantity, holding.state) == (sum(received), state)


def test_a_part_is_meant_by_its_code_or_its_whole_name(council):
    toner = some_part(council.id, code="TN-1", name_sw="Wino", name_en="Ink")
    cable = some_part(council.id, code="INK", name_sw="Kebo", name_en="Cable")
    parts = [toner, cable]

    assert queries.parts_called("tn -1", parts) == [toner]
    assert queries.parts_called("INK", parts) == [cable]
    assert queries.parts_called("wíno", parts) == [toner]
    assert queries.parts_called("win", parts) == []


def test_parts_that_are_no_longer_used_are_not_offered(council, actor):
    kept, given_up = some_part(council.id), some_part(council.id)
    given_up.is_active = False

    assert [offer.part for offer in queries.catalogue(actor)] == [kept]


def test_the_log_calls_parts_stores_and_levels_by_their_names(council, actor):
    store = some_store(council.id, name_sw="Ghala Kuu")
    db.session.commit()
    with transaction():
        toner = some_part(council.id, code="TN-1", name_sw="Toner")
        receive(store, toner)

    entries = db.session.scalars(visible_to(actor)).all()

    assert set(names_in(entries, actor=actor).values()) == {
        "Ghala Kuu",
        "TN-1 Toner",
        "Toner, Ghala Kuu",
    }
