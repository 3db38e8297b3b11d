"""The plan to replace equipment: by life, by state, and at the prices of the year."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.equipment.queries import Filters
from helpdesk.equipment.queries.replacement import replacement_plan
from helpdesk.equipment.rules import Condition, Ownership, Status
from helpdesk.equipment.rules.replacement import Aged, Cause, by_year, need_of
from tests import factories
from tests.equipment import factories as made
from tests.sheets import rows_of, text_of

BASE, GROWTH = FiscalYear(2026), Decimal(5)
GOOD, POOR = Condition.GOOD, Condition.POOR
K17 = {  # in use since, life in months, condition, price: year, cause
    "PC": (date(2021, 3, 15), 60, GOOD, 1_900_000, 2026, Cause.ARREARS),
    "printer": (date(2022, 8, 1), 48, GOOD, 1_200_000, 2026, Cause.OUTLIVED),
    "server": (date(2023, 11, 20), 60, GOOD, 14_500_000, 2028, Cause.OUTLIVED),
    "UPS": (date(2019, 1, 10), 48, GOOD, 650_000, 2026, Cause.ARREARS),
    "laptop": (date(2025, 2, 1), 48, GOOD, 1_800_000, 2028, Cause.OUTLIVED),
    "switch": (date(2020, 7, 1), 84, GOOD, 3_200_000, 2027, Cause.OUTLIVED),
    "poor laptop": (date(2024, 5, 5), 48, POOR, 1_800_000, 2026, Cause.WORN),
}
SUMS = {
    FiscalYear(2026): Decimal(5_550_000),
    FiscalYear(2027): Decimal(3_360_000),
    FiscalYear(2028): Decimal(17_970_750),
}


def aged(began_on, life_months=48, condition=GOOD, price=1_000_000):
    return Aged(
        began_on=began_on,
        life_months=life_months,
        condition=condition,
        price=None if price is None else Decimal(price),
    )


def test_three_years_cost_what_the_vector_says():
    """K17."""
    found = {name: need_of(aged(*said[:4]), BASE, GROWTH) for name, said in K17.items()}
    needs = {name: need for name, need in found.items() if need}

    assert {name: (need.year.first, need.cause) for name, need in needs.items()} == {
        name: said[4:] for name, said in K17.items()
    }
    assert by_year(needs.values(), BASE) == SUMS
    assert sum(SUMS.values()) == 26_880_750


@pytest.mark.parametrize(
    ("ends_on", "year"),
    [
        (date(2026, 6, 30), 2026),
        (date(2026, 7, 1), 2026),
        (date(2027, 6, 30), 2026),
        (date(2027, 7, 1), 2027),
        (date(2029, 6, 30), 2028),
        (date(2029, 7, 1), None),
    ],
)
def test_a_life_falls_into_the_financial_year_of_its_end(ends_on, year):
    need = need_of(aged(ends_on.replace(year=ends_on.year - 4)), BASE, GROWTH)

    assert (need and need.year.first) == year


def test_what_nobody_knows_the_age_of_is_planned_only_when_it_is_worn():
    assert need_of(aged(None), BASE, GROWTH) is None
    assert need_of(aged(date(2010, 1, 1), life_months=0), BASE, GROWTH) is None
    worn = need_of(aged(None, condition=Condition.UNSERVICEABLE), BASE, GROWTH)
    assert worn is not None
    assert (worn.year, worn.cause) == (BASE, Cause.WORN)


def test_a_price_that_grows_is_rounded_to_the_cent():
    need = need_of(aged(date(2024, 9, 1), price="333.33"), BASE, Decimal("3.5"))

    assert need is not None
    assert need.cost == Decimal("357.07")  # 333.33 x 1.035 x 1.035 = 357.0714...


@pytest.fixture
def fleet(council_id):
    """The devices of the vector, in the register; and others of which the plan says nothing."""
    for began_on, life, condition, cost, *_due in K17.values():
        model = made.model(council_id, replacement_cost=Decimal(cost))
        made.asset(
            of=model,
            purchased_on=began_on,
            in_service_on=began_on,
            life_months=life,
            condition=condition,
        )
    made.asset(council_id, status=Status.IN_STORE, purchased_on=date(2015, 1, 1))
    made.asset(council_id, ownership=Ownership.LEASED, purchased_on=date(2015, 1, 1))
    made.asset(purchased_on=date(2015, 1, 1))
    return council_id


def test_the_register_gives_the_same_plan(fleet, actor):
    """K17, from devices as officers entered them."""
    plan = replacement_plan(actor, Filters(), base=BASE, growth=GROWTH)

    assert by_year((one.need for one in plan.needs), BASE) == SUMS
    assert (len(plan.needs), plan.undated, plan.unpriced) == (7, 0, 0)


def test_the_page_and_its_files_show_the_sums_of_each_year(pages, fleet, officer):
    pages.sign_in(officer)
    url = "/equipment/replacement?base=2026-27&growth=5"

    page = pages.get(url)
    rows = rows_of(pages.download(f"{url}&format=csv"))
    paper = text_of(pages.download(f"{url}&lang=en&format=pdf"))

    assert "17,970,750" in page.get_text()
    assert page.select("svg[role=img]")
    assert ["2026/27", "2", "1", "1", "5550000.00"] in [row[:5] for row in rows]
    assert "26,880,750" in paper
    assert "Devices to be taken out of use" in paper


def test_growth_and_base_are_chosen_and_what_is_no_number_is_refused(pages, fleet, officer):
    pages.sign_in(officer)

    assert "3,200,000" in pages.get("/equipment/replacement?base=2026-27&growth=0").get_text()
    assert "3,360,000" in pages.get("/equipment/replacement?base=2026-27&growth=x").get_text()
    assert pages.get("/equipment/replacement?base=junk").h1


def test_devices_without_a_price_or_a_date_are_told_of(pages, council_id, officer):
    made.asset(council_id, purchase_cost=None, purchased_on=date(2010, 1, 1))
    made.asset(council_id, purchased_on=None)
    pages.sign_in(officer)

    words = pages.get("/equipment/replacement").get_text()

    assert "Vifaa visivyo na bei, havimo kwenye jumla: 1." in words
    assert "tarehe ya kuanza kutumika haijulikani, havimo kwenye mpango: 1." in words


def test_the_plan_takes_as_many_statements_for_twenty_devices_as_for_one(
    pages, council_id, officer
):
    made.asset(council_id, purchased_on=date(2015, 1, 1))
    pages.sign_in(officer)
    few = pages.statements("/equipment/replacement")
    for _ in range(19):
        made.asset(council_id, purchased_on=date(2015, 1, 1))

    assert pages.statements("/equipment/replacement") == few


def test_a_requester_does_not_see_the_plan(pages, council_id):
    pages.sign_in(factories.user(council_id=council_id))

    pages.get("/equipment/replacement", status=403)


@pytest.mark.parametrize("status", [Status.IN_STORE, Status.SURVEY, Status.DISPOSAL_APPROVED])
def test_a_worn_out_device_that_waits_to_leave_is_still_replaced(council_id, actor, status):
    worn = Condition.UNSERVICEABLE
    made.asset(council_id, status=status, condition=worn, purchased_on=date(2026, 1, 1))
    made.asset(council_id, status=status, purchased_on=date(2015, 1, 1))

    (planned,) = replacement_plan(actor, Filters(), base=BASE, growth=GROWTH).needs

    assert (planned.need.year, planned.need.cause) == (BASE, Cause.WORN)
