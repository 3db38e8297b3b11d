"""What else a plan says: the version of its checklist, who joins and goes along, and workshops."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.checklists import services as checklists
from helpdesk.checklists.rules import Answer, Outcome
from helpdesk.core.recurrence import Nonworking, Rule, Unit
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.maintenance import queries, rules, services
from helpdesk.maintenance.rules import Mode, StartPolicy, State
from helpdesk.maintenance.services import Scope
from helpdesk.vendors.models import Vendor
from helpdesk.workorders import services as workorders
from helpdesk.workorders.rules import OfPlanError
from helpdesk.workorders.rules import Status as OrderStatus
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import (
    JANUARY,
    MONTHLY,
    due_today,
    noon,
    plan,
    run,
    schedule,
    states,
    visits,
)
from tests.maintenance.test_visits import ITEMS, boxes, checklist, finish, found, url
from tests.pages import save
from tests.tickets.test_views import words

KEPT = Rule(JANUARY, 1, Unit.MONTH, nonworking=Nonworking.KEEP)
AFTER = StartPolicy.AFTER_INTERVAL


@pytest.fixture
def vendor(council_id):
    return factories.saved(Vendor(council_id=council_id, name="Karakana ya UPS", is_workshop=True))


def newer(template, actor):
    draft = checklists.new_version(template, actor=actor)
    text = checklists.Text(
        title_sw="Seva mpya", title_en="New server", kinds=("SRV",), items=ITEMS[:1]
    )
    checklists.change(draft, text, actor=actor)
    draft.purpose = template.purpose
    checklists.publish(draft, actor=actor)
    return draft


def test_a_visit_keeps_the_version_it_was_handed_out_with_and_the_next_takes_the_newest(
    officer, actor, scope
):
    template = checklist(officer.council_id)
    made_ = plan(officer, scope=scope, checklist_id=template.id)
    run(date(2025, 12, 26))
    draft = newer(template, actor)
    run(date(2026, 1, 26))

    first, second = visits(made_)
    assert queries.checklist_of(first) is template
    assert queries.checklist_of(second) is draft
    assert queries.checklists_of([first, second]) == {first.id: template, second.id: draft}


def test_a_retired_checklist_goes_on_for_the_plans_that_name_it(officer, actor, scope):
    template = checklist(officer.council_id)
    made_ = plan(officer, scope=scope, checklist_id=template.id)
    checklists.retire(template, actor=actor)
    run(date(2025, 12, 26))
    assert queries.checklist_of(visits(made_)[0]) is template


@pytest.mark.parametrize(
    ("policy", "mode", "first"),
    [
        (StartPolicy.NEXT, Mode.FIXED, "2026-03-01"),
        (AFTER, Mode.FIXED, "2026-04-01"),
        (StartPolicy.NEXT, Mode.FLOATING, "2026-03-01"),
        (AFTER, Mode.FLOATING, "2026-04-01"),
    ],
)
def test_a_new_device_has_part_at_once_or_after_one_interval(officer, server, policy, mode, first):
    new = made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2026, 2, 10))
    made_ = plan(officer, KEPT, scope=Scope(asset_id=new.id), start_policy=policy, mode=mode)

    for day in (date(2026, 2, 23), date(2026, 3, 25), date(2026, 4, 20)):
        run(day)

    assert str(visits(made_)[0].due_on) == first


def test_a_floating_device_of_its_own_begins_one_interval_after_its_first_day(officer, server):
    new = made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2026, 2, 10))
    weekly = Rule(JANUARY, 10, Unit.DAY, nonworking=Nonworking.KEEP)
    assert rules.joins_on(weekly, AFTER, new.in_service_on) == date(2026, 2, 20)
    assert rules.joins_on(weekly, AFTER, None) is None


def test_a_plan_for_those_on_which_many_depend(officer, server):
    few = made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
    server.criticality, few.criticality = 1, 3
    made_ = plan(officer, scope=Scope(criticality=1))
    run(date(2025, 12, 26))
    assert [one.asset_id for one in visits(made_)] == [server.id]


def test_who_goes_along_finds_the_visit_in_their_own_list(officer, actor, scope):
    other = factories.user("technician", council_id=officer.council_id, name="Fundi TEHAMA")
    made_ = plan(officer, scope=scope, team=[other, officer])
    run(date(2025, 12, 26))
    assert made_.revisions[-1].team == [other]
    narrowed = queries.Filters(responsible_id=other.id)
    assert queries.counts(actor, narrowed, today=date(2026, 1, 2))["open"] == 1


def test_a_plan_says_all_of_it_on_its_pages(pages, officer, server, vendor):
    other = factories.user("technician", council_id=officer.council_id, name="Fundi TEHAMA")
    pages.sign_in(officer)
    said = {"title_sw": "UPS", "title_en": "UPS", "every": "3", "minutes": "30", "criticality": "1"}
    page = pages.get("/maintenance/plans/new")
    refused = pages.submit(page, status=422, **said, fee="50,000")
    assert "Chagua karakana" in words(refused, ".error-summary")

    chosen = {"vendor": str(vendor.id), "team": str(other.id), "start_policy": AFTER}
    shown = words(pages.submit(refused, **chosen, **said, fee="50,000"), "main")

    assert "Karakana ya UPS" in shown
    assert "50,000" in shown
    assert "Fundi TEHAMA" in shown
    assert "Baada ya muda mmoja kamili" in shown


def due_by(vendor, officer, scope, **given):
    today = clock.today()
    rule = Rule(today, 1, Unit.MONTH, nonworking=Nonworking.KEEP)
    fee = {"vendor": vendor, "fee": Decimal(50_000)}
    run_of = plan(officer, rule, scope=scope, starts_on=today, **fee, **given)
    run(today)
    return visits(run_of)[0]


def test_what_a_workshop_was_paid_is_a_cost_of_the_visit(pages, officer, scope, vendor):
    visit = due_by(vendor, officer, scope)
    save()
    pages.sign_in(officer)
    page = pages.get(url(visit))
    assert "50,000" in words(page, "main")

    pages.submit(page, rest="1", fee="48,000", fee_document="ANK-7")

    db.session.expire_all()
    (line,) = visit.work_order.cost_lines
    assert (line.amount, line.paid_to, line.document_number) == (48_000, vendor.name, "ANK-7")
    assert visit.work_order.vendor_cost == 48_000


def test_a_visit_of_our_own_asks_for_no_fee(pages, officer, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)
    assert not pages.get(url(visit)).select("#fee")


def test_a_round_takes_minutes_and_fees_row_by_row(pages, officer, scope, vendor):
    visit = due_by(vendor, officer, scope)
    save()
    pages.sign_in(officer)
    place = visit.asset.location_id
    page = pages.get(f"/maintenance/rounds/{place}/type-in?period=month")

    pages.submit(
        page,
        **{f"result_{visit.id}": "pass", f"minutes_{visit.id}": "25", f"fee_{visit.id}": "1000"},
        fee_document="ANK-8",
    )

    db.session.expire_all()
    assert [one.minutes for one in visit.work_order.labour] == [25]
    assert [(one.amount, one.document_number) for one in visit.work_order.cost_lines] == [
        (1000, "ANK-8")
    ]


def test_minutes_alone_say_nothing_of_a_row(pages, officer, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/rounds/{visit.asset.location_id}/type-in?period=month")
    shown = pages.submit(page, status=422, **{f"minutes_{visit.id}": "25"})
    assert "S, T au H" in words(shown, ".error-summary")


def begun_and_the_next(officer, actor, scope):
    """Begin January's visit and do not finish it before February's is handed out."""
    made_ = plan(officer, MONTHLY, scope=scope)
    run(date(2025, 12, 26))
    services.begin(visits(made_)[0], by=officer, actor=actor, now=noon(date(2026, 1, 2)))
    run(date(2026, 1, 26))
    return visits(made_)


def test_work_that_was_begun_is_not_superseded(officer, actor, scope):
    first, second = begun_and_the_next(officer, actor, scope)
    assert first.work_order.status is OrderStatus.IN_PROGRESS
    assert [one.state for one in (first, second)] == [State.GENERATED, State.GENERATED]


@pytest.mark.parametrize(
    ("keeps_next", "becomes"), [(True, State.DONE_ON_TIME), (False, State.GENERATED)]
)
def test_late_work_may_keep_the_next_visit_too(officer, actor, scope, keeps_next, becomes):
    first, second = begun_and_the_next(officer, actor, scope)
    done = found(first, Answer(Outcome.PASS))
    kept = replace(done, keeps_next=keeps_next)
    given = {"minutes": 30, "by": officer, "actor": actor, "now": noon(date(2026, 2, 3))}

    services.finish(first, **given, found=kept)
    save()

    assert first.state is State.DONE_LATE
    assert second.state is becomes
    assert (second.satisfied_by is first) is keeps_next
    assert (second.work_order.status is OrderStatus.CANCELLED) is keeps_next
    run(date(2026, 2, 23))
    assert states()[-1] == ("2026-03-02", "generated")


def test_what_is_not_in_its_time_is_not_kept_along(officer, actor, scope):
    first, second = begun_and_the_next(officer, actor, scope)
    assert queries.next_of(first, second.window_from - timedelta(days=1)) is None
    assert queries.next_of(second, second.window_from) is None
    assert queries.next_of(first, second.window_from) is second


def test_an_officer_begins_a_visit_on_its_page(pages, officer, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)
    shown = pages.press(pages.get(url(visit)), url(visit, "/begin"))
    assert "Kazi imeanza" in words(shown, "main")
    assert not shown.select(f'form[action="{url(visit, "/begin")}"]')
    db.session.expire_all()
    assert visit.work_order.status is OrderStatus.IN_PROGRESS
    pages.submit(shown, rest="1")
    db.session.expire_all()
    assert visit.state is State.DONE_ON_TIME


@pytest.fixture
def two(officer, scope, server):
    made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
    due_today(officer, scope)
    return visits()


def test_several_visits_are_put_off_to_one_day(pages, officer, two):
    save()
    pages.sign_in(officer)
    listed = pages.get("/maintenance/?view=week")
    (link,) = listed.select('main a[href*="visits/postpone"]')
    page = pages.get(str(link["href"]))
    day = clock.today() + timedelta(days=3)

    shown = pages.submit(page, chosen=[str(one.id) for one in two], **boxes(day))

    assert "Ziara 2 zimeahirishwa" in words(shown)
    db.session.expire_all()
    assert {one.due_on for one in two} == {day}


def test_several_are_put_off_all_or_none(pages, officer, actor, two):
    first = two[0]
    first.window_until += timedelta(days=60)
    save()
    pages.sign_in(officer)
    page = pages.get("/maintenance/visits/postpone")
    late = clock.today() + timedelta(days=40)
    chosen = [str(one.id) for one in two]

    shown = pages.submit(page, status=422, chosen=chosen, **boxes(late))

    assert "Toa sababu" in words(shown, ".error-summary")
    assert [str(box["value"]) for box in shown.select("[name=chosen][checked]")] == chosen
    db.session.expire_all()
    assert all(one.postponed_from is None for one in two)
    nothing = pages.submit(page, status=422, **boxes(late), chosen=[])
    assert "angalau" in words(nothing, ".error-summary")


def test_another_councils_visits_are_not_offered(pages, two):
    save()
    neighbour = factories.council(code="WGM").id
    pages.sign_in(factories.user("technician", council_id=neighbour))
    assert not pages.get("/maintenance/visits/postpone").select("[name=chosen]")


def test_the_page_of_a_visit_offers_to_keep_the_next_only_where_it_may(
    pages, officer, actor, scope
):
    today = clock.today()
    rule = Rule(today - timedelta(days=40), 1, Unit.MONTH, nonworking=Nonworking.KEEP)
    made_ = plan(officer, rule, scope=scope, starts_on=rule.anchor_on)
    run(rule.anchor_on)
    first = visits(made_)[0]
    services.begin(first, by=officer, actor=actor, now=clock.now())
    later = rule.nominal(1)
    run(later)
    second = visits(made_)[-1]
    second.window_until = max(second.window_until, today)
    save()
    pages.sign_in(officer)

    pages.submit(pages.get(url(first)), rest="1", keeps_next="y")

    db.session.expire_all()
    assert second.satisfied_by_id == first.id
    assert not pages.get(url(second)).select("#keeps_next")
    assert "Imetimizwa" in words(pages.get(url(second)), "main")


def test_a_later_revision_that_holds_sooner_ends_all_before_it(officer, actor, scope):
    made_ = plan(officer, MONTHLY, scope=scope)
    given = {"reason": "Sababu", "actor": actor, "now": noon(date(2025, 12, 1))}
    far = schedule(officer, replace(MONTHLY, every=6))
    services.revise(made_, far, effective_from=date(2026, 12, 1), **given)
    soon = schedule(officer, replace(MONTHLY, every=2))
    services.revise(made_, soon, effective_from=date(2025, 12, 10), **given)

    for day in (date(2025, 12, 26), date(2026, 1, 26), date(2026, 2, 23), date(2026, 4, 1)):
        run(day)

    rules_of = {one.revision.number for one in visits(made_) if one.state is not State.REPLANNED}
    assert rules_of == {3}
    held = [(one.number, end) for one, end in queries.held_until(made_.revisions)]
    assert held == [(1, date(2025, 12, 10)), (2, date(2025, 12, 10)), (3, date.max)]


def test_the_page_of_a_plan_says_what_holds_today_and_what_comes(pages, officer, actor, scope):
    today = clock.today()
    made_ = plan(officer, replace(MONTHLY, anchor_on=today), scope=scope, starts_on=today)
    later = schedule(officer, replace(MONTHLY, anchor_on=today, every=6))
    given = {"reason": "Sababu", "actor": actor, "now": clock.now()}
    services.revise(made_, later, effective_from=today + timedelta(days=100), **given)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/plans/{made_.id}")
    assert "Kila mwezi" in words(page, "main")
    assert "Kila miezi 6." in words(page, ".notice")
    assert len(page.select("section[aria-labelledby=foreseen] tbody tr")) >= 4


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"anchor_on-year": "1900"}, "miaka kumi"),
        ({"day_rule": "last_day", "unit": "week"}, "miezi au miaka"),
        ({"checklist": "9999"}, "Chagua"),
    ],
)
def test_what_no_plan_can_mean_is_refused(pages, officer, server, said, told):
    pages.sign_in(officer)
    usual = {"title_sw": "S", "title_en": "S", "minutes": "30", "category": str(server.category_id)}
    page = pages.get("/maintenance/plans/new")
    refused = pages.submit(page, status=422, **usual, **said)
    assert told in words(refused, ".error-summary")


def test_twelve_months_are_twelve_visits(pages, officer, server):
    pages.sign_in(officer)
    today = clock.today()
    page = pages.get("/maintenance/plans/new")
    shown = pages.submit(
        page,
        status=200,
        look="1",
        title_sw="S",
        title_en="S",
        minutes="30",
        every="1",
        category=str(server.category_id),
        **{f"anchor_on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
    )
    assert "Ziara katika miezi kumi na miwili: 12," in words(shown, "main")


def test_the_calendar_shows_what_the_plans_will_hand_out(pages, officer, server, scope):
    today = clock.today()
    rule = replace(MONTHLY, anchor_on=today, nonworking=Nonworking.KEEP)
    made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
    plan(officer, rule, scope=scope, starts_on=today)
    plan(officer, rule, scope=Scope(location_id=server.location_id), starts_on=today)
    run(today)
    save()
    pages.sign_in(officer)
    ahead = rule.nominal(2)
    page = pages.get(f"/maintenance/calendar?month={ahead:%Y-%m}")
    assert [one.get_text(strip=True)[0] for one in page.select(".month td small")] == ["3"]
    narrowed = f"/maintenance/calendar?month={ahead:%Y-%m}&location={server.location_id}"
    assert [one.get_text(strip=True)[0] for one in pages.get(narrowed).select("td small")] == ["2"]
    assert not pages.get("/maintenance/calendar?month=2099-01").select(".month td small")


def test_a_visit_made_before_its_time_is_outside_it(officer, actor, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    first = visits()[0]
    early = first.window_from - timedelta(days=1)
    services.finish(first, minutes=30, by=officer, actor=actor, now=noon(early))
    year = date(2026, 1, 1), date(2026, 3, 31)
    found = rules.compliance(queries.states_due(actor, *year, today=early))
    assert (found.on_time, found.late, found.counted) == (0, 1, 1)


@pytest.mark.parametrize("act", ["continue", "cancel", "reopen"])
def test_the_order_of_a_visit_goes_with_its_visit(pages, officer, actor, scope, act):
    visit = due_today(officer, scope)
    if act == "reopen":
        finish(visit, officer, actor, Answer(Outcome.PASS))
    save()
    pages.sign_in(officer)
    order = f"/work-orders/{visit.work_order_id}"
    assert not pages.get(order).select(f'a[href="{order}/{act}"]')
    if act == "reopen":
        with pytest.raises(OfPlanError):
            workorders.reopen(visit.work_order, reason="R", actor=actor, now=clock.now())
    else:
        shown = pages.get(f"{order}/{act}", status=409)
        assert "inatokana na mpango" in words(shown, "main")


def test_a_round_of_a_day_on_which_nothing_was_handed_out_is_refused(pages, officer, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)
    page = pages.get(f"/maintenance/rounds/{visit.asset.location_id}/type-in?period=month")
    long_ago = {"done_on-day": "1", "done_on-month": "7", "done_on-year": "2020"}
    shown = pages.submit(page, status=422, **{f"result_{visit.id}": "pass"}, **long_ago)
    assert "baada ya siku ya mzunguko" in words(shown, ".error-summary")
    forged = pages.submit(page, status=422, **{f"result_{visit.id}": "zzz"})
    assert "S, T au H" in words(forged, ".error-summary")


def test_nobody_postpones_to_a_day_on_which_nobody_works(pages, officer, scope):
    visit = due_today(officer, scope)
    visit.revision.nonworking = Nonworking.NEXT
    save()
    pages.sign_in(officer)
    sunday = clock.today() + timedelta(days=6 - clock.today().weekday())
    page = pages.get(url(visit, "/postpone"))
    shown = pages.submit(page, status=422, **boxes(sunday))
    assert "siku ya kazi" in words(shown, ".error-summary")


def test_what_a_colleague_typed_too_late_is_kept(pages, officer, actor, scope):
    visit = due_today(officer, scope)
    save()
    pages.sign_in(officer)
    page = pages.get(url(visit))
    finish(visit, officer, actor, Answer(Outcome.PASS))
    shown = pages.submit(page, status=409, rest="1", remark="Nimesafisha feni")
    (link,) = shown.select('main a[href*="draft="]')
    assert link
