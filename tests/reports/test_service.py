"""The figures of the help desk, from requests alone, and the report against the database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask_babel import force_locale

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import Period
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.documents.model import Figure, Table
from helpdesk.infra.reporting import Wanted
from helpdesk.reports import rules
from helpdesk.reports.reports import performance_report
from helpdesk.reports.rules import Case
from helpdesk.tickets import labels, services
from helpdesk.tickets.models import Satisfaction, Ticket
from helpdesk.tickets.rules import Cause, Priority, WaitingFor
from tests.system import world
from tests.tickets.factories import ticket

QUARTER = Period.parse("2025-26-Q1")
NOON = datetime(2025, 7, 15, 9, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def case(*, opened=NOON, took=4, due=8, **given):
    """A request of `opened`, solved after so many hours and promised after `due`."""
    usual = {
        "reference": "MBR/TKT/2025-26/00001",
        "subject": "Printa haichapishi",
        "category_id": 1,
        "department_id": 1,
        "location_id": 1,
        "officer_id": 1,
        "priority": Priority.P3,
        "cause": None,
        "opened_at": opened,
        "response_due_at": opened + HOUR,
        "responded_at": opened + HOUR / 2,
        "resolution_due_at": opened + due * HOUR,
        "resolved_at": None if took is None else opened + took * HOUR,
        "reopened": 0,
        "is_late_by_change": False,
        "answered_in": HOUR / 2,
        "solved_in": None if took is None else took * HOUR,
    }
    return Case(**{**usual, **given})


def test_promises_are_a_share_of_what_was_solved():
    found = rules.service([case(), case(took=9), case(took=None)], QUARTER, now=LATER)

    assert (found.received, found.solved, found.still_open) == (3, 2, 1)
    assert (found.solutions.n, found.solutions.in_time, found.solutions.percent) == (2, 1, 50)
    assert (found.answers.n, found.answers.percent) == (3, 100)


def test_to_be_solved_at_the_due_moment_is_in_time():
    assert not rules.is_late(case(took=8, due=8))
    assert rules.is_late(case(took=9, due=8))


@pytest.mark.parametrize(
    ("hours", "middle", "ninetieth"),
    [([4], "4.0", "4.0"), (range(1, 11), "5.5", "9.0"), (range(1, 12), "6.0", "10.0")],
)
def test_the_ninth_tenth_is_an_hour_that_a_request_took(hours, middle, ninetieth):
    found = rules.service([case(took=hour) for hour in hours], QUARTER, now=LATER).solutions

    assert (found.median_hours, found.ninetieth_hours) == (Decimal(middle), Decimal(ninetieth))


def test_without_requests_there_is_no_share():
    found = rules.service([], QUARTER, now=LATER)

    assert (found.solutions.percent, found.solutions.median_hours) == (None, None)
    assert found.reopened_percent is None


def test_what_is_open_counts_by_its_age():
    days = [0, 0.5, 1, 2, 3, 10, 40]
    cases = [case(opened=LATER - timedelta(days=one), took=None) for one in days[1:]]

    assert rules.ages(cases, LATER) == [1, 2, 1, 1, 1]


def test_late_is_what_was_solved_late_or_is_open_and_late():
    late, waiting = case(took=9), case(took=None, opened=NOON + HOUR)
    paused = case(took=None, resolution_due_at=None)

    assert rules.breached([waiting, case(), late, paused], QUARTER, now=LATER) == [late, waiting]
    assert rules.breached([waiting], QUARTER, now=NOON + 2 * HOUR) == [], "not late yet"


def test_pauses_are_summed_by_what_was_waited_for():
    parts, both = WaitingFor.PARTS, {WaitingFor.PARTS: HOUR, WaitingFor.VENDOR: 3 * HOUR}
    cases = [case(paused={parts: HOUR}), case(paused=both), case(took=None, paused=both)]

    found = rules.paused_hours(cases, QUARTER)
    assert found == {parts: Decimal("2.0"), WaitingFor.VENDOR: Decimal("3.0")}
    assert rules.longest_pause(cases[1]) is WaitingFor.VENDOR
    assert rules.longest_pause(case()) is None


def test_weeks_share_no_request():
    cases = [case(opened=QUARTER.starts_at + timedelta(weeks=n), took=1) for n in range(14)]

    found = rules.weeks(cases, QUARTER, until=QUARTER.ends_at)
    assert [came for _begin, came, _went in found] == [1] * 14
    assert sum(went for _begin, _came, went in found) == 14
    assert rules.weeks(cases, QUARTER, until=cases[3].opened_at) == found[:3]


@pytest.fixture
def council(one_of_everything):
    made = one_of_everything
    officer = as_actor(made.people["officer"])
    for number in range(5):
        one = ticket(requester=made.people["own"], now=clock.now(), subject=f"Ombi {number}")
        services.take(one, actor=officer, now=clock.now())
        services.resolve(
            one, cause=Cause.CABLE, resolution="Imetatuliwa.", actor=officer, now=clock.now()
        )
        db.session.add(Satisfaction(ticket_id=one.id, score=1 + number % 5, at=clock.now()))
    world.save()
    return made


def blocks(report, kind):
    found = [block for section in report.sections for block in section.blocks]
    return [block for block in found if isinstance(block, kind)]


def made_by(person):
    wanted = Wanted(
        period=Period.year_of(clock.today()), asset_tag="", made_at=clock.now() + timedelta(days=1)
    )
    with force_locale("en"):
        return performance_report(as_actor(person), wanted)


def test_the_report_counts_what_the_database_counts(council):
    report = made_by(council.people["head"])

    counted = db.session.scalar(
        db.select(db.func.count())
        .select_from(Ticket)
        .where(Ticket.council_id == council.ticket.council_id, Ticket.opened_at >= report_start())
    )
    for table in blocks(report, Table)[:4]:
        assert table.totals[1] == sum(row[1] for row in table.rows) == counted
    flow = blocks(report, Figure)[0]
    assert sum(flow.series[0].values) == counted
    scores = next(table for table in blocks(report, Table) if "content" in table.caption)
    assert [row[1] for row in scores.rows] == [1, 1, 1, 1, 1]


def report_start():
    return Period.year_of(clock.today()).starts_at


def test_a_version_for_the_whole_council_names_no_officer(council):
    names = council.people["officer"].name

    assert names in str(blocks(made_by(council.people["head"]), Table)[-1].rows)
    assert names not in str(made_by(council.people["manager"]).sections)


def test_merged_and_withdrawn_requests_leave_the_figures(council):
    before = blocks(made_by(council.people["head"]), Table)[0].totals[1]
    gone = db.session.scalars(db.select(Ticket).where(Ticket.subject == "Ombi 3")).one()
    gone.merged_into_id = council.ticket.id
    db.session.flush()

    assert blocks(made_by(council.people["head"]), Table)[0].totals[1] == before - 1


@pytest.mark.parametrize(
    ("language", "title"), [("sw", "Taarifa ya utendaji"), ("en", "Help desk")]
)
@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "html"])
def test_it_is_had_in_every_form_and_both_languages(pages, council, language, title, kind):
    pages.sign_in(council.people["manager"])
    url = f"/reports/help-desk-performance?lang={language}"

    if kind == "html":
        assert title in pages.get(url).get_text()
        return
    answer = pages.download(f"{url}&format={kind}")
    assert answer.data
    if kind == "csv":
        assert title.lower() in answer.text.lower()


def test_the_late_list_says_why_an_open_request_is_late(council):
    officer, long_ago = as_actor(council.people["officer"]), clock.now() - timedelta(days=60)
    late = ticket(requester=council.people["own"], now=long_ago, subject="Kebo imekatika")
    services.take(late, actor=officer, now=long_ago)
    parts, next_day = WaitingFor.PARTS, long_ago + timedelta(days=1)
    services.wait(late, waiting_for=parts, reason="Kebo", actor=officer, now=next_day)
    services.resume(late, actor=officer, now=long_ago + timedelta(days=8))
    world.save()

    tables = blocks(made_by(council.people["head"]), Table)

    (row,) = [one for table in tables for one in table.rows if late.reference in map(str, one)]
    with force_locale("en"):
        assert str(labels.WAITING_FOR[WaitingFor.PARTS]) in str(row[-1])
