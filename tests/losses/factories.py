"""Losses with as little said about them as a test needs."""

from datetime import date, datetime
from typing import Any

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.losses import services
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import Kind
from tests.factories import MONDAY_MORNING

DAY = date(2026, 3, 1)


def told(**given: Any) -> services.Told:
    said: dict[str, Any] = {
        "kind": Kind.LOST,
        "happened_on": DAY,
        "circumstances": "Haikuonekana asubuhi",
    }
    return services.Told(**{**said, **given})


def loss(of: Asset, *, by: User, now: datetime = MONDAY_MORNING, **given: Any) -> Loss:
    return services.report(of, told(**given), actor=as_actor(by), now=now)


def found(one: Loss, *, by: User, on: date = DAY) -> Loss:
    recovery = services.Recovery(
        found_on=on,
        found_where="Kituo cha Polisi",
        found_by="Afisa wa Polisi",
        condition=Condition.POOR,
        store=one.location,
    )
    services.find_again(one, recovery, actor=as_actor(by), now=MONDAY_MORNING)
    return one


def proposed(one: Loss, *, by: User) -> Loss:
    act: dict[str, Any] = {"proposer": by, "actor": as_actor(by), "now": MONDAY_MORNING}
    services.propose(one, "Polisi wamefunga jalada", **act)
    return one


def written_off(one: Loss, *, by: User) -> Loss:
    act: dict[str, Any] = {"decider": by, "actor": as_actor(by), "now": MONDAY_MORNING}
    services.write_off(one, "CMT/14", "", **act)
    return one
