"""Print what handing out the work of very many plans takes, then kill workers while they do it.

Run with `python -m bench.maintenance [--devices 20000] [--plans 10] [--kills 100]`. The council is
made anew in a folder that is gone afterwards; HELPDESK_DATABASE_URL may name an empty database of
another kind.
"""

import os
import random
import resource
import secrets
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from sqlalchemy import func, insert, select

from helpdesk.accounts.queries import people_with
from helpdesk.app import create_app
from helpdesk.core.recurrence import Rule, Unit
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.maintenance import jobs, services
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.services import Schedule, Scope
from helpdesk.start import prepare
from helpdesk.workorders.models import WorkOrder

CHUNK = 2000
BEGUN = date(2026, 1, 1)
GOAL = 60  # seconds
LONGEST_PAUSE = 0.5


@click.command()
@click.option("--devices", default=20_000, show_default=True)
@click.option("--plans", default=10, show_default=True)
@click.option("--kills", default=100, show_default=True)
def main(devices: int, plans: int, kills: int) -> None:
    with TemporaryDirectory() as folder:
        password = secrets.token_urlsafe()
        os.environ |= {"HELPDESK_INSTANCE": folder, "HELPDESK_DEMO_PASSWORD": password}
        words = [sys.executable, "-m", "helpdesk", "demo", "--size", "small"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        app = create_app()
        with app.app_context():
            prepare()
            _fill(devices, plans)
        _kill(app, kills, month=1)
        _time(app, month=2)


def _fill(devices: int, plans: int) -> None:
    """Copy one device very often, and make plans for its model."""
    with transaction():
        asset = db.session.scalars(select(Asset).where(Asset.status == Status.IN_SERVICE)).first()
        if asset is None:
            raise click.ClickException("the sample has no device in service")
        columns = {column.name: getattr(asset, column.name) for column in Asset.__table__.columns}
        for first in range(0, devices, CHUNK):
            numbers = range(first, min(first + CHUNK, devices))
            db.session.execute(insert(Asset), [_copy(columns, number) for number in numbers])
        program = the_program(asset.council_id)
        officer = people_with(program, Role.TECHNICIAN)[0]
        for number in range(plans):
            services.add_plan(
                (f"Mpango {number}", f"Plan {number}"),
                Scope(model_id=asset.model_id),
                Schedule(rule=Rule(BEGUN, 1, Unit.MONTH), minutes=30, responsible=officer),
                starts_on=BEGUN,
                actor=program,
            )


def _copy(columns: dict[str, Any], number: int) -> dict[str, Any]:
    own = {"asset_tag": f"X/{number}", "label_code": f"X-{number}", "serial_number": f"X{number}"}
    copied = {**columns, **own}
    del copied["id"]
    return copied


def _kill(app: Flask, times: int, *, month: int) -> None:
    """Kill workers at any moment; what they leave is whole, or it is reported."""
    chance = random.Random(1)  # noqa: S311
    for _time_of_it in range(times):
        worker = os.fork()
        if not worker:
            _work(app, month)
            os._exit(0)
        time.sleep(chance.uniform(0, LONGEST_PAUSE))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    click.echo(f"{times} kills: {_counted(app)}")


def _work(app: Flask, month: int) -> None:
    with app.app_context():
        db.engine.dispose(close=False)  # a connection of the parent is not this process's
        jobs.generate(datetime(2026, month, 2, 9, tzinfo=UTC))


def _counted(app: Flask) -> str:
    """Say how many promises, orders and halves there are."""
    with app.app_context():
        halves = select(func.count()).where(Occurrence.state == "projected")
        promised = select(func.count()).where(Occurrence.work_order_id.is_not(None))
        alone = select(func.count(WorkOrder.id)).where(
            WorkOrder.problem == "service_due",
            WorkOrder.id.not_in(
                select(Occurrence.work_order_id).where(Occurrence.work_order_id.is_not(None))
            ),
        )
        counts = [db.session.scalar(one) for one in (promised, halves, alone)]
    return "{} visits with their order, {} without, {} orders alone".format(*counts)


def _time(app: Flask, *, month: int) -> None:
    begun = time.perf_counter()
    _work(app, month)
    passed = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(f"one run: {passed:.0f} s (goal: {GOAL}), {memory} MB at most; {_counted(app)}")


if __name__ == "__main__":
    main()
