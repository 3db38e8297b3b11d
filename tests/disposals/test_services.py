"""From the board of survey to the day of leaving, and every guard on the way."""

from decimal import Decimal
from typing import Any

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.disposals import queries, services
from helpdesk.disposals.reports import disposal_report, survey_report, wipe_report
from helpdesk.disposals.rules import (
    ConcernedError,
    Decision,
    DoneBeforeError,
    NotForSurveyError,
    NotSeenError,
    NotWipedError,
    Reason,
)
from helpdesk.equipment import queries as register
from helpdesk.equipment import services as equipment
from helpdesk.equipment.rules import Condition, GoneError, Status, next_by_hand
from helpdesk.infra.db import db
from helpdesk.workorders import services as workorders
from helpdesk.workorders.rules import CauseCode, DeviceGoneError, Problem, Remedy
from tests import factories
from tests.disposals.factories import DAY, MEMBERS, decided, found, left, survey, wiped
from tests.equipment.factories import asset as some_asset
from tests.equipment.factories import category, model, whereabouts
from tests.factories import MONDAY_MORNING, program

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def council():
    return factories.council()


@pytest.fixture
def officer(council):
    return factories.user("technician", council_id=council.id, name="Afisa")


@pytest.fixture
def head(council):
    return factories.user("head", council_id=council.id, name="Mkuu")


def unwanted(council, *, held_by=None, **kind):
    """A device in the hands of somebody, that nobody wants any more."""
    of = model(council.id, of=category(council.id, **kind))
    made = some_asset(of=of, at=whereabouts(council.id, custodian=held_by))
    equipment.set_status(
        made, status=Status.UNSERVICEABLE, reason="-", actor=program(council.id), now=MONDAY_MORNING
    )
    return made


def test_the_worth_of_the_day_is_frozen(council, officer):
    device = unwanted(council)
    line = found(survey(officer), device, by=officer)
    before = line.book_value
    assert before is not None
    assert 0 < before < 1_000_000
    device.purchase_cost = Decimal(9_000_000)
    db.session.flush()
    db.session.refresh(line)
    assert (line.book_value, line.purchase_cost) == (before, Decimal(1_000_000))
    assert (device.status, device.condition) == (Status.SURVEY, Condition.UNSERVICEABLE)


def test_what_is_in_use_and_young_is_not_surveyed(council, officer):
    device = some_asset(council.id)
    with pytest.raises(NotForSurveyError):
        found(survey(officer), device, by=officer)
    assert device.status is Status.IN_SERVICE


def test_a_device_stands_on_one_list_only_until_it_is_decided(council, officer):
    device = unwanted(council)
    found(survey(officer), device, by=officer)
    with pytest.raises(NotForSurveyError):
        found(survey(officer), device, by=officer)


def test_a_device_that_was_seen_is_not_lost(council, officer):
    with pytest.raises(NotSeenError):
        found(survey(officer), unwanted(council), by=officer, reason=Reason.LOST)


def test_a_decided_list_takes_no_more_devices(council, officer, head):
    sitting = survey(officer)
    found(sitting, unwanted(council), by=officer)
    decided(sitting, by=head)
    with pytest.raises(DoneBeforeError):
        found(sitting, unwanted(council), by=officer)
    with pytest.raises(DoneBeforeError):
        decided(sitting, by=head)


def test_who_wrote_the_survey_or_sat_on_its_board_does_not_decide(council, head):
    own = survey(head)
    found(own, unwanted(council), by=head)
    with pytest.raises(ConcernedError):
        decided(own, by=head)
    member = factories.user("head", council_id=council.id, name=MEMBERS[0].name.upper())
    with pytest.raises(ConcernedError):
        services.check_decider(own, member)


def test_what_is_refused_goes_back_to_the_store(council, officer, head):
    sitting, device = survey(officer), unwanted(council)
    line = found(sitting, device, by=officer)
    decided(sitting, by=head, decision=Decision.REFUSED)
    assert device.status is Status.IN_STORE
    with pytest.raises(DoneBeforeError):
        left(line, by=officer)


def test_a_device_that_was_lost_before_the_decision_stays_lost(council, officer, head):
    sitting, device = survey(officer), unwanted(council)
    line = found(sitting, device, by=officer)
    act: dict[str, Any] = {"actor": program(council.id), "now": MONDAY_MORNING}
    equipment.set_status(device, status=Status.LOST_STOLEN, reason="-", **act)
    decided(sitting, by=head)
    assert device.status is Status.LOST_STOLEN
    with pytest.raises(DoneBeforeError):
        left(line, by=officer)


def test_nothing_leaves_before_the_decision(council, officer):
    line = found(survey(officer), unwanted(council), by=officer)
    with pytest.raises(DoneBeforeError):
        left(line, by=officer)
    with pytest.raises(DoneBeforeError):
        wiped(line, by=officer)


def test_what_holds_data_leaves_with_a_certificate_of_wiping_only(council, officer, head):
    sitting = survey(officer)
    line = found(sitting, unwanted(council, is_data_bearing=True), by=officer)
    decided(sitting, by=head)
    with pytest.raises(NotWipedError):
        left(line, by=officer)
    assert line.asset.status is Status.DISPOSAL_APPROVED
    wiped(line, by=officer)
    left(line, by=officer)
    assert line.asset.status.value == "disposed"
    with pytest.raises(DoneBeforeError):
        wiped(line, by=officer)


def test_what_left_has_a_day_and_no_holder_and_is_locked(council, officer, head):
    sitting, device = survey(officer), unwanted(council, held_by=officer)
    line = found(sitting, device, by=officer)
    decided(sitting, by=head)
    made = left(line, by=officer)
    last = register.movements(device)[-1]
    assert (device.retired_on, device.custodian_id) == (DAY, None)
    assert (last.custodian_id, last.reason) == (None, made.reference)
    act: dict[str, Any] = {"actor": program(council.id), "now": MONDAY_MORNING}
    with pytest.raises(DoneBeforeError):
        left(line, by=officer)
    with pytest.raises(GoneError):
        equipment.move(device, to=whereabouts(council.id), reason="-", **act)
    with pytest.raises(GoneError):
        equipment.change(device, equipment.Facts(model=device.model), **act)
    with pytest.raises(GoneError):
        equipment.set_condition(device, condition=Condition.GOOD, **act)
    assert next_by_hand(device.status) == []
    work = workorders.Work(cause=CauseCode.WEAR, remedy=Remedy.CLEANED)
    repair = workorders.Repair(problem=Problem.PAPER_JAM, work=work)
    with pytest.raises(DeviceGoneError):
        workorders.log_repair(device, repair, technician=officer, **act)


def test_by_hand_nobody_comes_before_the_board_or_away_from_it():
    for status in Status:
        assert {Status.SURVEY, Status.DISPOSAL_APPROVED, Status.DISPOSED}.isdisjoint(
            next_by_hand(status)
        )
    assert next_by_hand(Status.SURVEY) == next_by_hand(Status.DISPOSAL_APPROVED) == []


def test_neither_a_neighbour_nor_the_manager_of_one_department_sees_a_survey(council, officer):
    sitting = survey(officer)
    part = factories.user(council_id=council.id)
    factories.grant(part, "manager", department_id=part.department_id)
    whole = factories.user("manager", council_id=council.id)
    neighbour = factories.user("head")
    seen = [
        sitting in db.session.scalars(queries.visible_to(as_actor(one))).all()
        for one in (whole, part, neighbour)
    ]
    assert seen == [True, False, False]


def test_the_papers_say_what_was_found_wiped_and_left(council, officer, head):
    sitting = survey(officer)
    line = found(sitting, unwanted(council, is_data_bearing=True), by=officer)
    decided(sitting, by=head)
    said: dict[str, Any] = {"link": "/", "actor": as_actor(officer), "now": MONDAY_MORNING}
    papers = [
        wipe_report(wiped(line, by=officer), **said),
        disposal_report(left(line, by=officer), **said),
        survey_report(sitting, **said),
    ]
    assert all(line.asset.asset_tag in str(paper.sections) for paper in papers)
    assert {one.name for one in MEMBERS} < {one.name for one in papers[2].signatures}
