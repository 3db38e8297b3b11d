"""From a loss to its end, and what is locked afterwards."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.custody import rules as custody
from helpdesk.custody.queries import counts, holdings_of
from helpdesk.disposals import services as disposals
from helpdesk.disposals.rules import Decision, Reason
from helpdesk.equipment import services as equipment
from helpdesk.equipment.queries import movements, status_changes
from helpdesk.equipment.rules import GONE, TRANSITIONS, Condition, GoneError, Status, next_by_hand
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.losses import queries, rules, services
from helpdesk.losses.rules import Kind, State
from tests import factories
from tests.custody.factories import paper
from tests.disposals import factories as boards
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING as NOW
from tests.losses.factories import found, loss, proposed, told, written_off


@pytest.fixture
def council_id(app):
    return factories.council(code="MBR").id


@pytest.fixture
def officer(council_id):
    return factories.user("technician", council_id=council_id, name="Afisa TEHAMA")


@pytest.fixture
def head(council_id):
    return factories.user("head", council_id=council_id, name="Mkuu wa TEHAMA")


@pytest.fixture
def holder(council_id):
    return factories.user("requester", council_id=council_id, name="Mhasibu")


@pytest.fixture
def laptop(council_id, holder):
    at = made.whereabouts(council_id, custodian=holder)
    return made.asset(council_id, at=at, in_service_on=date(2025, 7, 1), life_months=50)


def test_a_lost_device_stays_with_its_holder_until_something_comes_of_it(laptop, officer, holder):
    one = loss(laptop, by=officer)
    assert (laptop.status, laptop.custodian) == (Status.LOST_STOLEN, holder)
    assert (one.holder, one.location) == (holder, laptop.location)
    assert [held.id for held in holdings_of(holder, actor=as_actor(officer))] == [laptop.id]


def test_what_is_found_again_comes_to_store_in_nobodys_hands(laptop, officer, holder):
    one = found(loss(laptop, by=officer), by=officer)
    assert (laptop.status, laptop.custodian) == (Status.IN_STORE, None)
    assert (one.state, laptop.condition) == (State.FOUND, Condition.POOR)
    assert movements(laptop)[-1].reason == one.reference
    assert not holdings_of(holder, actor=as_actor(officer))
    assert loss(laptop, by=officer).reference != one.reference


def test_a_write_off_freezes_the_worth_of_its_day_and_clears_the_holder(
    laptop, officer, head, holder
):
    one = written_off(proposed(loss(laptop, by=officer), by=officer), by=head)
    today = clock.local_date(NOW)
    assert laptop.status is Status.WRITTEN_OFF
    assert (laptop.retired_on, one.written_off_on) == (today, today)
    assert one.purchase_cost == Decimal(1_000_000)
    assert one.book_value == services.worth_of(one, today)
    assert not holdings_of(holder, actor=as_actor(officer))
    assert status_changes(laptop)[-1].reason == one.write_off_reference


def test_what_was_lent_comes_back_when_it_is_found(laptop, officer, holder):
    lent = paper(custody.Kind.LOAN, laptop, by=officer, to=holder)
    one = loss(laptop, by=officer)
    found(one, by=officer)
    assert not lent.is_out
    assert not counts(as_actor(officer), today=clock.local_date(NOW))["out"]


def test_nobody_waits_for_a_lent_device_that_is_written_off(laptop, officer, head, holder):
    lent = paper(custody.Kind.LOAN, laptop, by=officer, to=holder)
    written_off(proposed(loss(laptop, by=officer), by=officer), by=head)
    assert not lent.is_out
    assert lent.lines[0].returned_at is None
    views = counts(as_actor(officer), today=date(2027, 1, 1))
    assert (views["out"], views["overdue"]) == (0, 0)


def test_what_is_written_off_is_locked(laptop, officer, head):
    one = written_off(proposed(loss(laptop, by=officer), by=officer), by=head)
    act: dict[str, Any] = {"actor": as_actor(officer), "now": NOW}
    to = made.whereabouts(officer.council_id)
    with pytest.raises(GoneError):
        equipment.move(laptop, to=to, reason="-", **act)
    with pytest.raises(GoneError):
        equipment.change(laptop, equipment.Facts(model=laptop.model), **act)
    with pytest.raises(rules.NotLosableError):
        services.report(laptop, told(), **act)
    with pytest.raises(IllegalTransitionError):
        found(one, by=officer)
    with pytest.raises(IllegalTransitionError):
        services.change(one, told(), actor=as_actor(officer))


def test_neither_proposer_nor_holder_writes_off(laptop, officer, head, holder):
    one = proposed(loss(laptop, by=officer), by=head)
    for person in (head, holder):
        with pytest.raises(rules.ConcernedError):
            written_off(one, by=person)
    assert laptop.status is Status.LOST_STOLEN


def test_nothing_is_written_off_that_nobody_proposed(laptop, officer, head):
    one = loss(laptop, by=officer)
    with pytest.raises(IllegalTransitionError):
        written_off(one, by=head)


def test_after_a_refusal_the_search_goes_on(laptop, officer, head):
    one = proposed(loss(laptop, by=officer), by=officer)
    services.refuse(one, "Subirini Polisi", decider=head, actor=as_actor(head), now=NOW)
    assert (one.state, laptop.status) == (State.SOUGHT, Status.LOST_STOLEN)
    found(one, by=officer)
    assert laptop.status is Status.IN_STORE


def test_a_device_has_one_open_report_even_in_the_database(laptop, officer):
    one = loss(laptop, by=officer)
    with pytest.raises(rules.NotLosableError):
        loss(laptop, by=officer)
    db.session.flush()
    columns = {c.key: getattr(one, c.key) for c in one.__table__.columns if c.key != "id"}
    db.session.add(type(one)(**{**columns, "reference": "X/1"}))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_stolen_device_without_police_reference_is_refused(laptop, officer):
    with pytest.raises(rules.NoPoliceReferenceError):
        loss(laptop, by=officer, kind=Kind.STOLEN)
    assert laptop.status is Status.IN_SERVICE


def test_what_a_board_did_not_see_is_reported_as_lost(council_id, officer, head):
    device = made.asset(council_id, status=Status.IDLE)
    sitting = boards.survey(officer)
    boards.found(sitting, device, by=officer, is_seen=False, reason=Reason.LOST)
    disposals.submit(sitting, actor=as_actor(officer))
    said = {line.id: disposals.Said(Decision.APPROVED) for line in sitting.lines}
    disposals.decide(sitting, said, decider=head, actor=as_actor(head), now=NOW)
    (one,) = queries.losses_of(device, actor=as_actor(officer))
    assert (device.status, one.state) == (Status.LOST_STOLEN, State.SOUGHT)


def test_no_order_of_acts_leaves_the_table(council_id, officer, head):
    """Walk at random through everything that changes a device's state, whatever refuses."""
    dice = random.Random(20260301)  # noqa: S311  # no secret
    devices = [made.asset(council_id) for _number in range(6)]
    act: dict[str, Any] = {"actor": as_actor(officer), "now": NOW}

    def by_hand(device):
        status = dice.choice(next_by_hand(device.status))
        equipment.set_status(device, status=status, reason="-", **act)

    def on(step):
        return lambda device: step(queries.losses_of(device, actor=as_actor(officer))[0])

    acts = (
        by_hand,
        lambda device: loss(device, by=officer),
        on(lambda one: found(one, by=officer)),
        on(lambda one: proposed(one, by=officer)),
        on(lambda one: written_off(one, by=dice.choice((officer, head)))),
        lambda device: equipment.set_status(
            device, status=dice.choice(list(Status)), reason="-", **act
        ),
        lambda device: equipment.move(device, to=made.whereabouts(council_id), reason="-", **act),
    )
    refusals = (
        IllegalTransitionError,
        rules.NotLosableError,
        rules.ConcernedError,
        GoneError,
        IndexError,
    )
    for _number in range(150):
        device = dice.choice(devices)
        before, was_gone = device.status, device.status in GONE
        try:
            dice.choice(acts)(device)
        except refusals:
            pass
        else:
            assert not was_gone
        assert device.status is before or not was_gone
    changes = [change for device in devices for change in status_changes(device)]
    assert len(changes) > 20
    assert all(one.to_status in TRANSITIONS[one.from_status] for one in changes)
