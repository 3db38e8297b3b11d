"""Who prepared an estimate decides nothing on it; what was submitted never changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts import services as accounts
from helpdesk.accounts.queries import as_actor
from helpdesk.accounts.services import Absence
from helpdesk.estimates import rules, services
from helpdesk.estimates.models import Estimate
from helpdesk.estimates.rules import Office, State, StepState
from helpdesk.infra.db import db
from helpdesk.reminders.models import Notification
from helpdesk.reminders.queries.sources import due_in
from helpdesk.reminders.rules import Kind
from tests import factories
from tests.estimates.test_writing import newest, paper, typed, words
from tests.factories import MONDAY_MORNING

CHAIN = ("head", "buyer", "treasurer", "director")


@pytest.fixture
def estimate(offices):
    made = services.draft(
        services.Head(title="Toner", first_year=2026),
        [
            services.Typed(
                item="Toner", quantity=Decimal(2), unit="pcs", unit_price=Decimal(100_000)
            )
        ],
        maker=offices.officer,
        actor=as_actor(offices.officer),
        now=MONDAY_MORNING,
    )
    db.session.commit()
    return made


def submit(estimate, person):
    services.submit(estimate, by=person, actor=as_actor(person), now=MONDAY_MORNING)
    db.session.commit()


def decide(estimate, person, act=services.agree, note=""):
    act(estimate, note, by=person, actor=as_actor(person), now=MONDAY_MORNING)
    db.session.commit()


def test_it_goes_from_office_to_office_and_is_approved(pages, offices, estimate):
    pages.sign_in(offices.officer)
    page = pages.press(pages.get(f"/estimates/{estimate.id}"), f"/estimates/{estimate.id}/submit")
    assert "Yanapitiwa" in words(page)
    assert "RASIMU" in paper(pages, estimate, "sw")
    for name in CHAIN:
        pages.sign_in(getattr(offices, name))
        home = pages.get("/")
        assert "Makisio yanayosubiri uamuzi wako (1)" in words(home)
        listed = pages.get("/estimates/waiting")
        pages.submit(pages.get(listed.select_one("a.tile")["href"]), decision="agree")
    db.session.expire_all()
    assert estimate.state is State.APPROVED
    printed = paper(pages, estimate, "sw")
    assert "RASIMU" not in printed
    for name in ("Afisa TEHAMA", "Mkuu wa TEHAMA", "Mkuu wa Ununuzi", "Mhazina", "Mkurugenzi"):
        assert name in printed


def test_whoever_prepared_it_is_refused_in_words(pages, offices):
    made = services.draft(
        services.Head(title="Toner", first_year=2026),
        [services.Typed(item="Toner", quantity=Decimal(1), unit="pcs", unit_price=Decimal(5))],
        maker=offices.head,
        actor=as_actor(offices.head),
        now=MONDAY_MORNING,
    )
    submit(made, offices.officer)

    assert made.steps[0].state is StepState.LEFT_OUT  # there is no other head
    assert [one.office for one in made.steps if one.state is StepState.PENDING] == [
        Office.PROCUREMENT
    ]
    pages.sign_in(offices.head)
    refused = pages.get(f"/estimates/{made.id}/decide", status=403)
    assert "Wewe ndiye uliyeandika au kuwasilisha" in words(refused)


def test_the_database_refuses_it_too(offices, estimate):
    submit(estimate, offices.officer)
    step = estimate.pending
    step.state, step.decided_by_id = StepState.AGREED, offices.officer.id
    with pytest.raises(IntegrityError, match="independent"):
        db.session.flush()
    db.session.rollback()


def test_nobody_decides_out_of_turn_or_twice(pages, offices, estimate):
    submit(estimate, offices.officer)
    pages.sign_in(offices.director)
    refused = pages.get(f"/estimates/{estimate.id}/decide", status=403)
    assert "ofisi nyingine" in words(refused)
    decide(estimate, offices.head)
    with pytest.raises(rules.DecidedBeforeError):
        services.power_for(estimate, actor=as_actor(offices.head), today=date(2026, 3, 2))


def test_a_deputy_decides_for_the_absent_but_never_for_whoever_prepared_it(
    pages, offices, estimate
):
    deputy = factories.user(council_id=offices.council_id, name="Kaimu Mkuu")
    absence = Absence(
        principal=offices.head,
        deputy=deputy,
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 6),
    )
    accounts.delegate(absence, actor=as_actor(offices.head), now=MONDAY_MORNING)
    submit(estimate, offices.officer)
    pages.sign_in(deputy)
    pages.submit(pages.get(f"/estimates/{estimate.id}/decide"), decision="agree")
    db.session.expire_all()
    assert (estimate.steps[0].decided_by, estimate.steps[0].acting_for) == (deputy, offices.head)
    pages.sign_in(factories.user(council_id=offices.council_id))
    pages.get(f"/estimates/{estimate.id}/decide", status=404)


def test_what_was_submitted_is_not_changed_but_replaced_by_a_new_edition(pages, offices, estimate):
    submit(estimate, offices.officer)
    pages.sign_in(offices.officer)
    pages.get(f"/estimates/{estimate.id}/edit", status=409)
    pages.sign_in(offices.head)
    needs = pages.submit(
        pages.get(f"/estimates/{estimate.id}/decide"), status=422, decision="return"
    )
    assert "Taja kinachopaswa kurekebishwa" in words(needs)
    pages.submit(
        pages.get(f"/estimates/{estimate.id}/decide"), decision="return", note="Punguza idadi"
    )
    pages.sign_in(offices.officer)
    page = pages.get(f"/estimates/{estimate.id}/new-edition")
    assert "Punguza idadi" in words(page)
    page = pages.submit(page, why="Idadi imepunguzwa")
    second = newest()
    shown = pages.submit(page, **{"lines-0-quantity": "1"})

    assert (second.number, second.edition) == (estimate.number, 2)
    assert second.total == Decimal(118_000)
    assert "-118,000" in words(shown).replace("−", "-") or "118,000" in words(shown)
    assert "Imebadilishwa" in words(shown) or "kilichobadilishwa" in words(shown).casefold()
    db.session.expire_all()
    assert (estimate.state, estimate.total) == (State.SUPERSEDED, Decimal(236_000))
    pages.get(f"/estimates/{estimate.id}/new-edition", status=409)


def test_a_changed_database_is_told(pages, offices, estimate):
    submit(estimate, offices.officer)
    estimate.lines[0].unit_price = Decimal(1)
    db.session.commit()
    pages.sign_in(offices.director)
    assert "Kuna aliyebadilisha kanzidata" in words(pages.get(f"/estimates/{estimate.id}"))


def test_nothing_or_nobody_is_said(pages, offices):
    pages.sign_in(offices.officer)
    pages.submit(pages.get("/estimates/new"), **typed(lines=[]))
    empty = db.session.query(Estimate).one()
    page = pages.press(pages.get(f"/estimates/{empty.id}"), f"/estimates/{empty.id}/submit")
    assert "halina mstari" in words(page) or "hayana mstari" in words(page)
    assert empty.state is State.DRAFT


def test_an_estimate_is_copied_for_another_year(pages, offices, estimate):
    submit(estimate, offices.officer)
    pages.sign_in(offices.officer)
    pages.submit(pages.get(f"/estimates/{estimate.id}/copy"), to_year="2027")
    copied = newest()
    assert (copied.state, copied.first_year, copied.edition) == (State.DRAFT, 2027, 1)
    assert copied.number != estimate.number
    assert [line.item for line in copied.lines] == ["Toner"]


def test_people_of_other_departments_and_councils_see_nothing(pages, offices, estimate):
    pages.sign_in(factories.user("manager"))
    pages.get(f"/estimates/{estimate.id}", status=404)
    pages.sign_in(factories.user(council_id=offices.council_id))
    pages.get(f"/estimates/{estimate.id}", status=403)


def test_an_old_price_is_marked(pages, offices, estimate):
    estimate.lines[0].priced_on = MONDAY_MORNING.date() - timedelta(days=181)
    db.session.commit()
    pages.sign_in(offices.officer)
    assert "Hakiki bei hii" in words(pages.get(f"/estimates/{estimate.id}"))


def told(person):
    found = db.session.scalars(db.select(Notification).where(Notification.user_id == person.id))
    return [(one.kind, one.read_at is None) for one in found]


def test_each_office_is_told_when_its_turn_comes_and_the_writer_in_the_end(
    pages, offices, estimate
):
    submit(estimate, offices.officer)
    assert told(offices.head) == [(Kind.ESTIMATE, True)]
    assert told(offices.buyer) == []
    pages.sign_in(offices.head)
    home = pages.get("/")
    (link,) = home.select(f"a[href='/estimates/{estimate.id}/decide']")  # the only one, at once
    assert "(1)" in link.get_text()
    decide(estimate, offices.head)
    assert told(offices.head) == [(Kind.ESTIMATE, False)]
    for name in CHAIN[1:]:
        assert told(getattr(offices, name)) == [(Kind.ESTIMATE, True)]
        decide(estimate, getattr(offices, name))
    assert told(offices.officer) == [(Kind.ESTIMATE_APPROVED, True)]
    pages.sign_in(offices.officer)
    assert "Ofisi zote zimekubali" in words(pages.get("/notifications/"))


def test_an_office_that_is_slow_is_reminded(offices, estimate):
    submit(estimate, offices.officer)
    (due,) = [
        one
        for one in due_in(factories.program(offices.council_id), date(2026, 3, 9))
        if one.subject_type == "estimate"
    ]
    assert (due.due_on, due.people) == (date(2026, 3, 2), [offices.head.id])
    decide(estimate, offices.head, act=services.give_back, note="Punguza")
    assert told(offices.officer) == [(Kind.ESTIMATE_RETURNED, True)]
