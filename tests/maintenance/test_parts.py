"""What visits use up: said on a page, kept as a change of the plan, counted in the year."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import local_date
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import services
from helpdesk.maintenance.services import Used
from helpdesk.yearplans import services as years
from helpdesk.yearplans.rules import Terms
from tests import factories
from tests.maintenance.factories import noon, plan, run, schedule, states
from tests.stock import factories as stocked
from tests.tickets.test_views import words

TERMS = Terms(officers=1, share=50, km_rate=Decimal(0), per_diem=Decimal(0))
WIPES = {"code": "VIT-01", "name_sw": "Vitambaa vya kusafishia", "name_en": "Wipes"}


@pytest.fixture
def wipes(council_id):
    """Of which the store holds 10 at 1,200 each."""
    part = stocked.part(council_id, **WIPES)
    stocked.receive(stocked.store(council_id), part, 10, 1_200)
    db.session.commit()
    return part


@pytest.fixture
def one(officer, scope):
    return plan(officer, scope=scope)


def use(one, *used, actor, now=None):
    services.set_parts(one, used, reason="Wastani", actor=actor, now=now or clock.now())
    db.session.commit()


def test_parts_of_a_visit_are_said_on_a_page_with_what_they_cost(pages, officer, one, wipes):
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/parts")
    said = {"lines-0-part": "vit-01", "lines-0-quantity": "2", "lines-0-probability": "50"}
    shown = pages.submit(page, reason="Wastani wa mwaka jana", **said)
    assert "Vitambaa vya kusafishia" in words(shown, "main")
    assert "1,200" in words(shown, "main")
    assert "Wastani wa mwaka jana" in words(shown, "main")
    (kept,) = one.parts
    assert (kept.quantity, kept.probability) == (2, 50)
    assert one.revisions[-1].number == 2


def test_an_empty_chance_means_every_visit_and_an_emptied_line_goes(
    pages, officer, actor, council_id, one, wipes
):
    use(one, Used(stocked.part(council_id), Decimal(1), 20), actor=actor)
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/parts")
    gone = {"lines-0-part": "", "lines-0-quantity": "", "lines-0-probability": ""}
    pages.submit(
        page, reason="-", **gone, **{"lines-1-part": WIPES["name_en"], "lines-1-quantity": "0.5"}
    )
    (kept,) = one.parts
    assert (kept.part, kept.quantity, kept.probability) == (wipes, Decimal("0.5"), 100)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"lines-0-part": "HAIPO", "lines-0-quantity": "1"}, "HAIPO"),
        ({"lines-0-quantity": "1"}, "Chagua kipuri"),
        ({"lines-0-part": "VIT-01"}, "idadi"),
        ({"lines-0-part": "VIT-01", "lines-0-quantity": "0"}, "zaidi ya 0"),
        (
            {"lines-0-part": "VIT-01", "lines-0-quantity": "1", "lines-0-probability": "101"},
            "kuanzia 1 hadi 100",
        ),
        (
            {
                f"lines-{place}-{name}": said
                for place in (0, 1)
                for name, said in {"part": "VIT-01", "quantity": "1"}.items()
            },
            "mstari mwingine",
        ),
        ({"lines-0-part": "VIT-01", "lines-0-quantity": "1", "reason": ""}, "sababu"),
    ],
)
def test_what_makes_no_sense_is_refused(pages, officer, one, wipes, said, refusal):
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/parts")
    shown = pages.submit(page, status=422, **{"reason": "-", **said})
    assert refusal in words(shown, ".error-summary")
    assert not one.parts


def test_who_saved_first_is_not_written_over(pages, officer, actor, one, wipes):
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{one.id}/parts")
    use(one, Used(wipes, Decimal(3)), actor=actor)
    said = {"lines-0-part": "VIT-01", "lines-0-quantity": "1", "reason": "-"}
    pages.submit(page, status=409, **said)
    assert one.parts[0].quantity == 3


def test_only_who_makes_plans_says_what_they_use_up(pages, council_id, one):
    pages.sign_in(factories.user("auditor", council_id=council_id))
    pages.get(f"/maintenance/plans/{one.id}/parts", status=403)
    assert not pages.get(f"/maintenance/plans/{one.id}").select('a[href$="/parts"]')


def test_a_part_without_a_price_says_so(pages, officer, actor, council_id, one):
    use(one, Used(stocked.part(council_id), Decimal(1)), actor=actor)
    pages.sign_in(officer)
    assert "haijulikani" in words(pages.get(f"/maintenance/plans/{one.id}"), "main")


def test_visits_go_on_as_if_the_plan_had_not_changed(actor, one, wipes):
    run(date(2026, 2, 27))
    before = states(one)
    use(one, Used(wipes, Decimal(1)), actor=actor, now=noon(date(2026, 2, 28)))
    run(date(2026, 2, 28))
    assert states(one) == before
    run(date(2026, 4, 27))
    days = [day for day, _state in states(one)]
    assert days == ["2026-01-02", "2026-02-02", "2026-03-02", "2026-04-01", "2026-05-04"]


def test_a_change_that_is_still_to_come_stays(actor, officer, one, wipes):
    later = local_date(clock.now()) + timedelta(days=90)
    longer = replace(schedule(officer), minutes=90)
    services.revise(one, longer, effective_from=later, reason="-", actor=actor, now=clock.now())
    use(one, Used(wipes, Decimal(1)), actor=actor)
    newest = one.revisions[-1]
    assert (newest.effective_from, newest.minutes, newest.number) == (later, 90, 3)


def test_saying_the_same_again_is_no_change(actor, one, wipes):
    use(one, Used(wipes, Decimal(1)), actor=actor)
    use(one, Used(wipes, Decimal("1.000")), actor=actor)
    assert len(one.revisions) == 2


def test_a_new_year_counts_them_and_one_that_was_drawn_before_does_not(officer, actor, one, wipes):
    year = FiscalYear.containing(date(2026, 7, 1))
    told = {"maker": officer, "actor": actor, "now": clock.now()}
    drawn = years.draft(year, TERMS, **told)
    use(one, Used(wipes, Decimal(2), 50), actor=actor)
    assert drawn.lines[0].parts_cost == 0
    years.redraw(drawn, TERMS, by=officer, actor=actor, now=clock.now())
    assert drawn.lines[0].parts_cost == 1_200 * drawn.lines[0].visits > 0
