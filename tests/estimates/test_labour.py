"""Hours of the council's own people stand beside the sum, and never in it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.equipment.rules import Status
from helpdesk.estimates import services
from helpdesk.estimates.rules import Origin
from helpdesk.infra.db import db
from helpdesk.maintenance.models import PlanPart
from helpdesk.maintenance.services import Scope
from helpdesk.workorders.services import set_rate
from helpdesk.yearplans import services as yearplans
from helpdesk.yearplans.rules import Terms
from tests import factories
from tests.equipment import factories as made
from tests.estimates.test_writing import paper, typed, words, written
from tests.factories import MONDAY_MORNING
from tests.maintenance.factories import keep_holidays, plan
from tests.stock.factories import part, receive, store

JULY, BEGAN = date(2025, 7, 1), datetime(2025, 7, 2, 9, tzinfo=UTC)
LABOUR = {"lines-4-item": "Kazi ya mafundi", "lines-4-quantity": "12.5", "lines-4-is_labour": "y"}


@pytest.fixture(autouse=True)
def hour(offices):
    program = factories.program(offices.council_id)
    set_rate(hourly_rate=Decimal(6_500), starts_at=BEGAN, actor=program)
    db.session.commit()


def test_labour_is_a_note_on_page_paper_and_sheet(pages, offices):
    page, estimate = written(pages, offices, **LABOUR)

    note = estimate.lines[-1]
    assert (note.is_cash, note.unit, note.unit_price) == (False, "saa", Decimal(6_500))
    assert (estimate.labour, estimate.total) == (Decimal(81_250), Decimal(5_203_660))
    assert "81,250" in words(page)
    for language, said in (("sw", "Kazi ya watumishi wetu"), ("en", "Own labour")):
        printed = paper(pages, estimate, language)
        assert said in printed
        assert "12.5 6,500" in printed.replace(".00", "")
        assert "5,203,660" in printed
    book = load_workbook(BytesIO(pages.download(f"/estimates/{estimate.id}?format=xlsx").data))
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {81_250, 5_203_660} <= cells
    edit = pages.get(f"/estimates/{estimate.id}/edit")
    assert edit.select_one("[name=lines-4-is_labour]").has_attr("checked")
    pages.submit(edit)
    db.session.expire_all()
    assert (estimate.labour, estimate.total) == (Decimal(81_250), Decimal(5_203_660))


def test_labour_alone_is_nothing_to_decide(pages, offices):
    alone = {key.replace("-4-", "-0-"): value for key, value in LABOUR.items()}
    pages.sign_in(offices.officer)
    page = pages.submit(pages.get("/estimates/new"), **typed(lines=[], **alone))
    number = page.select_one("form[action$='/submit']")["action"]
    assert "mstari" in words(pages.press(page, number))


def test_k21_the_plan_of_a_year_gives_its_hours_as_a_note_and_its_parts_as_cash(offices):
    keep_holidays(offices.council_id)
    computer = made.model(offices.council_id, of=made.category(offices.council_id, code="PC"))
    for number in range(40):
        made.asset(
            offices.council_id,
            of=computer,
            serial_number=f"PC-{number}",
            status=Status.IN_SERVICE,
            in_service_on=date(2024, 1, 1),
        )
    scope = Scope(category_id=computer.category_id)
    looked_after = plan(
        offices.officer, Rule(JULY, 3, Unit.MONTH), scope=scope, starts_on=JULY, minutes=45
    )
    wipes = part(offices.council_id, name_sw="Vitambaa")
    receive(store(offices.council_id), wipes, quantity=1, unit_cost=1_200)
    db.session.add(PlanPart(plan_id=looked_after.id, part_id=wipes.id, quantity=Decimal(1)))
    actor = as_actor(offices.officer)
    terms = Terms(officers=1, share=50, km_rate=Decimal(0), per_diem=Decimal(0))
    yearplans.draft(FiscalYear(2025), terms, maker=offices.officer, actor=actor, now=BEGAN)
    head = services.Head(title="Mpango", first_year=2025)
    by, now = offices.officer, MONDAY_MORNING
    estimate = services.draft(head, [], maker=by, actor=actor, now=now)
    services.draw(estimate, {Origin.PLANS}, by=by, actor=actor, now=now)

    assert [line.quantity for line in estimate.labour_lines] == [Decimal(120)]
    assert estimate.totals.subtotal == Decimal(192_000)
    assert estimate.totals.subtotal + estimate.labour == Decimal(972_000)
