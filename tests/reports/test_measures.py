"""What repairs come to, worked out by hand (K8, K13, K22, K23)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask_babel import force_locale

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.infra.documents.model import Table, Tiles
from helpdesk.infra.reporting import Wanted
from helpdesk.reports import queries
from helpdesk.reports.reports import measures_report
from helpdesk.reports.rules.measures import Group, days_served, serves
from helpdesk.workorders.rules import Costs
from tests import factories
from tests.equipment.factories import asset, category, model, whereabouts
from tests.workorders.factories import bill, repair

QUARTER = Period.parse("2025-26-Q1")
AFTER = datetime(2026, 7, 1, tzinfo=UTC)
JULY = datetime(2025, 7, 10, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def cash(amount):
    return Costs(vendor=Decimal(amount))


def test_k8_failures_of_a_fleet():
    group = Group([80], device_days=80 * 2 * 365, failures=24)

    assert group.failure_rate == Decimal("0.150")
    assert group.years_between == Decimal("6.667")


def test_k13_cost_of_the_price_of_new_devices():
    assert Group([], costs=cash(6_450_000), worth=Decimal(215_000_000)).cost_of_worth == Decimal(3)


def test_k22_cost_of_one_device():
    group = Group([58, 60, 62], costs=cash(90_000 + 45_000 + 15_000))

    assert (group.fleet, group.cash_each) == (Decimal(60), Decimal(2_500))


def test_k23_repairs_that_came_back():
    assert Group([], repairs=24, repeats=3).repeat_share == Decimal("12.5")


def test_what_has_nothing_to_be_taken_of_is_a_dash():
    none = Group([])

    found = [none.failure_rate, none.years_between, none.cash_each, none.repeat_share]
    assert [*found, none.cost_of_worth, none.hours_each, none.full_each] == [None] * 7


@pytest.mark.parametrize(
    ("began", "ended", "days", "at_the_end"),
    [
        (date(2020, 1, 1), None, 59, True),
        (date(2026, 2, 1), None, 28, True),
        (date(2020, 1, 1), date(2026, 1, 31), 30, False),
        (date(2020, 1, 1), date(2025, 5, 5), 0, False),
    ],
)
def test_a_device_serves_from_its_first_day_until_it_leaves(began, ended, days, at_the_end):
    first, last = date(2026, 1, 1), date(2026, 2, 28)

    assert days_served(began, ended, first, last) == days
    assert serves(ended, last) is at_the_end


@pytest.fixture
def officer(app):
    return factories.user("head")


@pytest.fixture
def printers(officer):
    """Four of one kind, two of them in a department of their own."""
    council = officer.council_id
    of = model(council, of=category(council, name_sw="Printa"), replacement_cost=Decimal(500_000))
    places = [whereabouts(council), whereabouts(council)]
    since = date(2024, 7, 1)
    return [
        asset(
            of=of,
            at=places[number % 2],
            purchased_on=since,
            in_service_on=since,
            now=datetime(2025, 1, 1, tzinfo=UTC),
        )
        for number in range(4)
    ]


def repaired(device, officer, at, amount, **given):
    return repair(device, officer=officer, now=at, bills=[bill(amount)], done_at=at, **given)


def test_costs_stay_with_the_department_of_that_day(officer, printers):
    first = repaired(printers[0], officer, JULY, 30_000, minutes=90)
    repaired(printers[0], officer, JULY + 5 * DAY, 10_000, minutes=30)
    repaired(printers[1], officer, AFTER, 99_000)
    with_first = first.at_department_id
    printers[0].department = printers[1].department

    found = queries.measures(as_actor(officer), QUARTER, now=AFTER)

    whole = found.whole
    assert (whole.failures, whole.repairs, whole.repeats) == (2, 2, 1)
    assert (whole.fleet, whole.cash_each, whole.repeat_share) == tuple(
        map(Decimal, (4, 10_000, 50))
    )
    assert (whole.worth, whole.cost_of_worth) == (Decimal(2_000_000), Decimal(2))
    assert whole.hours_each == 1
    assert whole.device_days == 4 * 92
    assert found.departments[with_first].costs.cash == 40_000
    (kind,) = (one for one in found.kinds.values() if one.repairs)
    assert kind.costs == whole.costs


def test_tables_add_up_and_bear_their_numbers(officer, printers):
    repaired(printers[0], officer, JULY, 30_000)
    wanted = Wanted(period=QUARTER, made_at=AFTER, asset_tag="")
    with time_machine.travel(AFTER, tick=False), force_locale("sw"):
        report = measures_report(as_actor(officer), wanted)

    blocks = [block for section in report.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    tiles = [block for block in blocks if isinstance(block, Tiles)]
    for table in tables:
        place = [column.heading for column in table.columns].index("Zilizolipwa (TZS)")
        assert table.totals
        assert table.totals[place] == sum(Decimal(str(row[place])) for row in table.rows)
        assert table.totals[place] == 30_000
    assert len(tables) == 2
    assert [tile.note for tile in tiles[0].tiles][2] == "n = 1"


def test_the_report_is_read_as_a_page_and_as_files(pages, officer, printers):
    pages.sign_in(officer)
    for suffix in ("", "&format=pdf", "&format=xlsx", "&format=csv"):
        assert pages.download(f"/reports/repair-measures?period=2025-26-Q1{suffix}").data


def test_its_statements_do_not_grow_with_the_devices(pages, officer, printers):
    pages.sign_in(officer)
    url = "/reports/repair-measures?period=2025-26-Q1"
    repaired(printers[0], officer, JULY, 30_000)
    few = pages.statements(url)

    for device in printers:
        repaired(device, officer, JULY, 30_000, minutes=10)

    assert pages.statements(url) == few
