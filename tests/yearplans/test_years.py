"""From the draft of a year to what was kept of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import services as maintenance
from helpdesk.maintenance.models import Occurrence, PlanPart
from helpdesk.maintenance.rules import PlanState
from helpdesk.stock.models import Part
from helpdesk.yearplans import queries, rules, services
from helpdesk.yearplans.models import YearPlan
from helpdesk.yearplans.rules import State, Terms
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import run, schedule
from tests.pages import save
from tests.sheets import text_of
from tests.tickets.test_views import words
from tests.yearplans.conftest import JULY

YEAR = FiscalYear(2025)
TERMS = Terms(officers=2, share=50, km_rate=Decimal(1_000), per_diem=Decimal(60_000))
NOW = datetime(2025, 7, 2, 9, tzinfo=UTC)


def drafted(officer, **given) -> YearPlan:
    said = {"maker": officer, "actor": as_actor(officer), "now": NOW, **given}
    return services.draft(YEAR, TERMS, **said)


def submitted(officer) -> YearPlan:
    plan = drafted(officer)
    services.submit(plan, by=officer, actor=as_actor(officer), now=NOW)
    return plan


def approved(officer, director) -> YearPlan:
    plan = submitted(officer)
    services.approve(plan, "", by=director, actor=as_actor(director), now=NOW)
    return plan


def line_of(plan: YearPlan, of) -> list[int]:
    return next(line.months for line in plan.lines if line.plan_id == of.id)


def test_the_program_counts_visits_hours_and_journeys(officer, servers, school):
    plan = drafted(officer)
    # one server from July, the second from the November visit on
    assert line_of(plan, servers) == [1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]
    assert line_of(plan, school) == [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    (trip,) = plan.trips
    days = 4  # those of the school; the server stands elsewhere
    assert (trip.trips, trip.fuel) == (days, Decimal(80_000 * days))
    assert trip.per_diem == Decimal(60_000 * days)


def second_site(school, name: str, km: int) -> None:
    """Another UPS of the plan, in another site of the same ward."""
    first = db.session.scalars(select(Asset).where(Asset.category_id == school.category_id)).one()
    new = made.whereabouts(school.council_id).location
    first.location.ward = new.ward = "Chimala"
    new.distance_km = km
    made.asset(
        of=first.model,
        serial_number=name,
        status=Status.IN_SERVICE,
        at=Whereabouts(location=new, department=first.department),
        in_service_on=date(2026, 5, 1),
    )


def test_one_journey_does_for_all_sites_of_a_ward(officer, school):
    second_site(school, "Zahanati", 60)
    (trip,) = drafted(officer).trips
    assert (trip.name, trip.trips) == ("Chimala", 4)


def test_a_site_is_gone_to_once_a_device_is_there(officer, school):
    ups = db.session.scalars(select(Asset).where(Asset.category_id == school.category_id)).one()
    ups.in_service_on = date(2026, 3, 1)
    (trip,) = drafted(officer).trips
    assert trip.trips == 1  # in April


def test_hours_follow_the_revision_that_holds(officer, servers):
    rule = Rule(JULY, 1, Unit.MONTH)
    later = replace(schedule(officer, rule), minutes=120)
    by = as_actor(officer)
    on = date(2026, 1, 1)
    maintenance.revise(servers, later, effective_from=on, reason="-", actor=by, now=NOW)
    plan = drafted(officer)
    assert plan.lines[0].month_minutes[0] == 60
    assert plan.lines[0].month_minutes[-1] == 240


def test_a_part_that_is_out_of_stock_costs_what_it_cost_last(officer, servers):
    kept = {"council_id": servers.council_id, "name_sw": "Wino", "name_en": "Toner", "unit": "pcs"}
    part = factories.saved(Part(code="T", kind="consumable", last_price=Decimal(45_000), **kept))
    servers.parts.append(PlanPart(part=part, quantity=Decimal(1), probability=50))
    save()
    plan = drafted(officer)
    assert plan.lines[0].parts_cost == Decimal(22_500) * plan.lines[0].visits


def test_whoever_drafted_it_anew_does_not_approve_it(officer, director, servers):
    plan = drafted(officer)
    services.redraw(plan, TERMS, by=director, actor=as_actor(director), now=NOW)
    services.submit(plan, by=officer, actor=as_actor(officer), now=NOW)
    with pytest.raises(rules.PreparedItError):
        services.approve(plan, "", by=director, actor=as_actor(director), now=NOW)


def test_a_number_that_was_changed_in_the_database_is_found_out(pages, officer, director, servers):
    plan = approved(officer, director)
    plan.lines[0].months = [9, *plan.lines[0].months[1:]]
    save()
    pages.sign_in(officer)
    assert "si kilichoidhinishwa" in words(pages.get(f"/maintenance/years/{plan.id}"), "main")


def test_a_new_version_says_why(pages, officer, director, servers):
    year, by = FiscalYear.containing(clock.today()), as_actor(officer)
    plan = services.draft(year, TERMS, maker=officer, actor=by, now=NOW)
    services.submit(plan, by=officer, actor=by, now=NOW)
    services.approve(plan, "", by=director, actor=as_actor(director), now=NOW)
    save()
    pages.sign_in(officer)
    refused = pages.submit(pages.get("/maintenance/years/new"), status=422)
    assert "sababu" in words(refused, ".error-summary")
    pages.submit(refused, reason="Vifaa vipya")


def test_whoever_made_it_does_not_approve_it(officer, director, servers):
    plan = submitted(officer)
    with pytest.raises(rules.PreparedItError):
        services.approve(plan, "", by=officer, actor=as_actor(officer), now=NOW)
    services.approve(plan, "", by=director, actor=as_actor(director), now=NOW)
    assert plan.state is State.APPROVED
    assert plan.digest


def test_a_year_without_a_visit_is_not_submitted(officer):
    with pytest.raises(rules.NothingPlannedError):
        submitted(officer)


def test_an_approved_plan_stays_as_it_was(officer, director, servers):
    plan = approved(officer, director)
    before = line_of(plan, servers)
    by = as_actor(officer)
    maintenance.set_state(servers, PlanState.STOPPED, reason="Imeondolewa", actor=by, now=NOW)
    save()
    db.session.refresh(plan)
    assert line_of(plan, servers) == before
    with pytest.raises(IllegalTransitionError):
        services.redraw(plan, TERMS, by=officer, actor=as_actor(officer), now=NOW)


def test_a_change_is_a_new_version_and_the_old_one_is_kept(officer, director, servers):
    first = approved(officer, director)
    second = drafted(officer, reason="Kifaa kipya")
    assert (second.number, first.state) == (2, State.APPROVED)
    with pytest.raises(rules.AlreadyPlannedError):
        drafted(officer)
    services.submit(second, by=officer, actor=as_actor(officer), now=NOW)
    services.approve(second, "", by=director, actor=as_actor(director), now=NOW)
    assert (first.state, second.state) == (State.SUPERSEDED, State.APPROVED)


def test_a_returned_plan_is_a_draft_again(officer, director, servers):
    plan = submitted(officer)
    services.give_back(plan, "Punguza safari", actor=as_actor(director), now=NOW)
    assert (plan.state, plan.note) == (State.DRAFT, "Punguza safari")
    services.redraw(plan, TERMS, by=officer, actor=as_actor(officer), now=NOW)
    assert plan.lines


# The pages


def test_from_the_draft_to_the_approved_paper(pages, officer, director, servers, school):
    pages.sign_in(officer)
    shown = pages.submit(pages.get("/maintenance/years/new"))
    made = db.session.scalars(select(YearPlan)).one()
    url = f"/maintenance/years/{made.id}"
    assert "Rasimu" in words(shown, "main")
    assert "RASIMU" in text_of(pages.download(f"{url}?format=pdf"))
    pages.press(shown, f"{url}/submit")
    pages.get(f"{url}/decide", status=403)

    pages.sign_in(director)
    page = pages.get(f"{url}/decide")
    pages.submit(page, status=422, decision="return")
    pages.submit(page, decision="approve")

    assert made.state is State.APPROVED
    paper = text_of(pages.download(f"{url}?format=pdf"))
    assert "TOLEO LILILOIDHINISHWA 1" in paper
    assert "APPROVED VERSION 1" in text_of(pages.download(f"{url}?format=pdf&lang=en"))
    pages.download(f"{url}?format=xlsx")


def test_a_second_draft_of_the_year_is_refused(pages, officer, servers):
    pages.sign_in(officer)
    pages.submit(pages.get("/maintenance/years/new"))
    shown = pages.submit(pages.get("/maintenance/years/new"), status=422)
    assert "haujaidhinishwa" in words(shown, ".error-summary")


def test_what_nobody_handed_out_counts_as_missed(pages, officer, director, servers):
    plan = approved(officer, director)
    run(date(2025, 8, 4))
    handed_out = db.session.scalars(select(Occurrence)).all()
    assert len(handed_out) == 2
    save()
    assert clock.today() > date(2025, 9, 30)
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/years/{plan.id}")
    row = page.select("section:has(#kept) tbody tr")[0]
    promised, on_time, _late, missed = [one.get_text() for one in row.select("td")[1:5]]
    recorded = sum(one.state.value == "missed" for one in handed_out)
    assert (promised, on_time, missed) == ("3", "0", str(recorded + 1))


def test_another_council_sees_no_plan(pages, officer, servers):
    plan = drafted(officer)
    save()
    pages.sign_in(factories.user("head", council_id=factories.council(code="XYZ").id))
    pages.get(f"/maintenance/years/{plan.id}", status=404)
    assert str(YEAR.label) not in words(pages.get("/maintenance/years/"), "main")


def test_the_page_takes_as_many_statements_for_one_plan_as_for_two(pages, officer, servers, school):
    plan = drafted(officer)
    save()
    pages.sign_in(officer)
    url = f"/maintenance/years/{plan.id}"
    two = pages.statements(url)
    queries.forget_devices(plan)
    plan.lines.pop()
    save()
    assert pages.statements(url) == two
