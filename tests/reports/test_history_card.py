"""The history card counts hours as the report on standstill does, and says how repairs ended."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from flask_babel import force_locale

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.rules import Criticality
from helpdesk.infra.documents.model import Table
from helpdesk.infra.reporting import Wanted
from helpdesk.repairs import services as repairs
from helpdesk.repairs.rules import Verdict
from helpdesk.reports.reports import downtime_report, history_card
from helpdesk.workorders.services import Act
from tests import factories
from tests.equipment.factories import asset
from tests.workorders.factories import bill, repair

STOPPED, WORKS = datetime(2026, 6, 4, 7, tzinfo=UTC), datetime(2026, 6, 9, 6, 30, tzinfo=UTC)
AFTER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def officer(app):
    return factories.user("head", name="Mkuu wa TEHAMA")


@pytest.fixture
def device(officer):
    return asset(officer.council_id)


def tables(report):
    blocks = [block for section in report.sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, Table)]


def card(device, officer):
    period = Period.parse("2025-26-Q4")
    wanted = Wanted(period=period, made_at=AFTER, asset_tag=device.asset_tag)
    with time_machine.travel(AFTER, tick=False), force_locale("sw"):
        _moves, jobs, years = tables(history_card(as_actor(officer), wanted))
        found = downtime_report(as_actor(officer), wanted)
    return jobs.rows, years.rows, [row for table in tables(found) for row in table.rows]


def mended(device, officer, **given):
    return repair(device, officer=officer, now=STOPPED, down_from=STOPPED, done_at=WORKS, **given)


@pytest.mark.parametrize(
    ("criticality", "hours"), [(Criticality.PERSON, "23.5"), (Criticality.SERVICE, "119.5")]
)
def test_k7_hours_are_those_of_the_report_on_standstill(device, officer, criticality, hours):
    device.criticality = criticality
    mended(device, officer)

    (job,), (year,), standstill = card(device, officer)

    assert (job[7], year[2], year[4]) == (Decimal(hours),) * 3
    assert [row for row in standstill if hours in row]


def test_the_card_names_the_workshop_the_test_and_the_word_of_the_user(device, officer):
    order = mended(device, officer, bills=[bill(50_000), bill(9_000, paid_to="Karakana ya kosa")])
    act = Act(technician=officer, actor=as_actor(officer), now=WORKS)
    repairs.sign_off(order, repairs.Said(verdict=Verdict.SATISFIED, signer="Mhasibu"), act=act)

    (job,), _years, _standstill = card(device, officer)

    assert job[5] == "Mkuu wa TEHAMA, Fundi Mbeya, Karakana ya kosa"
    assert job[6] == "Kinafanya kazi vizuri (Mhasibu)"
