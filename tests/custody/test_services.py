"""Handing devices over, and what their holders say."""

import random

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bench.custody import World, check, happens
from helpdesk.accounts.queries import as_actor
from helpdesk.custody import queries, rules, services
from helpdesk.custody.models import HoldingConfirmed
from helpdesk.custody.rules import Answer, Kind
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import movements
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services import Whereabouts, move
from helpdesk.infra.db import db
from tests import factories
from tests.custody.factories import paper, workshop
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING

OPERATIONS = 150


def last(asset):
    return movements(asset)[-1]


def test_what_is_handed_over_is_in_use_by_the_receiver_who_is_asked(printer, officer, neema):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)

    assert handover.number == "MBR/HND/2025-26/00001"
    assert (printer.custodian, printer.status) == (neema, Status.IN_SERVICE)
    assert last(printer).custodian is neema
    assert (handover.receiver, handover.answer) == (neema, Answer.WAITING)


def test_a_loan_that_came_back_is_closed_and_lies_in_the_store(printer, officer, neema):
    loan = paper(Kind.LOAN, printer, by=officer, to=neema)
    assert (printer.status, loan.is_out) == (Status.LOANED, True)

    back = paper(Kind.RETURN, printer, by=officer)
    assert back.workshop is None

    assert (printer.status, printer.custodian, loan.is_out) == (Status.IN_STORE, None, False)
    assert (back.giver, back.answer) == (neema, Answer.NOT_ASKED)


def test_what_is_in_a_workshop_stays_in_the_name_of_its_holder(printer, officer, neema):
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    gate_pass = paper(Kind.REPAIR_BENCH, printer, by=officer)
    assert (printer.status, printer.custodian) == (Status.UNDER_REPAIR, neema)
    with pytest.raises(rules.NotFittingError):
        paper(Kind.REPAIR_BENCH, printer, by=officer)

    back = paper(Kind.RETURN, printer, by=officer, to=neema)

    assert (printer.status, printer.custodian) == (Status.IN_SERVICE, neema)
    assert not gate_pass.is_out
    assert back.given_by == gate_pass.taken_by


def test_one_device_that_does_not_fit_stops_the_whole_paper(council_id, printer, officer, neema):
    lost = made.asset(council_id, status=Status.IN_STORE)
    lost.status = Status.LOST_STOLEN

    with pytest.raises(rules.NotFittingError, match=lost.asset_tag):
        paper(Kind.ISSUE, printer, lost, by=officer, to=neema)

    assert printer.custodian is None


@pytest.mark.sqlite_only(reason="what is moved is the same on every database")
def test_the_holder_is_always_that_of_the_last_movement(council_id, officer, neema, juma):
    """Random operations, among them those that are refused; `bench.custody` has many more."""
    chance = random.Random(7)  # noqa: S311
    assets = [made.asset(council_id, status=Status.IN_STORE) for _ in range(6)]
    assets[0].must_be_installed = True
    people, now = [officer, neema, juma], MONDAY_MORNING
    world = World(assets=assets, people=people, workshop=workshop(council_id), now=now)
    done = sum(happens(chance, world) for _ in range(OPERATIONS))
    check(world)
    assert 0 < done < OPERATIONS


def test_two_papers_from_one_version_never_both_hold(printer, officer, neema):
    """Also where the second would change nothing of the device but its history."""
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    before = printer.version
    printer.status = Status.UNDER_REPAIR
    db.session.flush()
    paper(Kind.REPAIR_BENCH, printer, by=officer)
    assert printer.version > before + 1

    newer = db.update(Asset).values(version=Asset.version + 1)
    db.session.execute(newer.execution_options(synchronize_session=False))
    with pytest.raises(StaleDataError):
        paper(Kind.RETURN, printer, by=officer)


def test_the_receiver_alone_answers_and_only_once(printer, officer, neema, juma):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)
    with pytest.raises(rules.NothingToAnswerError):
        services.accept(handover, actor=as_actor(juma), now=MONDAY_MORNING)

    services.differ(handover, "Chaja haipo", actor=as_actor(neema), now=MONDAY_MORNING)

    assert (handover.answer, handover.answer_note) == (Answer.DIFFERS, "Chaja haipo")
    with pytest.raises(rules.NothingToAnswerError):
        services.accept(handover, actor=as_actor(neema), now=MONDAY_MORNING)


def test_holders_confirm_once_a_fiscal_year_and_the_rest_are_listed(
    printer, council_id, officer, actor, neema, juma
):
    other = made.asset(council_id, status=Status.IN_STORE)
    paper(Kind.ISSUE, printer, by=officer, to=neema)
    paper(Kind.ISSUE, other, by=officer, to=juma)
    said = {"holder": neema, "actor": as_actor(neema), "now": MONDAY_MORNING}

    assert [services.confirm([printer], **said) for _ in "12"] == [1, 0]

    today = MONDAY_MORNING.date()
    assert names(actor, today) == ["Juma Mwakyusa"]
    assert names(actor, today.replace(year=2026, month=7)) == ["Juma Mwakyusa", "Neema Mushi"]
    assert db.session.scalar(select(HoldingConfirmed.fiscal_year)) == "2025-26"


def names(actor, today):
    return [row[0].name for row in db.session.execute(queries.unconfirmed(actor, today=today))]


def test_not_mine_opens_a_request_on_the_device(printer, officer, neema):
    paper(Kind.ISSUE, printer, by=officer, to=neema)

    ticket = services.deny(
        printer,
        "Niliirudisha mwezi Mei",
        subject="Kifaa si changu",
        holder=neema,
        actor=as_actor(neema),
        now=MONDAY_MORNING,
    )

    assert (ticket.asset, ticket.requester) == (printer, neema)
    assert queries.denied(as_actor(neema)) == {printer.id: ticket}
    assert printer.custodian is neema


def test_whoever_holds_something_is_not_cleared(printer, officer, actor, neema):
    paper(Kind.LOAN, printer, by=officer, to=neema)
    with pytest.raises(rules.StillHoldsError):
        services.clear(neema, by=officer, actor=actor, now=MONDAY_MORNING)

    paper(Kind.RETURN, printer, by=officer)
    given = services.clear(neema, by=officer, actor=actor, now=MONDAY_MORNING)

    assert given.number == "MBR/CLR/2025-26/00001"


def test_no_council_sees_the_papers_of_another(printer, officer, neema):
    handover = paper(Kind.ISSUE, printer, by=officer, to=neema)
    stranger = as_actor(factories.user("technician"))

    assert db.session.scalars(queries.visible_to(stranger)).all() == []
    assert db.session.scalars(queries.visible_to(as_actor(neema))).all() == [handover]


def test_a_part_on_the_same_paper_as_its_whole_moves_once(printer, officer, neema):
    part = made.asset(of=printer.model, serial_number="P-1", parent=printer)
    beside = made.asset(of=printer.model, serial_number="P-2", parent=printer)
    here = Whereabouts(location=printer.location, department=printer.department)
    for one in (part, beside):
        move(one, to=here, reason="-", actor=as_actor(officer), now=MONDAY_MORNING)
    paper(Kind.ISSUE, printer, part, by=officer, to=neema)
    assert {one.custodian for one in (printer, part, beside)} == {neema}
    assert [len(movements(one)) for one in (part, beside)] == [3, 3]
