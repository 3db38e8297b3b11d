"""Visits as an officer makes them, puts them off or lets them be, and what others see."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from helpdesk.checklists import services as checklists
from helpdesk.checklists.rules import Answer, ItemKind, OnFail, Outcome, Purpose, UnansweredError
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import queries, rules, services
from helpdesk.maintenance.models import VisitResult
from helpdesk.maintenance.queries import checklist_of
from helpdesk.maintenance.rules import State
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import due_today, run, visits
from tests.pages import save
from tests.stock.factories import level
from tests.tickets.test_views import words

ITEMS = (
    checklists.Asked(text_sw="Imesafishwa", text_en="Cleaned", kind=ItemKind.PASS_FAIL),
    checklists.Asked(
        text_sw="Betri inashika",
        text_en="Battery holds",
        on_fail=OnFail.CREATE_CORRECTIVE,
    ),
    checklists.Asked(
        text_sw="Joto", text_en="Heat", kind=ItemKind.NUMBER, most=Decimal(27), unit="°C"
    ),
)
GOOD, FAULT = Answer(Outcome.PASS), Answer(Outcome.FAIL, note="Haishiki")
COLD, UNREAD = Answer(Outcome.PASS, value=Decimal(20)), Answer(Outcome.NOT_DONE)


def checklist(council_id, items=ITEMS):
    program = factories.program(council_id)
    text = checklists.Text(
        title_sw="Seva", title_en="Server", kinds=("SRV",), items=items, purpose=Purpose.PM
    )
    made = checklists.add(text, code="seva", actor=program)
    checklists.publish(made, actor=program)
    return made


@pytest.fixture
def visit(officer, scope):
    """One that is due today and counts as on time for six days."""
    return due_today(officer, scope, checklist(officer.council_id))


@pytest.fixture
def signed_in(pages, visit, officer):
    save()
    pages.sign_in(officer)
    return pages


def url(visit, act=""):
    return f"/maintenance/visits/{visit.id}{act}"


def found(visit, *answers):
    return services.Found(checklist=checklist_of(visit), answers=answers)


def finish(visit, officer, actor, *answers):
    given = {"minutes": 20, "by": officer, "actor": actor, "now": clock.now()}
    services.finish(visit, **given, found=found(visit, *answers))
    save()


def test_all_in_order_finishes_in_one_press_but_a_reading_is_asked_for_first(signed_in, visit):
    page = signed_in.get(url(visit))
    assert "isizidi 27 °C" in words(page, "main")

    asked = signed_in.submit(page, rest="1", status=422)
    assert "Jibu namba 3." in words(asked, ".error-summary")
    shown = signed_in.submit(asked, rest="1", item_3="25", witness="Mhasibu")

    assert "Imefanyika kwa wakati" in words(shown, "main")
    assert "Mhasibu" in words(shown, "aside")
    db.session.refresh(visit)
    assert [one.outcome for one in visit.report.results] == [Outcome.PASS] * 3
    assert visit.report.results[2].most == Decimal(27)


def test_what_must_be_looked_at_is_asked_for_and_nothing_is_lost(signed_in, visit):
    page = signed_in.get(url(visit))
    asked = signed_in.submit(page, item_1="pass", item_3="26", note_2="Haijaonekana", status=422)

    assert "Jibu namba 2." in words(asked, ".error-summary")
    assert asked.select_one("[name=note_2]")["value"] == "Haijaonekana"
    db.session.refresh(visit)
    assert visit.state is State.GENERATED


def test_a_service_refuses_too_what_was_not_looked_at(visit, officer, actor):
    with pytest.raises(UnansweredError):
        finish(visit, officer, actor, GOOD, UNREAD, COLD)


def test_a_fault_opens_one_request_that_leads_back_to_the_visit(signed_in, visit):
    page = signed_in.get(url(visit))
    signed_in.submit(page, item_2="fail", note_2="Haishiki", item_3="20", rest="1")

    ticket = db.session.scalars(select(Ticket)).one()
    assert "Betri inashika" in ticket.subject
    assert ticket.reference in words(signed_in.get(url(visit)), "main")
    assert "Matengenezo ya seva" in words(signed_in.get(f"/tickets/{ticket.id}"), "main")
    order = signed_in.get(f"/work-orders/{visit.work_order_id}")
    assert order.select(f'main a[href="{url(visit)}"]')
    device = words(signed_in.get(f"/equipment/{visit.asset_id}"), "main")
    assert ticket.reference in device


def test_the_same_fault_of_another_visit_leads_to_the_request_that_is_open(
    visit, officer, actor, scope
):
    other = due_today(officer, scope)
    other.checklist_id = visit.checklist_id
    save()
    finish(visit, officer, actor, GOOD, FAULT, COLD)
    finish(other, officer, actor, GOOD, FAULT, COLD)

    tickets = {one.report.results[1].follow_up.ticket_id for one in (visit, other)}
    assert len(tickets) == 1
    assert db.session.scalar(select(func.count(Ticket.id))) == 1


def test_a_fault_that_makes_a_device_useless_takes_it_out_of_use(officer, actor, scope):
    items = (checklists.Asked(text_sw="I", text_en="I", on_fail=OnFail.MARK_UNSERVICEABLE),)
    visit = due_today(officer, scope, checklist(officer.council_id, items))

    finish(visit, officer, actor, FAULT)

    assert visit.asset.status is Status.UNSERVICEABLE


def test_without_a_checklist_one_thing_is_asked(pages, officer, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)

    shown = pages.submit(pages.get(url(visit)), rest="1")

    assert "Huduma ya kawaida" in words(shown, "main")


def test_a_visit_sent_twice_is_made_once_and_a_stale_page_is_refused(signed_in, visit, actor):
    page, stale = signed_in.get(url(visit)), signed_in.get(url(visit, "/postpone"))
    later = clock.today() + timedelta(days=2)

    first = signed_in.sent(page, rest="1", item_3="20")
    again = signed_in.sent(page, rest="1", item_3="20")

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    assert db.session.scalar(select(func.count(VisitResult.id))) == 3
    assert signed_in.sent(stale, **boxes(later)).status_code == 409


def test_a_visit_that_changed_meanwhile_is_not_finished_unseen(signed_in, visit, actor):
    page = signed_in.get(url(visit))
    services.postpone(
        visit, clock.today() + timedelta(days=1), reason="", actor=actor, now=clock.now()
    )
    save()

    refused = signed_in.submit(page, rest="1", item_3="20", status=409)

    assert refused.select_one("[name=item_3]")["value"] == "20"
    signed_in.submit(refused, rest="1")


def test_parts_come_out_of_the_store_and_a_visit_that_wants_too_many_is_refused(
    signed_in, visit, officer
):
    part = level(2, council_id=officer.council_id).part
    save()
    page = signed_in.get(url(visit))
    said = {"rest": "1", "item_3": "20", "lines-0-part": part.code}

    short = signed_in.submit(page, **said, **{"lines-0-quantity": "3"}, status=422)
    assert "Mstari wa 1" in words(short, ".error-summary")
    shown = signed_in.submit(short, **{"lines-0-quantity": "2"}, rest="1")

    assert "2 ×" in words(shown, "aside")
    assert visit.work_order.parts_cost > 0


def test_inside_its_window_a_visit_moves_freely_beyond_it_for_a_reason(signed_in, visit):
    inside, beyond = (clock.today() + timedelta(days=n) for n in (6, 7))
    page = signed_in.get(url(visit, "/postpone"))

    asked = signed_in.submit(page, **boxes(beyond), status=422)
    assert "Toa sababu" in words(asked, ".error-summary")
    moved = signed_in.submit(asked, **boxes(inside))

    assert "Imeahirishwa kutoka" in words(moved, "main")
    again = signed_in.get(url(visit, "/postpone"))
    signed_in.submit(again, **boxes(beyond), reason="Kituo kimefungwa")
    db.session.refresh(visit)
    assert (visit.due_on, visit.postponed_from) == (beyond, clock.today())
    assert visit.nominal_on == clock.today()
    assert "Kituo kimefungwa" in words(signed_in.get(f"/equipment/{visit.asset_id}"), "main")


def test_a_visit_is_not_put_off_into_the_past_nor_for_years(visit, actor):
    for days in (-1, 400):
        day = clock.today() + timedelta(days=days)
        with pytest.raises(rules.BadDayError):
            services.postpone(visit, day, reason="R", actor=actor, now=clock.now())


def test_a_postponed_visit_counts_in_the_quarter_for_which_it_was_promised(visit, actor):
    far = visit.window_until + timedelta(days=100)
    services.postpone(visit, far, reason="R", actor=actor, now=clock.now())
    save()

    today = clock.today()
    assert queries.states_due(actor, today, today, today=today) == [State.GENERATED]
    later = visit.window_until + timedelta(days=1)
    assert queries.states_due(actor, today, today, today=later) == [rules.OVERDUE]
    services.follow_calendar(visit.council_id, now=clock.now())
    assert visit.due_on == far


def test_the_head_waives_a_visit_with_a_reason_and_an_officer_may_not(pages, visit, officer):
    head = factories.user("head", council_id=officer.council_id)
    save()
    pages.sign_in(officer)
    pages.get(url(visit, "/waive"), status=403)
    pages.sign_in(head)
    page = pages.get(url(visit, "/waive"))
    pages.submit(page, status=422)
    shown = pages.submit(page, reason="Kifaa kimehamishwa")

    assert "Kifaa kimehamishwa" in words(shown, "main")
    assert "Kifaa kimehamishwa" in words(pages.get(f"/equipment/{visit.asset_id}"), "main")
    pages.get(url(visit, "/postpone"), status=409)


def test_the_list_shows_what_is_due_and_how_much_of_the_quarter_was_kept(signed_in, visit):
    page = signed_in.get("/maintenance/")
    assert [one.get_text() for one in page.select(".views a")] == [
        "Zote za kufanya (1)",
        "Zilizochelewa (0)",
        "Wiki hii (1)",
        "Siku 30 zijazo (1)",
    ]
    assert visit.asset.asset_tag in words(page, "tbody")
    assert "hakuna kilichokuwa kimefikia muda" in words(page, "main"), "it is still in its time"
    visit.window_until = visit.due_on = visit.window_from = clock.today() - timedelta(days=1)
    save()
    assert "0% (0 kati ya 1 kwa wakati" in words(signed_in.get("/maintenance/"), "main")
    visit.window_until = visit.due_on = clock.today()
    save()
    assert not signed_in.get("/maintenance/?view=overdue").select("tbody")


def test_the_list_is_narrowed_by_place_plan_and_officer(signed_in, visit, officer):
    kept = (
        f"location={visit.asset.location_id}",
        f"plan={visit.plan_id}",
        f"responsible={officer.id}",
        f"on={visit.due_on}",
    )
    for one in kept:
        assert signed_in.get(f"/maintenance/?{one}").select("tbody tr"), one
    for one in ("location=999", "plan=999", "responsible=999", "on=2020-01-01"):
        assert not signed_in.get(f"/maintenance/?{one}").select("tbody tr"), one


def test_a_month_shows_how_many_visits_of_each_day_were_made(signed_in, visit, officer, actor):
    finish(visit, officer, actor, GOOD, GOOD, COLD)

    page = signed_in.get("/maintenance/calendar")

    (day,) = page.select(".month td a")
    assert "1/1" in day.get_text()
    assert visit.asset.asset_tag in words(signed_in.get(day["href"]), "tbody")
    assert signed_in.get("/maintenance/calendar?month=2026-11").h1.get_text() == "Novemba 2026"
    signed_in.get("/maintenance/calendar?month=0001-01")


def test_lists_run_as_many_statements_for_many_visits(signed_in, visit, server):
    pages = ("/maintenance/", "/maintenance/calendar", url(visit))
    few = [signed_in.statements(page) for page in pages]
    for _number in range(3):
        made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
    visit.plan.looked_until = None
    run(clock.today())
    assert len(visits()) == 4

    assert [signed_in.statements(page) for page in pages] == few


def test_who_belongs_to_another_council_sees_nothing(pages, visit):
    other = factories.user("technician", council_id=factories.council(code="CHU").id)
    save()
    pages.sign_in(other)

    pages.get(url(visit), status=404)
    assert not pages.get("/maintenance/").select("tbody tr")


def boxes(day):
    return {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year)}
