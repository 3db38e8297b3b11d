"""The faults of a period, and the errors in the data of systems."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask_babel import force_locale

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.core.local_time import ZONE
from helpdesk.core.working_time import WorkingCalendar
from helpdesk.infra.documents.model import Table
from helpdesk.infra.reporting import Wanted
from helpdesk.kinds import services as kinds
from helpdesk.kinds.rules import ErrorCause
from helpdesk.reports import rules
from helpdesk.reports.reports import data_errors_report, faults_report, incidents
from helpdesk.reports.rules import Incident
from helpdesk.tickets import services
from helpdesk.tickets.rules import Cause, Hardship, Kind
from tests import factories
from tests.kinds.factories import correction, decide, people
from tests.systems.factories import system as some_system
from tests.tickets.factories import ticket

QUARTER = Period.parse("2025-26-Q3")
MONDAY = datetime(2026, 1, 19, 6, tzinfo=UTC)  # 09:00 in Rujewa
LATER = datetime(2026, 6, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALENDAR = WorkingCalendar(
    windows=((time(7, 30), time(15, 30)),),
    weekdays=frozenset(range(5)),
    holidays=frozenset(),
    zone=ZONE,
)


def incident(number=1, *, at=MONDAY, hours=2, **given):
    """A fault of one system that stopped work for some hours."""
    usual = {
        "reference": f"MBR/TKT/2025-26/{number:05d}",
        "subject": "MUSE haifunguki",
        "system_id": 1,
        "asset_id": None,
        "category_id": None,
        "department_id": None,
        "hardship": Hardship.STOPPED,
        "is_outage": False,
        "cause": None,
        "began_at": at,
        "opened_at": at,
        "resolved_at": None if hours is None else at + hours * HOUR,
    }
    return Incident(id=number, **{**usual, **given})


def hours(incidents, now=LATER):
    return rules.standstill(incidents, QUARTER, CALENDAR, now=now) / HOUR


def test_work_stands_still_in_working_hours_and_once_for_one_thing():
    assert hours([incident(hours=2)]) == 2
    assert hours([incident(hours=24)]) == 8  # until Tuesday 09:00
    assert hours([incident(1), incident(2, at=MONDAY + HOUR)]) == 3
    assert hours([incident(1), incident(2, system_id=2)]) == 4
    assert hours([incident(1, system_id=None), incident(2, system_id=None)]) == 4


def test_a_nuisance_stops_no_work_and_an_open_fault_has_lasted_until_now():
    assert hours([incident(hardship=Hardship.SLOWED)]) == 0
    assert hours([incident(hardship=Hardship.SLOWED, is_outage=True)]) == 2
    assert hours([incident(hours=None)], now=MONDAY + 3 * HOUR) == 3


def test_what_began_before_the_period_counts_from_its_first_hour():
    before = incident(at=datetime(2025, 12, 31, 6, tzinfo=UTC), hours=24 * 2)
    assert hours([before]) == 1.5 + 8  # the evening of Friday 2 January is not reached


@pytest.mark.parametrize(
    ("days", "given", "repeats"),
    [(29, {}, {2}), (31, {}, set()), (1, {"system_id": 2}, set())],
)
def test_a_fault_comes_back_within_thirty_days_on_the_same_thing(days, given, repeats):
    found = [incident(1), incident(2, at=MONDAY + days * DAY, **given)]
    assert rules.repeated(found) == repeats


@pytest.fixture
def somebody(app):
    with time_machine.travel(MONDAY, tick=False):
        yield people()


def tables(report):
    return [
        block for section in report.sections for block in section.blocks if isinstance(block, Table)
    ]


def rows(report, caption):
    (table,) = [one for one in tables(report) if one.caption == caption]
    return [tuple(row) for row in table.rows], tuple(table.totals or ())


def made(make, person, language="en"):
    with force_locale(language):
        return make(as_actor(person), Wanted(period=QUARTER, asset_tag="", made_at=LATER))


def test_the_report_on_faults_agrees_with_the_requests(somebody):
    officer = {"actor": as_actor(somebody.officer)}
    muse = [
        ticket(
            requester=somebody.asker,
            subject="MUSE haifunguki",
            system=somebody.system,
            now=MONDAY + number * DAY,
        )
        for number in range(2)
    ]
    ticket(requester=somebody.asker, subject="Umeme", hardship=Hardship.SLOWED, now=MONDAY)
    for one in muse:
        one.kind = Kind.INCIDENT
        services.resolve(
            one, cause=Cause.SOFTWARE, resolution="x", now=one.opened_at + 2 * HOUR, **officer
        )
    report = made(faults_report, somebody.officer)

    assert rows(report, "System")[0] == [("MUSE", 2, 2, 4, 1, 0)]
    assert rows(report, "Cause")[1][1:] == (3, 2, 4, 1, 1)
    assert made(faults_report, somebody.officer, "sw").title.startswith("Taarifa ya hitilafu")


def test_the_rows_of_a_long_table_add_up_to_its_total(somebody):
    half_past_eight = MONDAY - HOUR / 2  # whole hours until the day's end: nothing is rounded
    for number in range(incidents.MOST_ROWS + 3):
        system = some_system(somebody.council_id, acronym=f"S{number:02d}")
        ticket(requester=somebody.asker, subject="x", system=system, now=half_past_eight)
    found, totals = rows(made(faults_report, somebody.officer), "System")

    assert [row[:2] for row in found[-2:]] == [("S14", 1), ("All others", 3)]
    assert [sum(row[n] for row in found) for n in range(1, 6)] == list(totals[1:])


def test_the_report_on_errors_agrees_with_the_corrections(somebody):
    first = correction(somebody, now=MONDAY)
    correction(somebody, now=MONDAY, cause=ErrorCause.DESIGN)
    refused = correction(somebody, now=MONDAY)
    correction(somebody, now=datetime(2025, 12, 1, tzinfo=UTC))
    decide(first, somebody.head_of_department, now=MONDAY)
    decide(refused, somebody.head_of_department, approved=False, note="Hapana", now=MONDAY)
    kinds.do(first, "", actor=as_actor(somebody.officer), now=MONDAY)
    kinds.verify_correction(first, "", actor=as_actor(somebody.asker), now=MONDAY)
    taken_back, asker = correction(somebody, now=MONDAY), as_actor(somebody.asker)
    kinds.withdraw(taken_back.ticket, reason="Nimekosea", actor=asker, now=MONDAY)
    report = made(data_errors_report, somebody.officer)

    by_cause, totals = rows(report, "Cause of the error")
    assert by_cause[0] == ("A slip in typing", 3, 1, 0, 0, 1, 1)
    assert totals[1:] == (4, 1, 0, 1, 1, 1)  # what was taken back waits for nobody
    assert rows(report, "System")[0] == [("MUSE", 4, 1, 0, 1, 1, 1)]
    assert made(data_errors_report, somebody.officer, "sw").title.startswith(
        "Taarifa ya makosa ya data"
    )
    assert rows(made(data_errors_report, factories.user("head")), "System")[0] == []
