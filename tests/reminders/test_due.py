"""Reminders of what is due: told once, to whom it concerns, and put off by its reader."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from threading import Thread

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import ZONE, local_date
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.custody.rules import Kind as HandoverKind
from helpdesk.equipment.rules import Status
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import JobState, declared_jobs, run_if_due
from helpdesk.maintenance import services as maintenance
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services import Scope
from helpdesk.org.models import Holiday
from helpdesk.outbox.models import Message
from helpdesk.reminders import queries
from helpdesk.reminders.models import Notification, ReminderRule, ReminderSnooze
from helpdesk.reminders.rules import REMINDERS, Kind, Topic
from helpdesk.requisitions import services as requisitions
from helpdesk.stock.models import Part
from helpdesk.workorders.models import WorkOrder
from helpdesk.yearplans import services as years
from helpdesk.yearplans.rules import Terms
from tests import factories
from tests.contracts.factories import contract, licence
from tests.custody.factories import paper
from tests.equipment import factories as made
from tests.kinds.factories import correction, decide, people
from tests.maintenance.factories import plan
from tests.pages import save
from tests.tickets.test_views import words

MARCH = date(2026, 3, 2)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZONE)


def tick(name: str = "reminders.remind") -> None:
    """Let the program do this job now."""
    save()
    (job,) = [one for one in declared_jobs() if one.name == name]
    job.work(clock.now())


def told(kind: Kind) -> list[Notification]:
    save()
    wanted = select(Notification).where(Notification.kind == kind)
    return list(db.session.scalars(wanted.order_by(Notification.id)))


@pytest.fixture
def council_id(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "post")
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    person = factories.user("technician", council_id=council_id, name="Afisa TEHAMA")
    person.email = "afisa@mbarali.go.tz"
    return person


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def monthly(council_id, officer):
    of = made.model(council_id, of=made.category(council_id, code="SRV"))
    server = made.asset(of=of, status=Status.IN_SERVICE, in_service_on=date(2025, 1, 1))
    rule = Rule(MARCH + timedelta(days=14), 1, Unit.MONTH)
    return plan(officer, rule, scope=Scope(category_id=server.category_id), starts_on=MARCH)


def days_of(first: date, number: int):
    return [first + timedelta(days=one) for one in range(number)]


@pytest.fixture
def everything(monthly, officer, head):
    """One thing of each kind that comes due, for an officer, a head and an administrator."""
    own = {"council_id": officer.council_id}
    administrator = factories.user("administrator", **own)
    names = {"name_sw": "Wino", "name_en": "Toner", "unit": "pcs", "kind": "consumable"}
    factories.saved(Part(code="T", reorder_point=2, **own, **names))
    eid = {"name_sw": "Eid", "name_en": "Eid", "is_estimated": True}
    factories.saved(Holiday(day=MARCH + timedelta(days=25), **own, **eid))
    contract(actor=as_actor(officer), ends_on=MARCH + timedelta(days=20))
    licence(actor=as_actor(officer), ends_on=MARCH + timedelta(days=35))
    made.asset(officer.council_id, warranty_ends_on=MARCH + timedelta(days=40))
    asset = made.asset(officer.council_id, status=Status.IN_STORE)
    borrower = factories.user("requester", **own)
    lent = paper(HandoverKind.LOAN, asset, by=officer, to=borrower, now=morning(MARCH))
    storekeeper = factories.user("storekeeper", **own)
    asker = as_actor(storekeeper)
    line = requisitions.Asked(None, "Vitasa", Decimal(2))
    requisitions.ask("Ofisi mpya", [line], by=storekeeper, actor=asker, now=morning(MARCH))
    director = factories.user("manager", **own)
    draft = years.draft(
        FiscalYear(2025),
        Terms(officers=1, share=50, km_rate=Decimal(1), per_diem=Decimal(1)),
        maker=officer,
        actor=as_actor(officer),
        now=morning(MARCH),
    )
    years.submit(draft, by=officer, actor=as_actor(officer), now=morning(MARCH))
    assert lent.due_on == MARCH + timedelta(days=14)
    backup = {"cron": "0 2 * * *", "next_due_at": morning(MARCH + timedelta(days=1))}
    factories.saved(JobState(name="backup.make", **backup))
    people = {"officer": officer, "head": head, "administrator": administrator}
    people |= {"borrower": borrower, "director": director, "storekeeper": storekeeper}
    return {name: person.id for name, person in people.items()}


@pytest.fixture
def approver(app):
    somebody = people()
    somebody.head_of_department.email = "idara@mbarali.go.tz"
    with time_machine.travel(morning(MARCH), tick=False):
        correction(somebody, now=clock.now())
    return {"approver": somebody.head_of_department.id, "other head": somebody.head_of_ict.id}


def heard(found: dict[str, int]) -> set[tuple[str, str, str]]:
    """Return who was told of what, and when: each stands in the table once."""
    save()
    rows = db.session.scalars(select(Notification).where(Notification.kind.in_(REMINDERS))).all()
    names = {number: name for name, number in found.items()}
    told = [(names[one.user_id], f"{one.kind} {one.subject_type}", one.step) for one in rows]
    assert len(told) == len(set(told))
    return {(name, kind, step) for name, kind, step in told}


def each(names: str, kind: str, *steps: str) -> set[tuple[str, str, str]]:
    return {(name, kind, step) for name in names.split(", ") for step in steps}


def test_thirty_days_with_two_workers_and_a_restart_every_day(app, everything, approver):
    """Each step of each thing is told once, none in quiet hours or on days off, and none lost."""
    save()

    def work():
        with app.app_context():
            for job in declared_jobs():
                if job.name in ("maintenance.generate", "reminders.remind"):
                    run_if_due(job, clock.now())

    for day in days_of(MARCH, 30):
        db.session.remove()
        with time_machine.travel(morning(day).replace(hour=23), tick=False):
            workers = [Thread(target=work) for _ in range(2)]
            for one in workers:
                one.start()
            for one in workers:
                one.join()
    waits = "-2/2026-03-02", "-7/2026-03-02"
    visit, mondays = "2026-03-16", [MARCH + timedelta(weeks=week) for week in range(5)]
    assert heard({**everything, **approver}) == (
        each("officer", "visits_due maintenance_plan", *(f"{n}/{visit}" for n in (7, 0, -7)))
        | each("head", "visits_due maintenance_plan", f"head/{visit}")
        | each("approver", "still_waits ticket", "-2/2026-03-02", "-7/2026-03-02")
        | each("other head", "still_waits ticket", "head/2026-03-02")
        | each("head, storekeeper", "to_order stock", *(f"0/{monday}" for monday in mondays))
        | each("administrator", "backup_old backup", "-1/2026-03-03", "-3/2026-03-03")
        | each("head, other head", "backup_old backup", "head/2026-03-03")
        | each("head, administrator", "to_confirm holiday", "14/2026-03-27", "3/2026-03-27")
        | each("officer, head", "ends contract", *(f"{n}/2026-03-22" for n in (30, 7, -1)))
        | each("officer, head", "ends licence", "90/2026-04-06", "30/2026-04-06", "7/2026-04-06")
        | each("officer, head", "ends warranty", "90/2026-04-11", "30/2026-04-11")
        | each("officer, borrower", "overdue handover", *(f"{n}/2026-03-16" for n in (1, -1, -7)))
        | each("head", "overdue handover", "head/2026-03-16")
        | each("officer, head", "requisition_waits requisition", *waits)
        | each("director", "year_waits year_plan", *waits)
        | each("head", "year_waits year_plan", "head/2026-03-02")
        | each("head", "year_missing year_missing", "-1/2025-07-01")
    )
    mailed = db.session.scalars(select(Message).where(Message.topic.contains("/"))).all()
    assert mailed
    for message in mailed:
        assert message.next_try_at is not None
        at = message.next_try_at.astimezone(ZONE)
        assert 7 <= at.hour < 16
        assert at.weekday() < 5


def test_what_is_done_is_reminded_of_no_more(monthly, officer, head):
    with time_machine.travel(morning(MARCH + timedelta(days=8)), tick=False):
        tick("maintenance.generate")
        (visit,) = db.session.scalars(select(Occurrence)).all()
        actor = as_actor(officer)
        maintenance.waive(visit, note="Hakuna umeme", actor=actor, now=clock.now())
        tick()
    assert not told(Kind.VISITS_DUE)


def test_who_was_given_the_order_of_a_visit_is_reminded_of_it(monthly, officer, head):
    colleague = factories.user("technician", council_id=officer.council_id)
    with time_machine.travel(morning(MARCH + timedelta(days=8)), tick=False):
        tick("maintenance.generate")
        order = db.session.scalars(select(WorkOrder)).one()
        order.technician_id = colleague.id
        tick()
    assert [one.user_id for one in told(Kind.VISITS_DUE)] == [colleague.id]


def test_parts_to_order_are_told_once_a_week(council_id, head):
    names = {"name_sw": "Wino", "name_en": "Toner", "unit": "pcs", "kind": "consumable"}
    factories.saved(Part(council_id=council_id, code="T", reorder_point=2, **names))
    monday = date(2026, 3, 2)
    for day in days_of(monday, 8):
        with time_machine.travel(morning(day), tick=False):
            tick()
    assert [one.said["number"] for one in told(Kind.TO_ORDER)] == ["1", "1"]


def test_a_backup_that_is_too_old_is_told_to_administrators(council_id, head):
    person = factories.user("administrator", council_id=council_id)
    made_at = morning(MARCH)
    tomorrow = made_at + timedelta(days=1)
    state = {"cron": "0 2 * * *", "next_due_at": tomorrow, "went_well_at": made_at}
    factories.saved(JobState(name="backup.make", **state))
    for day in days_of(MARCH, 6):
        with time_machine.travel(morning(day), tick=False):
            tick()
    due = MARCH + timedelta(days=1)
    assert [(one.user_id, one.step) for one in told(Kind.BACKUP_OLD)] == [
        (person.id, f"-1/{due}"),
        (person.id, f"-3/{due}"),
    ]


def test_an_estimated_day_off_is_to_be_confirmed(council_id, head):
    day = MARCH + timedelta(days=10)
    estimate = {"day": day, "name_sw": "Eid", "name_en": "Eid", "is_estimated": True}
    kept = factories.saved(Holiday(council_id=council_id, **estimate))
    with time_machine.travel(morning(MARCH), tick=False):
        tick()
        assert [one.step for one in told(Kind.TO_CONFIRM)] == [f"14/{day}"]
        kept.is_estimated = False
    with time_machine.travel(morning(day), tick=False):
        tick()
    assert len(told(Kind.TO_CONFIRM)) == 1


def holiday(council_id: int) -> None:
    day = local_date(clock.now()) + timedelta(days=3)
    estimate = {"day": day, "name_sw": "Eid", "name_en": "Eid", "is_estimated": True}
    factories.saved(Holiday(council_id=council_id, **estimate))


@pytest.fixture
def monday(app):
    with time_machine.travel(morning(MARCH), tick=False):
        yield


@pytest.mark.usefixtures("monday")
def test_its_reader_puts_a_reminder_off_or_wants_no_more(pages, council_id, head):
    holiday(council_id)
    tick()
    (first,) = told(Kind.TO_CONFIRM)
    pages.sign_in(head)
    page = pages.get("/notifications/")
    assert "Eid" in words(page, "main")
    url = "/notifications/snooze"
    (form,) = page.select(f'form[action="{url}"]')
    sent = {one["name"]: one["value"] for one in form.select("input[name]")}
    pages.post(url, **{**sent, "days": "1"})
    assert db.session.scalars(select(ReminderSnooze)).one().until is not None
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        tick()
    again = told(Kind.TO_CONFIRM)
    assert len(again) == 2
    assert again[1].step.startswith(first.step)


def test_rules_are_set_by_the_head_and_bad_ones_refused(pages, council_id, head):
    pages.sign_in(head)
    page = pages.get("/notifications/rules/holidays")
    refused = pages.submit(page, status=422, steps="wiki moja")
    assert "7, 0, -3" in words(refused, ".error-summary")
    pages.submit(refused, steps="30, 1", escalate_after="5")
    rule = db.session.scalars(select(ReminderRule)).one()
    assert (rule.steps, rule.escalate_after) == ("30, 1", 5)
    assert "30, 1" in words(pages.get("/notifications/rules"), "main")
    pages.get("/notifications/rules/nothing", status=404)


def test_an_officer_sets_no_rules(pages, officer):
    pages.sign_in(officer)
    pages.get("/notifications/rules", status=403)


def waiting_letters(kind: Kind) -> int:
    save()
    waits = Message.topic.startswith(kind), Message.withdrawn_at.is_(None)
    return len(db.session.scalars(select(Message).where(*waits)).all())


@pytest.mark.parametrize("is_approved", [True, False])
def test_nobody_reads_in_the_morning_of_an_approval_decided_in_the_evening(
    app, monkeypatch, is_approved
):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "post")
    with time_machine.travel(morning(MARCH), tick=False) as clock_of_all:
        somebody = people()
        boss = somebody.head_of_department
        boss.email = "idara@mbarali.go.tz"
        asked = correction(somebody, now=clock.now())
        clock_of_all.move_to(morning(MARCH + timedelta(days=2)).replace(hour=20))
        tick()
        assert waiting_letters(Kind.STILL_WAITS) == 1
        decide(asked, boss, approved=is_approved, note="Sababu", now=clock.now())
        assert waiting_letters(Kind.STILL_WAITS) == 0
        assert [one.read_at for one in told(Kind.STILL_WAITS)] == [clock.now()]


def test_a_visit_that_is_waived_takes_along_what_was_not_read_yet(monthly, officer):
    with time_machine.travel(morning(MARCH + timedelta(days=8)).replace(hour=20), tick=False):
        tick("maintenance.generate")
        tick()
        assert waiting_letters(Kind.VISITS_DUE) == 1
        (visit,) = db.session.scalars(select(Occurrence)).all()
        maintenance.waive(visit, note="Hakuna umeme", actor=as_actor(officer), now=clock.now())
        tick()
        assert waiting_letters(Kind.VISITS_DUE) == 0
        assert [one.read_at for one in told(Kind.VISITS_DUE)] == [clock.now()]


def test_the_head_is_led_to_the_request_whose_approval_another_leaves_waiting(pages):
    with time_machine.travel(morning(MARCH), tick=False) as clock_of_all:
        somebody = people()
        correction(somebody, now=clock.now())
        clock_of_all.move_to(morning(MARCH + timedelta(days=14)))
        tick()
        head_id = somebody.head_of_ict.id
        (one,) = [one for one in told(Kind.STILL_WAITS) if one.user_id == head_id]
        pages.sign_in(somebody.head_of_ict)
        pages.get(one.url)


def test_that_no_backup_ever_went_well_is_told_too(pages, council_id):
    person = factories.user("administrator", council_id=council_id)
    state = {"cron": "0 2 * * *", "next_due_at": morning(MARCH), "last_error": "OSError: imejaa"}
    factories.saved(JobState(name="backup.make", **state))
    with time_machine.travel(morning(MARCH + timedelta(days=1)), tick=False):
        tick()
        pages.sign_in(person)
        assert "Bado hakuna nakala rudufu" in words(pages.get("/notifications/"), "main")


def test_a_text_message_says_what_it_is_about(app, monkeypatch, council_id, head):
    monkeypatch.setitem(app.config, "SMS_GATEWAY", "modem")
    head.phone = "+255712345678"
    wishes = queries.wishes_of(head.id)
    wishes.by_sms = True
    names = {"name_sw": "Wino", "name_en": "Toner", "unit": "pcs", "kind": "consumable"}
    factories.saved(wishes)
    factories.saved(Part(council_id=council_id, code="T", reorder_point=2, **names))
    with time_machine.travel(morning(MARCH), tick=False):
        tick()
    (message,) = db.session.scalars(select(Message)).all()
    assert message.body.startswith("Vipuri vya kuagiza: ")


@pytest.mark.usefixtures("monday")
def test_what_is_wrong_in_one_council_keeps_no_reminder_from_another(council_id, head, monkeypatch):
    holiday(council_id)
    other_id = factories.council(code="KYL").id
    factories.user("head", council_id=other_id)
    holiday(other_id)
    due_in = queries.due_in

    def fail(program, today):
        if program.council_id == council_id:
            raise ValueError("haisomeki")
        return due_in(program, today)

    monkeypatch.setattr(queries, "due_in", fail)
    with pytest.raises(ValueError, match="haisomeki"):
        tick()
    assert [one.council_id for one in told(Kind.TO_CONFIRM)] == [other_id]


def test_roles_that_were_chosen_hear_instead_of_the_usual_ones(pages, officer, head):
    own = {"council_id": officer.council_id}
    names = {"name_sw": "Wino", "name_en": "Toner", "unit": "pcs", "kind": "consumable"}
    factories.saved(Part(code="T", reorder_point=2, **own, **names))
    keeper = factories.user("storekeeper", **own)
    save()
    pages.sign_in(head)
    page = pages.get("/notifications/rules/stock")
    pages.submit(page, roles=["technician"])
    assert not pages.get("/notifications/rules/visits").select("[name=roles]"), (
        "it is their own work"
    )
    tick()
    assert {one.user_id for one in told(Kind.TO_ORDER)} == {officer.id}
    assert keeper.id not in {one.user_id for one in told(Kind.TO_ORDER)}


def test_the_clock_of_requests_is_switched_off_and_put_off(pages, head, officer):
    pages.sign_in(head)
    page = pages.get("/notifications/rules/clock")
    assert not page.select("#steps")
    pages.submit(page, is_active="")
    assert not queries.rules_of(officer.council_id)[Topic.CLOCK].is_active
    assert queries.rules_of(officer.council_id)[Topic.CLOCK].rhythm.steps == (0,)


def test_the_head_sees_who_was_reminded_and_nobody_of_another_council(
    pages, monthly, officer, head
):
    with time_machine.travel(morning(MARCH + timedelta(days=7)), tick=False):
        jobs_of_today()
    save()
    pages.sign_in(head)
    shown = words(pages.get("/notifications/overview"), "main")
    assert "Afisa TEHAMA" in shown
    assert "Matengenezo ya seva" in shown
    assert "Hakijasomwa" in shown
    narrowed = pages.get(f"/notifications/overview?person={officer.id}&kind=visits_due")
    assert len(narrowed.select("tbody tr")) == 1
    pages.sign_in(officer)
    pages.get("/notifications/overview", status=403)
    other = factories.user("head", council_id=factories.council(code="WGM").id)
    pages.sign_in(other)
    assert not pages.get("/notifications/overview").select("tbody tr")


def jobs_of_today():
    tick("maintenance.generate")
    tick()
