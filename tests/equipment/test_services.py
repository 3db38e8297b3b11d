"""What becomes of a device, and that its past is kept."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.audit.queries import history
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.equipment import queries, rules, services
from helpdesk.equipment.models import AssetCounter
from helpdesk.equipment.rules import Condition, Criticality, Status
from helpdesk.infra.db import db
from tests import factories
from tests.equipment import factories as made
from tests.factories import MONDAY_MORNING
from tests.pages import save

HOUR = timedelta(hours=1)


def acts(asset):
    save()
    return [entry.action for entry in history("asset", asset.id)]


def current(asset):
    return (asset.location_id, asset.department_id, asset.custodian_id)


def test_tags_and_labels_count_on_within_a_council_whatever_the_category(app):
    mbarali = factories.council(code="MBR").id
    printer = made.model(mbarali, of=made.category(mbarali, code="PR"))
    laptop = made.model(mbarali, of=made.category(mbarali, code="LT"))

    first, second = made.asset(of=printer), made.asset(of=laptop)
    elsewhere = made.asset(factories.council(code="CHY").id)

    assert (first.asset_tag, first.label_code) == ("MBR/ICT/PR/0001", "MBR-0001")
    assert (second.asset_tag, second.label_code) == ("MBR/ICT/LT/0002", "MBR-0002")
    assert elsewhere.label_code == "CHY-0001"


def test_a_registration_that_is_undone_leaves_no_gap(council_id):
    first = made.asset(council_id)
    save()
    made.asset(council_id)
    db.session.rollback()

    second = made.asset(council_id)

    assert first.label_code.endswith("-0001")
    assert second.label_code.endswith("-0002")


def test_a_device_keeps_the_tag_that_it_brought(app):
    council_id = factories.council(code="MBR").id
    asset = made.asset(council_id, asset_tag="mdc / pr 7")

    assert (asset.asset_tag, asset.label_code) == ("MDC/PR7", "MBR-0001")
    with pytest.raises(rules.TagTakenError):
        made.asset(council_id, asset_tag="MDC/PR7")


def test_a_number_whose_tag_is_taken_is_passed_over(app):
    council_id = factories.council(code="MBR").id
    printer = made.model(council_id, of=made.category(council_id, code="PR"))
    made.asset(of=printer, asset_tag="MBR/ICT/PR/0002")

    assert made.asset(of=printer).asset_tag == "MBR/ICT/PR/0003"
    assert db.session.get_one(AssetCounter, council_id).last == 3


def test_a_serial_number_is_spelt_in_one_way(council_id):
    asset = made.asset(council_id, serial_number=" vnc3k 12345 ")

    assert asset.serial_number == "VNC3K12345"
    assert made.asset(council_id, serial_number="  ").serial_number is None


def test_a_serial_number_is_used_once_for_each_model(council_id):
    model = made.model(council_id)
    first = made.asset(of=model, serial_number="VNC3K12345")

    with pytest.raises(rules.SerialTakenError) as taken:
        made.asset(of=model, serial_number="vnc3k 12345")

    assert (taken.value.serial, taken.value.tag) == ("VNC3K12345", first.asset_tag)
    made.asset(council_id, serial_number="VNC3K12345")
    made.asset(of=made.model(factories.council().id), serial_number="VNC3K12345")


def test_a_device_is_as_critical_as_its_category_unless_it_is_said(council_id):
    server = made.model(council_id, of=made.category(council_id, criticality=1))

    assert made.asset(of=server).criticality == Criticality.SERVICE
    spare = made.asset(of=server, criticality=Criticality.PERSON)
    assert spare.criticality == Criticality.PERSON


def test_the_first_movement_is_the_registration(council_id, actor):
    asset = made.asset(council_id, actor=actor)

    (movement,) = queries.movements(asset)
    assert current(movement) == current(asset)
    assert (movement.by_name, movement.at) == ("Afisa TEHAMA", MONDAY_MORNING)


def test_a_move_keeps_where_the_device_was(council_id, actor):
    asset = made.asset(council_id)
    before = current(asset)
    holder = factories.user(council_id=council_id)
    to = made.whereabouts(council_id, custodian=holder)

    services.move(asset, to=to, reason="Uhamisho", actor=actor, now=MONDAY_MORNING + HOUR)

    first, last = queries.movements(asset)
    assert current(first) == before
    assert current(last) == current(asset) == (to.location.id, to.department.id, holder.id)
    assert (last.reason, last.by_name) == ("Uhamisho", "Afisa TEHAMA")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(st.tuples(*[st.integers(0, 2)] * 3), max_size=6))
def test_after_any_moves_a_device_is_where_its_last_movement_says(council_id, actor, moves):
    places = [factories.location(council_id) for _ in range(3)]
    departments = [factories.department(council_id) for _ in range(3)]
    people = [None, factories.user(council_id=council_id), factories.user(council_id=council_id)]
    asset = made.asset(council_id)

    for place, department, person in moves:
        to = services.Whereabouts(
            location=places[place], department=departments[department], custodian=people[person]
        )
        services.move(asset, to=to, reason="Uhamisho", actor=actor, now=MONDAY_MORNING)

    movements = queries.movements(asset)
    assert len(movements) == len(moves) + 1
    assert current(movements[-1]) == current(asset)


def test_a_device_that_left_the_register_is_not_moved(council_id, actor):
    asset = made.asset(council_id, status=Status.WRITTEN_OFF)

    with pytest.raises(rules.GoneError):
        services.move(
            asset, to=made.whereabouts(council_id), reason="?", actor=actor, now=MONDAY_MORNING
        )
    assert len(queries.movements(asset)) == 1


def test_a_change_of_status_is_kept_with_its_reason(council_id, actor):
    asset = made.asset(council_id)

    services.set_status(
        asset, status=Status.UNDER_REPAIR, reason="Roller", actor=actor, now=MONDAY_MORNING
    )

    (change,) = queries.status_changes(asset)
    assert (change.from_status, change.to_status) == (Status.IN_SERVICE, Status.UNDER_REPAIR)
    assert (change.reason, change.by_name) == ("Roller", "Afisa TEHAMA")
    assert asset.status is Status.UNDER_REPAIR


def test_a_status_that_may_not_follow_is_refused(council_id, actor):
    asset = made.asset(council_id)

    with pytest.raises(IllegalTransitionError):
        services.set_status(
            asset, status=Status.DISPOSED, reason="?", actor=actor, now=MONDAY_MORNING
        )
    assert (asset.status, list(queries.status_changes(asset))) == (Status.IN_SERVICE, [])


def test_a_correction_changes_the_papers_and_says_in_the_log_what(council_id, actor):
    asset = made.asset(council_id, serial_number="A1", purchase_cost=Decimal(900_000))
    save()
    better = made.model(council_id, name="LaserJet 4003")

    services.change(
        asset,
        services.Facts(model=better, serial_number="a 2", purchase_cost=Decimal(950_000)),
        actor=actor,
        now=MONDAY_MORNING,
    )
    save()

    assert (asset.model, asset.category, asset.serial_number) == (better, better.category, "A2")
    assert "laserjet 4003" in asset.search_text
    changed = json.loads(history("asset", asset.id)[-1].changes)
    assert changed["serial_number"] == ["A1", "A2"]
    assert changed["purchase_cost"] == ["900,000", "950,000"]
    assert changed["model"][1] == "HP LaserJet 4003"
    assert "condition" not in changed


def test_a_correction_may_not_take_the_serial_number_of_another(council_id, actor):
    model = made.model(council_id)
    made.asset(of=model, serial_number="A1")
    asset = made.asset(of=model, serial_number="A2")

    with pytest.raises(rules.SerialTakenError):
        services.change(
            asset,
            services.Facts(model=model, serial_number="A1"),
            actor=actor,
            now=MONDAY_MORNING,
        )

    same = services.Facts(model=model, serial_number="A2", gamis_number="G 1")
    services.change(asset, same, actor=actor, now=MONDAY_MORNING)
    assert asset.gamis_number == "G1"


def test_a_condition_is_changed_once(council_id, actor):
    asset = made.asset(council_id)
    for _ in range(2):
        services.set_condition(asset, condition=Condition.POOR, actor=actor, now=MONDAY_MORNING)

    assert asset.condition is Condition.POOR
    assert acts(asset) == ["asset.register", "asset.condition"]


def test_a_model_is_known_again_however_it_is_typed(council_id, actor):
    known = made.model(council_id, manufacturer="HP", name="LaserJet Pro 4003dn")

    again = services.add_model(
        known.category, manufacturer=" hp ", name="Laserjet  PRO 4003dn", actor=actor
    )

    assert again is known


def test_every_act_is_in_the_log(council_id, actor):
    asset = made.asset(council_id, actor=actor)
    to = made.whereabouts(council_id)
    services.move(asset, to=to, reason="Uhamisho", actor=actor, now=MONDAY_MORNING)
    services.set_status(
        asset, status=Status.IDLE, reason="Haitumiki", actor=actor, now=MONDAY_MORNING
    )

    assert acts(asset) == ["asset.register", "asset.move", "asset.idle"]
