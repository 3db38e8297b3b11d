"""A repair in an outside workshop: asked, quoted, approved by somebody else, back and paid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.repairs import queries, rules, services
from helpdesk.repairs.rules import State
from helpdesk.repairs.services import Back
from helpdesk.workorders.rules import CostKind, HoldReason, IllegalTransitionError, Result, Status
from tests import factories
from tests.pages import save
from tests.repairs.conftest import NOW, act_of, words
from tests.workorders.factories import repair

DAY = timedelta(days=1)


@pytest.fixture
def order(officer, printer):
    return repair(printer, officer=officer, status=Status.IN_PROGRESS, result=None, now=NOW)


@pytest.fixture
def job(officer, order, workshop):
    return services.send_out(
        order, workshop, wanted="Bodi ya umeme", sent_on=clock.today(), act=act_of(officer)
    )


@pytest.fixture
def quoted(job, officer):
    services.quote(job, Decimal(180_000), number="NK-7", act=act_of(officer))
    return job


def approve(job, person):
    services.decide(job, is_approved=True, note="", act=act_of(person))


def test_a_repair_is_on_hold_while_its_device_is_outside(job, order):
    assert (order.status, order.hold_reason) == (Status.ON_HOLD, HoldReason.VENDOR)
    assert job.state is State.SENT


def test_a_device_is_in_one_workshop_at_a_time(job, order, workshop, officer):
    with pytest.raises(rules.AlreadyOutsideError):
        services.send_out(
            order, workshop, wanted="Tena", sent_on=clock.today(), act=act_of(officer)
        )


def test_what_is_paid_was_approved_by_somebody_else_and_is_a_cost_of_the_repair(
    quoted, order, officer, head
):
    approve(quoted, head)
    back = Back(
        on=date(2026, 3, 1), billed=Decimal("175000.50"), invoice_number="A-1", warranty_days=90
    )
    services.take_back(quoted, back, act=act_of(officer))

    line = order.cost_lines[-1]
    assert (line.kind, line.paid_to, line.amount) == (
        CostKind.VENDOR,
        "Fundi Mbeya",
        Decimal("175000.50"),
    )
    assert (quoted.state, quoted.cost_line) == (State.BACK, line)
    assert (order.status, order.cash_cost) == (Status.IN_PROGRESS, Decimal("175000.50"))
    assert quoted.warranty_ends_on == date(2026, 5, 29)


def test_whoever_asked_does_not_approve(quoted, officer):
    with pytest.raises(rules.AskedItError):
        approve(quoted, officer)


def test_the_database_too_refuses_that_who_asked_approves(quoted):
    quoted.is_approved, quoted.decided_by_id = True, quoted.asked_by_id

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_nothing_is_paid_without_approval(quoted, officer, head):
    with pytest.raises(rules.NotApprovedError):
        services.take_back(quoted, Back(on=clock.today(), billed=Decimal(1)), act=act_of(officer))

    services.decide(quoted, is_approved=False, note="Ghali", act=act_of(head))
    with pytest.raises(rules.NotApprovedError):
        services.take_back(quoted, Back(on=clock.today(), billed=Decimal(1)), act=act_of(officer))


def test_a_refused_quotation_is_asked_for_anew_and_an_approved_one_stands(quoted, officer, head):
    services.decide(quoted, is_approved=False, note="Ghali", act=act_of(head))
    services.quote(quoted, Decimal(120_000), number="NK-8", act=act_of(officer))
    assert (quoted.state, quoted.decision_note) == (State.QUOTED, "")
    approve(quoted, head)

    with pytest.raises(IllegalTransitionError):
        services.quote(quoted, Decimal(999_000), number="NK-9", act=act_of(officer))


def test_a_device_that_nobody_could_repair_comes_back_for_nothing(job, order, officer):
    services.take_back(job, Back(on=clock.today()), act=act_of(officer))

    assert (order.cost_lines, job.warranty_ends_on) == ([], None)
    assert order.status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("days", "last"), [(0, None), (1, date(2026, 3, 1)), (30, date(2026, 3, 30))]
)
def test_the_warranty_begins_with_the_day_of_return(days, last):
    assert rules.warranty_ends_on(date(2026, 3, 1), days) == last


def test_the_whole_way_on_pages(pages, order, workshop, officer, head):
    pages.sign_in(officer)
    shown = pages.submit(
        pages.get(f"/work-orders/{order.id}/outside/new"),
        vendor_id=workshop.id,
        wanted="Bodi ya umeme",
    )
    assert "Fundi Mbeya" in words(shown, "h1")
    url = shown.select_one("a[href$='/quotation']")["href"]
    shown = pages.submit(pages.get(url), amount="180,000", number="NK-7")
    assert not shown.select("a[href$='/decide']")
    pages.get(url.replace("quotation", "decide"), status=403)

    pages.sign_in(head)
    assert "180,000" in words(pages.get("/"))
    decide = url.replace("quotation", "decide")
    pages.submit(pages.get(decide), status=422, decision="refuse")
    pages.submit(pages.get(decide), decision="approve")

    pages.sign_in(officer)
    back = pages.get(url.replace("quotation", "back"))
    dear = {"billed": "200,000", "invoice_number": "A-1", "warranty_days": "60"}
    assert "180,000" in words(pages.submit(back, status=422, **dear), ".error-summary")
    shown = pages.submit(back, **dear, why_more="Kipuri kilipanda bei")
    assert "200,000" in words(shown)
    assert "dhamana" in words(pages.get(f"/repairs/new?asset={order.asset_id}"))


def test_a_bill_without_approval_is_refused_at_its_box(pages, job, officer):
    pages.sign_in(officer)

    refused = pages.submit(pages.get(f"/repairs/outside/{job.id}/back"), status=422, billed="5,000")

    assert refused.select_one(".error-summary a[href='#billed']")


def test_others_find_no_job_of_this_council(pages, job):
    pages.sign_in(factories.user("technician"))

    pages.get(f"/repairs/outside/{job.id}", status=404)


def test_nothing_is_decided_before_the_workshop_said_its_price(pages, job, order, head, officer):
    save()
    pages.sign_in(head)
    pages.get(f"/repairs/outside/{job.id}/decide", status=409)
    services.quote(job, Decimal(180_000), number="NK-7", act=act_of(officer))
    approve(job, head)
    save()
    pages.sign_in(officer)
    pages.get(f"/repairs/outside/{job.id}/quotation", status=409)


def test_a_device_is_not_sent_before_its_fault_was_reported(pages, order, workshop, officer):
    save()
    pages.sign_in(officer)
    page = pages.get(f"/work-orders/{order.id}/outside/new")
    day = {"sent_on-day": "24", "sent_on-month": "11", "sent_on-year": "1900"}
    said = {"vendor_id": str(workshop.id), "wanted": "Bodi", **day}
    shown = pages.submit(page, status=422, **said)
    assert "iliripotiwa" in words(shown, ".error-summary")


def test_the_warranty_of_a_workshop_is_not_claimed_for_the_repair_itself(
    quoted, order, officer, head
):
    approve(quoted, head)
    back = Back(on=clock.today(), billed=Decimal(180_000), invoice_number="AN-1", warranty_days=90)
    services.take_back(quoted, back, act=act_of(officer))
    assert queries.warranty_of(order.asset, today=clock.today()) is None
    order.status, order.done_at, order.result = Status.DONE, NOW, Result.REPAIRED
    db.session.flush()
    assert queries.warranty_of(order.asset, today=clock.today()) is quoted
