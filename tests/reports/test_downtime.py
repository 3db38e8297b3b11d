"""How long devices stood still, worked out by hand (K1, K2, K5, K7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask_babel import force_locale

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.rules import Criticality
from helpdesk.infra.db import db
from helpdesk.infra.documents.model import Table, Tiles
from helpdesk.infra.reporting import Wanted
from helpdesk.reports.reports import downtime_report
from helpdesk.workorders.rules import Kind
from tests import factories
from tests.equipment.factories import asset, category, model
from tests.workorders.factories import repair

QUARTER = Period.parse("2025-26-Q1")
AFTER = datetime(2026, 7, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(app):
    return factories.user("head")


def device(officer, **given):
    of = model(officer.council_id, of=category(officer.council_id, name_sw="Seva"))
    usual = {"purchased_on": date(2024, 7, 1), "in_service_on": date(2024, 7, 1)}
    return asset(officer.council_id, of=of, **{**usual, **given})


def stood(thing, officer, began, hours, **given):
    """A job during which a device stood still for so many hours."""
    made = repair(thing, officer=officer, now=began, down_from=began, **given)
    made.up_at = began + hours * HOUR
    return made


def tables(officer, period=QUARTER):
    wanted = Wanted(period=period, made_at=AFTER, asset_tag="")
    with force_locale("sw"):
        report = downtime_report(as_actor(officer), wanted)
    found = [block for section in report.sections for block in section.blocks]
    (tiles,) = (one for one in found if isinstance(one, Tiles))
    return [tile.value for tile in tiles.tiles], [one for one in found if isinstance(one, Table)]


def test_k1_and_k2_a_server_by_day_and_by_night(officer):
    server = device(officer, criticality=Criticality.SERVICE)
    quiet = device(officer, criticality=Criticality.SERVICE)
    with time_machine.travel(AFTER, tick=False):
        for day, hours in ((8, 4), (15, 10), (22, 2)):
            stood(server, officer, datetime(2025, 7, day, 5, tzinfo=UTC), hours)
        values, (critical, _others, kinds) = tables(officer)
        assert values == [3, "16.0", "0.0", "99.638% (n=2)"]
        rows = {row[0].split()[0]: row[2:] for row in critical.rows}
        assert rows[server.asset_tag] == (3, "16.0", "0.0", "730.67", "5.33", "99.275")
        assert rows[quiet.asset_tag] == (
            0,
            "0.0",
            "0.0",
            "> 2,208 (hakuna hitilafu)",
            None,
            "100.000",
        )
        assert kinds.rows[0][1:] == (1, 3, "16.0", "0.0")

        planned = datetime(2025, 8, 5, 5, tzinfo=UTC)
        stood(server, officer, planned, 12, kind=Kind.PREVENTIVE)
        _values, (critical, *_more) = tables(officer)
        rows = {row[0].split()[0]: row[2:] for row in critical.rows}
        assert rows[server.asset_tag] == (3, "16.0", "12.0", "726.67", "5.33", "98.732")


def test_other_devices_are_measured_in_working_hours_and_only_if_they_stood(officer):
    idle, used = device(officer), device(officer)
    friday = datetime(2025, 7, 11, 11, 30, tzinfo=UTC)  # an hour before the office closes
    with time_machine.travel(AFTER, tick=False):
        stood(used, officer, friday, 66)  # until Monday, 08:30
        _values, (_critical, others, _kinds) = tables(officer)
    ((name, _place, faults, hours, *_rest),) = others.rows
    assert name.startswith(used.asset_tag)
    assert (faults, hours) == (1, "2.0")
    assert idle.asset_tag not in name


def test_it_is_in_the_catalogue_and_prints(pages, officer):
    db.session.commit()
    pages.sign_in(officer)
    file = pages.download("/reports/downtime?period=2025-26-Q1&format=pdf&lang=en")
    assert file.data.startswith(b"%PDF")
