"""The report that sets a quarter against the approved plan of its year."""

from csv import reader
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import select

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import set_status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import services as maintenance
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import PlanState
from helpdesk.yearplans import queries
from tests.equipment import factories as made
from tests.maintenance.factories import run
from tests.pages import save
from tests.sheets import text_of
from tests.yearplans.test_years import NOW, approved

QUARTER = Period.parse("2025-26-Q1")
URL = f"/reports/year-plan-variance?period={QUARTER.slug}&lang=en"


def rows_of(pages, title: str) -> list[list[str]]:
    """Return the rows of a table of the sheet, its headings first."""
    said = pages.download(f"{URL}&format=csv").get_data(as_text=True).lstrip("\ufeff")
    lines = list(reader(StringIO(said)))
    start = next(at for at, line in enumerate(lines) if line == [title]) + 1
    return [line for line in lines[start : start + 6] if len(line) > 1]


def test_promised_against_done_line_by_line(pages, officer, director, servers, school):
    approved(officer, director)
    run(date(2025, 7, 2))
    run(date(2025, 8, 4))
    save()
    pages.sign_in(officer)
    headings, *lines = rows_of(pages, "Visits")
    numbers = [[int(one) for one in line[1:10]] for line in lines]
    promised, joined, left, *followed = numbers[-1]
    assert promised == 3 + 1
    assert promised + joined - left == sum(followed)
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    assert headings[-1] == "Reason"
    assert "n = 4" in lines[-1][10]


def test_hours_and_cost_of_the_lines_add_up(pages, officer, director, servers, school):
    approved(officer, director)
    save()
    pages.sign_in(officer)
    _headings, *lines = rows_of(pages, "Hours and cost")
    *own, _travel, total = lines
    assert float(total[1]) == sum(float(line[1]) for line in own)
    assert float(total[4]) == sum(float(line[4]) for line in lines[:-1])


def test_net_of_devices_that_joined_or_left(officer, director, servers, actor):
    plan = approved(officer, director)
    old = db.session.scalars(select(Asset).where(Asset.serial_number == "S-1")).one()
    new = made.asset(
        of=old.model,
        serial_number="S-3",
        status=Status.IN_SERVICE,
        in_service_on=date(2025, 7, 1),
    )
    gone_at = NOW.replace(month=8, day=20)
    set_status(old, status=Status.LOST_STOLEN, reason="Imeibwa", actor=actor, now=gone_at)
    run(date(2025, 9, 2))
    ((_line, found),) = queries.variances(plan, QUARTER, actor=actor, today=clock.today())
    mine = db.session.scalars(select(Occurrence).where(Occurrence.asset_id == new.id)).all()
    assert found.promised == 3
    assert found.left == 1
    assert found.never == 2
    assert found.joined == sum(one.due_on <= QUARTER.last_day for one in mine) > 0


def test_why_nothing_was_handed_out(pages, officer, director, servers, actor):
    approved(officer, director)
    maintenance.set_state(servers, PlanState.STOPPED, reason="Seva zimehama", actor=actor, now=NOW)
    save()
    pages.sign_in(officer)
    _headings, line, *_rest = rows_of(pages, "Visits")
    assert line[-1] == "Seva zimehama"


def test_without_an_approved_plan_there_is_nothing_to_compare(pages, officer):
    pages.sign_in(officer)
    assert "has been approved" in pages.get(URL).get_text(" ")


@pytest.mark.parametrize(("lang", "word"), [("sw", "Hazikutolewa"), ("en", "handed")])
def test_both_languages_print(pages, officer, director, servers, lang, word):
    approved(officer, director)
    save()
    pages.sign_in(officer)
    url = f"/reports/year-plan-variance?period=2025-26-Q1&lang={lang}"
    assert word in text_of(pages.download(f"{url}&format=pdf"))
    pages.download(f"{url}&format=xlsx")


def test_it_takes_as_many_statements_for_one_plan_as_for_two(
    pages,
    officer,
    director,
    servers,
    school,
):
    plan = approved(officer, director)
    save()
    pages.sign_in(officer)
    two = pages.statements(URL)
    queries.forget_devices(plan)
    plan.lines.pop()
    save()
    assert pages.statements(URL) == two
