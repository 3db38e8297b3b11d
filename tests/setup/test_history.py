"""What happens in the sample council: much, in order, and never what cannot be."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from helpdesk.core.local_time import ZONE, local_date
from helpdesk.setup.imports.files import rows
from helpdesk.setup.imports.sample import neighbour_council, sample_council
from helpdesk.setup.rules.acts import (
    Confirmed,
    Issued,
    Opened,
    Received,
    Registered,
    Repaired,
    Replied,
    Resolved,
    TicketAct,
)
from helpdesk.setup.rules.history import history
from helpdesk.setup.rules.values import WHO_CAN_SIGN_IN

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
MOMENTS = [
    NOW,
    datetime(2026, 7, 1, 4, tzinfo=UTC),
    datetime(2027, 1, 3, 22, 59, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 12, 28, 3, tzinfo=UTC),
]


@cache
def large():
    return history(sample_council(), now=NOW, tickets=1520, seed=1)


def of_kind(kind, acts=None):
    return [act for act in acts or large() if isinstance(act, kind)]


def test_it_is_as_large_as_a_council():
    sample = sample_council()

    assert len(sample.offices) >= 200
    assert len(of_kind(Registered)) >= 640
    assert {act.device.model.name for act in of_kind(Registered)} == {
        model.name for model in sample.models
    }
    assert len(of_kind(Opened)) >= 1500
    assert len(of_kind(Repaired)) >= 700
    assert (NOW - of_kind(Opened)[0].at).days >= 410


def test_the_same_seed_tells_the_same():
    again = history(sample_council(), now=NOW, tickets=1520, seed=1)
    other = history(sample_council(), now=NOW, tickets=1520, seed=2)

    assert again == large()
    assert other != large()


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_acts_come_in_order_and_none_is_yet_to_come(now, seed):
    for sample, tickets in ((sample_council().of_few(), 90), (neighbour_council(), 12)):
        acts = history(sample, now=now, tickets=tickets, seed=seed)

        assert all(before.at <= after.at for before, after in pairwise(acts))
        assert acts[-1].at <= now
        assert len(of_kind(Opened, acts)) == tickets


def test_the_backlog_is_one_that_two_officers_may_have():
    ended = {act.ticket for act in of_kind(Resolved)}
    left = [act for act in of_kind(Opened) if act.ticket not in ended]

    assert 40 <= len(left) <= 140


def test_some_tickets_are_solved_but_not_confirmed():
    last = {}
    for act in of_kind(TicketAct):
        if not isinstance(act, Replied):
            last[act.ticket] = type(act)

    assert Counter(last.values())[Resolved] >= 5
    assert Counter(last.values())[Confirmed] > 1250


def test_every_request_of_the_files_is_told_in_its_own_words():
    told = {(act.subject, act.description) for act in of_kind(Opened)}

    assert {(row["title"], row["description"]) for row in rows("tickets")} <= told


def test_every_repair_of_a_device_of_ours_is_told():
    """Of attendance machines, cameras and telephones there is none among the 30 models."""
    told = {act.repair.number for act in of_kind(Repaired)}

    assert {int(row["no"]) for row in rows("repair_logs")} - told == {38, 39, 40}


def test_pos_machines_fail_on_market_days():
    days = Counter(local_date(act.at).weekday() for act in of_kind(Opened) if act.category == "POS")

    assert days[2] > 2 * max(days[0], days[1], days[3], days[4])
    assert days[5] > 10, "on a Saturday, when hardly anybody else works"


def test_printers_fail_at_the_end_of_quarters():
    days = [local_date(act.at) for act in of_kind(Opened) if act.category == "VIF-PRI"]
    ends = [day for day in days if day.month in {3, 6, 9, 12} and day.day > 15]

    assert len(ends) / len(days) > 1.4 * 5 * 15 / (14 * 30)


def test_people_ask_in_office_hours_and_now_and_then_around_them():
    hours = [act.at.astimezone(ZONE).hour for act in of_kind(Opened)]
    usual = [hour for hour in hours if 7 <= hour <= 15]

    assert 90 < 100 * len(usual) / len(hours) < 100


def test_nothing_leaves_the_store_that_is_not_there():
    left: dict[str, Decimal] = defaultdict(Decimal)
    for act in large():
        match act:
            case Received():
                left[act.part] += act.quantity
            case Repaired():
                for one in act.repair.parts:
                    left[one.part] -= one.quantity
            case Issued():
                for one in act.parts:
                    left[one.part] -= one.quantity
        assert min(left.values(), default=0) >= 0


def test_those_who_are_named_to_whoever_looks_around_are_in_the_files():
    offices = (*sample_council().offices, *neighbour_council().offices)

    assert {office.username for office in offices if office.is_known} == set(WHO_CAN_SIGN_IN)


def test_the_second_council_is_another_one():
    ours, theirs = sample_council(), neighbour_council()

    assert ours.founding.council.code != theirs.founding.council.code
    assert not {one.username for one in ours.offices} & {one.username for one in theirs.offices}
