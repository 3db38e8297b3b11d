"""Try random operations on devices, and see after each round that nobody's holdings are wrong.

The holder and place of a device are those of its last movement, its state that of its last change,
it is out on one paper at most, and nothing bought is used before it is installed. Run with
`python -m bench.custody [--operations 10000]`; the council is made anew in a folder that is gone
afterwards, and HELPDESK_DATABASE_URL may name an empty database of another kind.
"""

import os
import random
import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory
from time import monotonic

import click
from sqlalchemy import select

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.app import create_app
from helpdesk.core.transitions import IllegalTransitionError
from helpdesk.custody import rules, services
from helpdesk.custody.models import HandoverLine
from helpdesk.custody.rules import LENT, TO_SOMEBODY, Kind
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import movements, status_changes
from helpdesk.equipment.rules import IN_USE, NotInstalledError, Status
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.start import prepare
from helpdesk.vendors.models import Vendor

ROUND = 100
OFTEN_BY_HAND = 0.15
REFUSALS = (
    IllegalTransitionError,
    NotInstalledError,
    rules.MoreThanOneHolderError,
    rules.NotFittingError,
)
BY_HAND = (Status.IN_STORE, Status.IN_SERVICE, Status.IDLE, Status.UNDER_REPAIR, Status.LOANED)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the operations are about; the first of the people does all of them."""

    assets: Sequence[Asset]
    people: Sequence[User]
    workshop: Vendor
    now: datetime


def happens(chance: random.Random, world: World) -> bool:
    """Try something with one of the devices; what is refused leaves it as it was."""
    asset = chance.choice(world.assets)
    before = asset.custodian_id, asset.location_id, asset.status
    try:
        _some_act(chance, asset, world)
    except REFUSALS:
        if (asset.custodian_id, asset.location_id, asset.status) != before:
            raise AssertionError(f"{asset.asset_tag} was changed by what was refused") from None
        return False
    return True


def check(world: World) -> None:
    """Raise AssertionError where a device is not as its history says."""
    for asset in world.assets:
        moved, changes = movements(asset)[-1], status_changes(asset)
        where = asset.custodian_id, asset.location_id, asset.department_id
        _hold(asset, where == (moved.custodian_id, moved.location_id, moved.department_id))
        _hold(asset, not changes or changes[-1].to_status is asset.status)
        _hold(asset, not (asset.must_be_installed and asset.status in IN_USE))
        lines = select(HandoverLine).where(HandoverLine.asset_id == asset.id)
        _hold(asset, sum(line.is_out for line in db.session.scalars(lines)) <= 1)


def _hold(asset: Asset, is_so: bool) -> None:
    if not is_so:
        raise AssertionError(f"{asset.asset_tag} is not as its history says")


def _some_act(chance: random.Random, asset: Asset, world: World) -> None:
    by = world.people[0]
    actor, now = as_actor(by), world.now
    if chance.random() < OFTEN_BY_HAND:
        status = chance.choice(BY_HAND)
        equipment.set_status(asset, status=status, reason="", actor=actor, now=now)
        return
    kind = chance.choice(list(Kind))
    given = [services.Given(asset, asset.condition)]
    paper = _paper(kind, asset, chance.choice(world.people), world)
    services.hand_over(paper, given, by=by, actor=actor, now=now)


def _paper(kind: Kind, asset: Asset, person: User, world: World) -> services.Paper:
    is_bench = kind is Kind.REPAIR_BENCH
    custodian = person if kind in (*TO_SOMEBODY, Kind.RETURN) else None
    to = Whereabouts(location=asset.location, department=asset.department, custodian=custodian)
    due_on = clock.local_date(world.now + timedelta(days=14)) if kind in LENT else None
    return services.Paper(
        kind=kind,
        to=None if is_bench else to,
        due_on=due_on,
        workshop=world.workshop if is_bench else None,
    )


@click.command()
@click.option("--operations", type=int, default=10_000, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True)
def main(operations: int, seed: int) -> None:
    with TemporaryDirectory() as folder:
        os.environ |= {"HELPDESK_INSTANCE": folder, "HELPDESK_DEMO_PASSWORD": secrets.token_hex()}
        subprocess.run([sys.executable, "-m", "helpdesk", "demo"], check=True, capture_output=True)
        with create_app().app_context():
            prepare()
            _walk(random.Random(seed), operations)  # noqa: S311


def _walk(chance: random.Random, operations: int) -> None:
    done, began = 0, monotonic()
    for _round in range(operations // ROUND):
        with transaction():
            world = _sample()
            done += sum(happens(chance, world) for _ in range(ROUND))
            check(world)
        db.session.expunge_all()  # a session that knows ever more would grow slow
    refused, took = operations - done, monotonic() - began
    click.echo(f"{operations} operations, {refused} of them refused, all true; {took:.0f} s")


def _sample() -> World:
    """Return devices in all states, those that wait for installation among them."""
    officer = db.session.scalars(select(User).where(User.username == "afisa")).one()
    own = Asset.council_id == officer.council_id
    ready = select(Asset).where(own, ~Asset.must_be_installed, Asset.status.in_(BY_HAND))
    waiting = select(Asset).where(own, Asset.must_be_installed)
    staff = select(User).where(User.council_id == officer.council_id, User.id != officer.id)
    return World(
        assets=[
            *db.session.scalars(ready.order_by(Asset.id).limit(12)),
            *db.session.scalars(waiting.order_by(Asset.id).limit(2)),
        ],
        people=[officer, *db.session.scalars(staff.order_by(User.id).limit(3))],
        workshop=db.session.scalars(select(Vendor).where(Vendor.is_workshop).limit(1)).one(),
        now=clock.now(),
    )


if __name__ == "__main__":
    main()
