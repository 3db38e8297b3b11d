from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from helpdesk.accounts.queries import as_actor
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.equipment import services as equipment
from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from helpdesk.maintenance import queries, rules, services
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import MissedPolicy, Mode, PlanState, Reason, State
from helpdesk.maintenance.services import Scope
from helpdesk.maintenance.services.generating import BATCH
from helpdesk.maintenance.services.plans import PastRevisionError
from helpdesk.org import services as org
from helpdesk.org.rules import DayOff
from helpdesk.workorders.models import WorkOrder
from helpdesk.workorders.rules import IllegalTransitionError, Kind
from helpdesk.workorders.rules import Status as OrderStatus
from tests import factories
from tests.equipment import factories as made
from tests.maintenance.factories import (
    JANUARY,
    MONTHLY,
    noon,
    plan,
    run,
    schedule,
    states,
    visits,
)

APRIL = date(2026, 4, 15)


def orders() -> list[WorkOrder]:
    return list(db.session.scalars(db.select(WorkOrder).order_by(WorkOrder.id)))


def done_in_january(officer, actor) -> None:
    """Do the first visit of a plan on its day, and have no power from 10 January on."""
    run(date(2025, 12, 26))
    services.finish(visits()[0], minutes=45, by=officer, actor=actor, now=noon(date(2026, 1, 2)))
    run(date(2026, 1, 10))


@pytest.mark.parametrize(
    ("policy", "restart", "expected"),
    [
        (
            MissedPolicy.COLLAPSE,
            APRIL,
            [("2026-02-02", "missed"), ("2026-03-02", "missed"), ("2026-04-01", "generated")],
        ),
        (
            MissedPolicy.COLLAPSE,
            date(2026, 4, 28),
            [
                ("2026-02-02", "missed"),
                ("2026-03-02", "missed"),
                ("2026-04-01", "missed"),
                ("2026-05-04", "generated"),
            ],
        ),
        (
            MissedPolicy.EACH,
            APRIL,
            [
                ("2026-02-02", "generated"),
                ("2026-03-02", "generated"),
                ("2026-04-01", "generated"),
            ],
        ),
        (
            MissedPolicy.SKIP,
            APRIL,
            [("2026-02-02", "missed"), ("2026-03-02", "missed"), ("2026-04-01", "missed")],
        ),
    ],
)
def test_ninety_days_without_power_lose_nothing(officer, actor, scope, policy, restart, expected):
    plan(officer, scope=scope, missed_policy=policy)
    done_in_january(officer, actor)

    run(restart)

    assert states() == [("2026-01-02", "done_on_time"), *expected]
    assert len(orders()) == 1 + sum(state == "generated" for _due, state in expected)


def test_a_second_run_changes_nothing(officer, actor, scope):
    plan(officer, scope=scope)
    done_in_january(officer, actor)
    run(APRIL)
    before = states()

    run(APRIL)
    run(APRIL + timedelta(days=1))

    assert states() == before
    assert len(orders()) == 2


def test_an_order_waits_without_taking_its_device_away(officer, scope, server):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))

    order = orders()[0]
    assert (order.kind, order.status) == (Kind.PREVENTIVE, OrderStatus.PLANNED)
    assert (order.technician, order.asset) == (officer, server)
    assert server.status is Status.IN_SERVICE


def test_done_work_costs_its_minutes_and_closes_the_promise(officer, actor, scope, server):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))

    services.finish(visits()[0], minutes=45, by=officer, actor=actor, now=noon(date(2026, 1, 20)))

    visit, order = visits()[0], orders()[0]
    assert (visit.state, visit.done_on) == (State.DONE_LATE, date(2026, 1, 20))
    assert (order.status, order.labour[0].minutes) == (OrderStatus.DONE, 45)
    assert server.status is Status.IN_SERVICE
    with pytest.raises(IllegalTransitionError):
        services.finish(visit, minutes=1, by=officer, actor=actor, now=noon(APRIL))


def test_the_next_visit_closes_one_that_nobody_began(officer, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))

    run(date(2026, 1, 27))

    assert states() == [("2026-01-02", "missed"), ("2026-02-02", "generated")]
    assert visits()[0].reason is Reason.SUPERSEDED
    assert [order.status for order in orders()] == [OrderStatus.MISSED, OrderStatus.PLANNED]


def test_a_waived_visit_says_why(officer, actor, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))

    services.waive(visits()[0], note="Ofisi imefungwa", actor=actor, now=noon(JANUARY))

    assert (visits()[0].state, visits()[0].note) == (State.WAIVED, "Ofisi imefungwa")
    assert orders()[0].status is OrderStatus.CANCELLED
    with pytest.raises(IllegalTransitionError):
        services.waive(visits()[0], note="Tena", actor=actor, now=noon(JANUARY))


def test_a_device_that_is_away_is_passed_over(officer, scope, server):
    plan(officer, scope=scope)
    server.status = Status.UNDER_REPAIR

    run(date(2025, 12, 26))

    assert [(one.state, one.reason) for one in visits()] == [(State.WAIVED, Reason.NOT_IN_SERVICE)]
    assert not orders()


@pytest.mark.parametrize(
    ("retired_on", "state", "status"),
    [
        (date(2026, 1, 5), State.WAIVED, OrderStatus.CANCELLED),
        (date(2026, 1, 20), State.MISSED, OrderStatus.MISSED),
    ],
)
def test_a_device_that_left_takes_its_visits_along(
    officer, scope, server, retired_on, state, status
):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    server.status, server.retired_on = Status.DISPOSED, retired_on

    run(date(2026, 2, 25))

    assert [(one.state, one.reason) for one in visits()] == [(state, Reason.RETIRED)]
    assert orders()[0].status is status


def test_a_new_device_takes_part_from_its_next_day_on(officer, scope, council_id, server):
    plan(officer, Rule(JANUARY, 3, Unit.MONTH), scope=scope)
    run(date(2026, 1, 2))
    joined = made.asset(of=server.model, status=Status.IN_SERVICE, in_service_on=date(2026, 2, 10))

    run(date(2026, 3, 26))

    of_joined = [one for one in visits() if one.asset_id == joined.id]
    assert [one.due_on for one in of_joined] == [date(2026, 4, 1)]


def test_what_comes_into_reach_owes_nothing_of_before(officer, council_id, server):
    """An old device that is moved into the place of a plan has not missed its past visits."""
    place = factories.location(council_id)
    plan(officer, scope=Scope(location_id=place.id))
    run(date(2026, 3, 2))
    server.location_id = place.id

    run(date(2026, 3, 26))

    assert states() == [("2026-04-01", "generated")]


def test_a_place_has_all_that_lies_in_it(officer, council_id, server):
    site = factories.location(council_id)
    room = factories.location(
        council_id, parent_id=factories.location(council_id, parent_id=site.id).id
    )
    server.location_id = room.id
    inside = plan(officer, scope=Scope(location_id=site.id))
    other = plan(officer, scope=Scope(location_id=room.id, asset_id=made.asset(of=server.model).id))

    assert list(db.session.scalars(queries.in_scope(inside))) == [server]
    assert not list(db.session.scalars(queries.in_scope(other)))


def test_a_plan_says_which_devices_it_is_for(officer):
    with pytest.raises(IntegrityError):
        plan(officer, scope=Scope())


def test_a_new_holiday_moves_what_nobody_has_begun(officer, actor, scope, council_id):
    plan(officer, scope=scope)
    run(date(2026, 4, 28))
    before = visits()[-1].key
    day_off = DayOff(day=date(2026, 5, 4), name_sw="Sikukuu", name_en="Holiday")

    org.add_holiday(day_off, actor=actor)
    run(date(2026, 4, 28))

    last = visits()[-1]
    assert (last.key, last.due_on, last.window_until) == (
        before,
        date(2026, 5, 5),
        date(2026, 5, 11),
    )
    assert states()[:4] == [
        ("2026-01-02", "missed"),
        ("2026-02-02", "missed"),
        ("2026-03-02", "missed"),
        ("2026-04-01", "missed"),
    ]


def test_a_revision_goes_on_in_the_old_rhythm(officer, actor, scope):
    made_plan = plan(officer, scope=scope)
    run(date(2026, 4, 1))
    quarterly = schedule(officer, Rule(date(2026, 4, 10), 3, Unit.MONTH))

    services.revise(
        made_plan,
        quarterly,
        effective_from=date(2026, 4, 10),
        reason="Muda hautoshi",
        actor=actor,
        now=noon(date(2026, 4, 2)),
    )
    run(date(2026, 6, 30))
    run(date(2026, 9, 30))

    assert states()[-3:] == [
        ("2026-04-01", "missed"),
        ("2026-07-01", "missed"),
        ("2026-10-01", "generated"),
    ]


def test_what_was_handed_out_already_is_planned_anew(officer, actor, scope):
    made_plan = plan(officer, scope=scope)
    run(date(2026, 4, 28))

    services.revise(
        made_plan,
        schedule(officer, MONTHLY, minutes=30),
        effective_from=date(2026, 4, 28),
        reason="Muda umepungua",
        actor=actor,
        now=noon(date(2026, 4, 28)),
    )
    run(date(2026, 4, 28))

    assert [state for due, state in states() if due == "2026-05-04"] == ["replanned", "generated"]
    assert visits()[-1].revision.minutes == 30


def test_the_past_is_not_revised(officer, actor, scope):
    made_plan = plan(officer, scope=scope)

    with pytest.raises(PastRevisionError):
        services.revise(
            made_plan,
            schedule(officer),
            effective_from=JANUARY,
            reason="",
            actor=actor,
            now=noon(APRIL),
        )


def test_a_plan_that_stands_still_promises_nothing(officer, actor, scope):
    made_plan = plan(officer, scope=scope)
    services.set_state(made_plan, PlanState.PAUSED, reason="Likizo", actor=actor, now=noon(JANUARY))
    run(date(2026, 2, 28))
    assert not visits()

    services.set_state(
        made_plan, PlanState.RUNNING, reason="", actor=actor, now=noon(date(2026, 2, 28))
    )
    run(date(2026, 2, 28))

    assert states() == [("2026-03-02", "generated")]


def test_a_stopped_plan_takes_its_open_visits_back(officer, actor, scope):
    made_plan = plan(officer, scope=scope)
    run(date(2025, 12, 26))

    services.set_state(
        made_plan, PlanState.STOPPED, reason="Seva imeondolewa", actor=actor, now=noon(JANUARY)
    )

    assert (visits()[0].state, visits()[0].note) == (State.WAIVED, "Seva imeondolewa")


def test_a_floating_plan_counts_from_the_work(officer, actor, scope):
    plan(officer, scope=scope, mode=Mode.FLOATING)
    run(date(2025, 12, 26))
    services.finish(visits()[0], minutes=30, by=officer, actor=actor, now=noon(date(2026, 1, 31)))
    run(date(2026, 2, 10))
    assert len(visits()) == 1, "too early"

    run(date(2026, 2, 20))

    assert states() == [("2026-01-02", "done_late"), ("2026-02-27", "generated")]
    assert [one.key for one in visits()] == ["L:1", "L:2"]


def test_what_fell_due_while_a_device_was_away_is_due_when_it_is_back(
    officer, actor, scope, server
):
    plan(officer, scope=scope, mode=Mode.FLOATING)
    run(date(2025, 12, 26))
    services.finish(visits()[0], minutes=30, by=officer, actor=actor, now=noon(date(2026, 1, 2)))
    for status, on in (("under_repair", date(2026, 1, 20)), ("in_service", date(2026, 3, 10))):
        said = {"reason": "-", "actor": actor, "now": noon(on)}
        equipment.set_status(server, status=Status(status), **said)
        run(on)

    assert states()[-1] == ("2026-03-10", "generated")


def test_a_chain_goes_on_after_a_waived_visit(officer, actor, scope):
    plan(officer, scope=scope, mode=Mode.FLOATING)
    run(date(2025, 12, 26))
    services.waive(visits()[0], note="Umeme", actor=actor, now=noon(JANUARY))

    run(date(2026, 1, 30))

    assert states() == [("2026-01-02", "waived"), ("2026-02-02", "generated")]


def test_a_late_visit_waives_the_next(officer, actor, scope):
    plan(officer, scope=scope, min_gap_percent=25)
    run(date(2025, 12, 26))
    services.finish(visits()[0], minutes=30, by=officer, actor=actor, now=noon(date(2026, 1, 28)))

    run(date(2026, 1, 29))

    assert visits()[-1].reason is Reason.TOO_SOON
    run(date(2026, 2, 25))
    assert states()[-1] == ("2026-03-02", "generated")


def test_every_device_has_its_visit_however_many_there_are(officer, scope, server):
    for _number in range(BATCH):
        made.asset(of=server.model, status=Status.IN_SERVICE)
    plan(officer, scope=scope)

    run(date(2025, 12, 26))

    assert len(orders()) == BATCH + 1


def test_a_plan_that_fails_says_why_and_stops_no_other(officer, scope, server):
    broken = plan(officer, scope=scope)
    sound = plan(officer, scope=scope)
    broken.revisions[0].season_from = "katikati"
    broken_id, sound_id = broken.id, sound.id

    run(date(2025, 12, 26))

    assert "ValueError" in queries.plan_alone(broken_id).error
    assert [one.plan_id for one in visits()] == [sound_id]
    queries.plan_alone(broken_id).revisions[0].season_from = ""
    run(date(2025, 12, 26))
    assert queries.plan_alone(broken_id).error == ""
    assert len(visits()) == 2


def test_nothing_is_promised_twice(officer, scope):
    plan(officer, scope=scope)
    run(date(2025, 12, 26))
    first = visits()[0]
    names = {column.name for column in Occurrence.__table__.columns} - {"id", "work_order_id"}
    copied = {name: getattr(first, name) for name in names} | {"state": State.MISSED}
    db.session.add(Occurrence(**copied))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_whoever_may_see_devices_sees_what_became_of_their_visits(officer, actor, scope):
    plan(officer, scope=scope)
    run(date(2026, 4, 28))

    states_due = queries.states_due(
        actor, date(2026, 1, 1), date(2026, 3, 31), today=date(2026, 4, 28)
    )

    assert rules.compliance(states_due).due == 3
    asker = factories.user(council_id=officer.council_id)
    stranger = factories.user("technician", council_id=factories.council(code="XYZ").id)
    for person in (asker, stranger):
        assert not queries.states_due(as_actor(person), JANUARY, APRIL, today=APRIL)


def test_no_plan_is_made_whose_visits_overtake_each_other(officer, scope):
    hasty = replace(MONTHLY, lead_days=30)

    with pytest.raises(rules.InconsistentRuleError):
        plan(officer, hasty, scope=scope)
