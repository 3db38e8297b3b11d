"""Lines that the program draws say why they have their number, and are the same each time."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.estimates import services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import Origin, Past
from helpdesk.infra.db import db
from tests.equipment.factories import asset, category, model
from tests.estimates.test_writing import words
from tests.factories import MONDAY_MORNING
from tests.requisitions.factories import approved, asked_for
from tests.stock.factories import part, receive, store
from tests.workorders.factories import bill, repair

EVERYTHING = set(Origin) - {Origin.MANUAL}


def test_k20_faults_of_three_years_let_expect_the_next():
    past = Past(18, Decimal(156), 64, [Decimal(74_500)] * 18)
    assert past.expected == Decimal("7.38")
    assert past.cost == Decimal("550153.85")
    assert not past.is_few


def test_the_middle_cost_counts_and_few_figures_are_called_so():
    past = Past(3, Decimal(10), 10, [Decimal(10), Decimal(30), Decimal(900_000)])
    assert (past.median, past.cost, past.is_few) == (Decimal(30), Decimal(90), True)
    assert Past(0, Decimal(0), 5, []).cost == 0


@pytest.fixture
def council(offices):
    """A store that is short of rollers, a printer that failed twice, one past its life, a wish."""
    council_id = offices.council_id
    roller = part(council_id, name_sw="Roller", reorder_point=Decimal(4))
    receive(store(council_id), roller, quantity=3, unit_cost=45_000)
    printers = category(council_id, code="PR", name_sw="Printa", life_months=48)
    make = model(council_id, of=printers, replacement_cost=Decimal(1_200_000))
    old = asset(council_id, of=make, purchased_on=date(2022, 8, 1), in_service_on=date(2022, 8, 1))
    for cost in (60_000, 80_000):
        repair(old, officer=offices.officer, bills=(bill(cost),), result="repaired")
    asker = asked_for(roller, by=offices.treasurer, words="Kamera ya mikutano")
    approved(asker, recommender=offices.officer, approver=offices.head)
    db.session.commit()
    return roller


@pytest.fixture
def estimate(offices):
    made = services.draft(
        services.Head(title="Mahitaji", first_year=2026),
        [],
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    db.session.commit()
    return made


def drawn(estimate, officer, origins=EVERYTHING):
    actor = as_actor(officer)
    services.draw(estimate, origins, by=officer, actor=actor, now=MONDAY_MORNING)
    db.session.commit()
    return [
        (line.origin, line.source_key, line.quantity, line.unit_price) for line in estimate.lines
    ]


def test_each_source_gives_its_lines_with_their_reasons(pages, offices, council, estimate):
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/draw")
    boxes = dict.fromkeys(("stock", "requisitions", "failures", "replacement"), "y")
    shown = pages.submit(page, **boxes)

    lines = {line.origin: line for line in estimate.lines}
    assert len(estimate.lines) == 5  # a requisition asks for two things
    assert estimate.total == estimate.totals.total > 0
    said = lines[Origin.STOCK]
    assert (said.item, said.quantity, said.unit_price) == ("Roller", Decimal(1), Decimal(45_000))
    assert lines[Origin.REPLACEMENT].unit_price == Decimal(1_200_000)
    assert lines[Origin.REPLACEMENT].quantity == 1
    failures = lines[Origin.FAILURES].basis["numbers"]
    assert (failures["failures"], failures["median"], failures["fleet"]) == ("2", "70,000", "1")
    assert "Takwimu chache" in words(shown)
    whole = pages.get(f"/estimates/{estimate.id}")
    why = pages.get(whole.select_one("a[href*='/lines/']")["href"])
    assert "huagizwa vikifika 4" in words(why)
    assert why.select_one(f"a[href='/stock/parts/{council.id}']")
    pages.submit(pages.get(f"/estimates/{estimate.id}/draw"), status=422)


def test_drawn_twice_it_gives_the_same_lines(offices, council, estimate):
    first = drawn(estimate, offices.officer)
    assert drawn(estimate, offices.officer) == first
    assert len(first) == 5


def test_what_somebody_changed_stays_and_needs_a_reason(pages, offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.STOCK})
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/edit")
    refused = pages.submit(page, status=422, **{"lines-0-quantity": "6"})
    assert "Eleza kwa nini umebadilisha" in words(refused)
    pages.submit(page, **{"lines-0-quantity": "6", "lines-0-reason": "Mitihani ya darasa la saba"})
    db.session.expire_all()
    ((_origin, _key, quantity, _price),) = drawn(estimate, offices.officer, {Origin.STOCK})
    assert quantity == 6
    said = words(pages.get(f"/estimates/{estimate.id}"))
    assert "Mitihani ya darasa la saba" in said
    assert "kutoka 1 ×" in said


def test_what_the_sources_do_not_say_any_more_is_taken_out(offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.STOCK})
    receive(store(offices.council_id), council, quantity=20)
    assert drawn(estimate, offices.officer, {Origin.STOCK}) == []


def test_a_new_price_or_place_changes_no_submitted_estimate(offices, council, estimate):
    drawn(estimate, offices.officer)
    services.submit(
        estimate, by=offices.officer, actor=as_actor(offices.officer), now=MONDAY_MORNING
    )
    before = estimate.total, estimate.digest
    receive(store(offices.council_id), council, quantity=1, unit_cost=99_000)
    db.session.commit()
    db.session.expire_all()
    same = db.session.get_one(Estimate, estimate.id)
    assert (same.total, same.digest) == before
    assert services.digest_of(same) == before[1]
    assert same.totals.total == before[0]


def test_drawing_and_reading_keep_their_statements(pages, offices, council, estimate):
    drawn(estimate, offices.officer)
    pages.sign_in(offices.officer)
    few = pages.statements(f"/estimates/{estimate.id}")
    for number in range(6):
        one = part(offices.council_id, reorder_point=Decimal(4))
        receive(store(offices.council_id), one, quantity=1, unit_cost=100 + number)
    db.session.commit()
    drawn(estimate, offices.officer)
    assert len(estimate.lines) == 11
    assert pages.statements(f"/estimates/{estimate.id}") == few
    assert pages.statements("/estimates/") <= few + 6
