"""Lines that the program draws say why they have their number, and are the same each time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset, AssetModel
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import set_status
from helpdesk.estimates import services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import Origin, Past
from helpdesk.infra.db import db
from helpdesk.maintenance.models import MaintenancePlan, PlanPart
from helpdesk.stock.services import Delivery
from helpdesk.yearplans.models import YearPlan, YearPlanLine
from tests import factories
from tests.equipment.factories import asset, category, model
from tests.estimates.test_writing import words
from tests.factories import MONDAY_MORNING
from tests.requisitions.factories import approved, asked_for
from tests.sheets import text_of
from tests.stock.factories import part, receive, store
from tests.workorders.factories import bill, repair

BEFORE = datetime(2024, 8, 5, 7, tzinfo=UTC)  # in a year that is over
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
        repair(old, officer=offices.officer, bills=(bill(cost),), result="repaired", now=BEFORE)
    asker = asked_for(roller, by=offices.treasurer, quantity=5, words="Kamera ya mikutano")
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


def priced(estimate):
    """Give what nobody has bought yet a price."""
    for line in estimate.lines:
        line.unit_price = line.unit_price or Decimal(250_000)


def test_each_source_gives_its_lines_with_their_reasons(pages, offices, council, estimate):
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/draw")
    boxes = dict.fromkeys(("stock", "requisitions", "failures", "replacement"), "y")
    shown = pages.submit(page, **boxes)

    lines = {line.origin: line for line in estimate.lines}
    assert len(estimate.lines) == 5  # a requisition asks for two things
    assert estimate.total == estimate.totals.total > 0
    said = lines[Origin.STOCK]
    assert (said.item, said.quantity, said.unit_price) == ("Roller", Decimal(4), Decimal(45_000))
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
    assert "kutoka 4 ×" in said


def test_what_the_sources_do_not_say_any_more_is_taken_out(offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.STOCK})
    receive(store(offices.council_id), council, quantity=20)
    assert drawn(estimate, offices.officer, {Origin.STOCK}) == []


def test_a_new_price_or_place_changes_no_submitted_estimate(offices, council, estimate):
    drawn(estimate, offices.officer)
    priced(estimate)
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


def lines_of(estimate, origin):
    return [line for line in estimate.lines if line.origin is origin]


def test_what_the_store_holds_is_not_bought_for_a_request(offices, council, estimate):
    """Five are asked for and three lie in the store, so two are bought."""
    drawn(estimate, offices.officer, {Origin.REQUISITIONS})
    (roller,) = (one for one in lines_of(estimate, Origin.REQUISITIONS) if one.part_id)
    assert (roller.quantity, roller.basis["numbers"]["held"]) == (Decimal(2), "3")

    receive(store(offices.council_id), council, quantity=20)
    drawn(estimate, offices.officer, {Origin.REQUISITIONS})
    assert [one.item for one in estimate.lines] == ["Kamera ya mikutano"]


def test_a_request_stands_in_one_estimate_at_a_time(offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.REQUISITIONS})
    other = services.draft(
        services.Head(title="Mengine", first_year=2026),
        [],
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    assert drawn(other, offices.officer, {Origin.REQUISITIONS}) == []

    services.cancel(estimate, actor=as_actor(offices.officer), now=MONDAY_MORNING)
    assert len(drawn(other, offices.officer, {Origin.REQUISITIONS})) == 2


def test_only_years_that_are_over_and_recorded_count(offices, council, estimate):
    """The first record is of August 2024: a device serves from then to June 2025, 0.90 years."""
    drawn(estimate, offices.officer, {Origin.FAILURES})
    (line,) = estimate.lines
    said = line.basis["numbers"]
    assert (said["failures"], said["device_years"]) == ("2", "0.9")
    assert not line.taxable

    later = MONDAY_MORNING + timedelta(days=60)
    services.draw(
        estimate,
        {Origin.FAILURES},
        by=offices.officer,
        actor=as_actor(offices.officer),
        now=later,
    )
    assert estimate.lines[0].basis["numbers"] == said


def test_what_serves_no_more_counts_until_it_stopped(offices, council, estimate):
    old = db.session.scalars(db.select(Asset)).one()
    stopped = datetime(2024, 12, 5, 7, tzinfo=UTC)
    set_status(
        old,
        status=Status.UNSERVICEABLE,
        reason="Imeungua",
        actor=as_actor(offices.officer),
        now=stopped,
    )
    drawn(estimate, offices.officer, {Origin.FAILURES})
    assert not estimate.lines  # nothing of its kind serves next year

    make = db.session.get_one(AssetModel, old.model_id)
    asset(offices.council_id, of=make, in_service_on=date(2025, 1, 1))
    drawn(estimate, offices.officer, {Origin.FAILURES})
    (line,) = estimate.lines
    assert line.basis["numbers"]["device_years"] == "0.83"  # 122 and 180 days


def test_the_price_of_a_part_is_that_before_tax(offices, council, estimate):
    paid = Delivery(net_cost=Decimal(100_000))
    receive(store(offices.council_id), council, 1, 118_000, delivery=paid)
    drawn(estimate, offices.officer, {Origin.STOCK, Origin.REQUISITIONS})

    assert {line.unit_price for line in estimate.lines if line.part_id} <= {Decimal(100_000)}


def test_lines_speak_both_languages(pages, offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.REPLACEMENT, Origin.FAILURES})
    pages.sign_in(offices.officer)

    assert "Matengenezo ya vifaa" in words(pages.get(f"/estimates/{estimate.id}"))
    english = text_of(pages.download(f"/estimates/{estimate.id}?format=pdf&lang=en"))
    assert "Repairs of devices" in english
    assert "Matengenezo ya vifaa" not in english


def test_what_was_taken_out_comes_back_when_it_is_wanted(pages, offices, council, estimate):
    drawn(estimate, offices.officer, {Origin.STOCK})
    pages.sign_in(offices.officer)
    edit = pages.get(f"/estimates/{estimate.id}/edit")
    pages.submit(edit, **{"lines-0-removed": "y", "lines-0-reason": "Si lazima"})
    assert drawn(estimate, offices.officer, {Origin.STOCK}) == []

    page = pages.get(f"/estimates/{estimate.id}/draw")
    assert "Roller" in words(page)
    pages.submit(page, stock="y", again="y")
    assert [line.item for line in estimate.lines] == ["Roller"]


def test_without_a_plan_of_the_year_it_is_said(pages, offices, estimate):
    pages.sign_in(offices.officer)

    shown = pages.submit(pages.get(f"/estimates/{estimate.id}/draw"), plans="y")

    assert "2026/27" in words(shown, ".notice-warning")


def test_fees_of_workshops_are_drawn_and_the_same_part_is_named_wherever_it_stands(
    pages, offices, council, estimate
):
    of_plan = MaintenancePlan(
        council_id=offices.officer.council_id, title_sw="UPS", title_en="UPS", criticality=3
    )
    factories.saved(of_plan)
    year = YearPlan(
        council_id=offices.officer.council_id,
        first_year=2026,
        number=1,
        made_by=offices.officer,
        made_at=MONDAY_MORNING,
        hands=[],
        officers=1,
        share=50,
        km_rate=Decimal(1),
        per_diem=Decimal(1),
        capacity=["0"] * 12,
    )
    zeros = [0] * 11
    year.lines.append(
        YearPlanLine(
            plan=of_plan,
            title_sw="UPS",
            title_en="UPS",
            devices=4,
            months=[4, *zeros],
            month_minutes=[60, *zeros],
            parts_cost=Decimal(0),
            vendor_cost=Decimal(200_000),
        )
    )
    factories.saved(year)
    used = PlanPart(part=council, quantity=Decimal(1), probability=100)
    of_plan.parts.append(used)
    db.session.commit()
    drawn(estimate, offices.officer, {Origin.STOCK, Origin.PLANS})

    fee = next(line for line in estimate.lines if line.unit_price == 50_000)
    assert (fee.quantity, fee.taxable, fee.amount) == (4, False, 200_000)
    pages.sign_in(offices.officer)
    shown = words(pages.get(f"/estimates/{estimate.id}"))
    assert "Kipuri hicho pia kipo kwenye: Mpango wa matengenezo kinga wa mwaka 4." in shown
