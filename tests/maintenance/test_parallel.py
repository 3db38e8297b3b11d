"""Several workers at once, and workers that are killed: one order each, never half of one."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from helpdesk.equipment.rules import Status
from helpdesk.infra.db import db
from helpdesk.maintenance import jobs
from helpdesk.maintenance.models import Occurrence
from helpdesk.maintenance.rules import State
from helpdesk.workorders.models import WorkOrder
from tests.equipment import factories as made
from tests.maintenance.factories import noon, plan, run

DAY = date(2025, 12, 26)
WORKERS = """
import os, signal, sys, time
from datetime import datetime
from helpdesk.app import create_app
from helpdesk.maintenance import jobs

url, moment, *pauses = sys.argv[1:]
app = create_app({"SECRET_KEY": "for tests only " * 3, "DATABASE_URL": url})
for pause in map(float, pauses):
    worker = os.fork()
    if not worker:
        with app.app_context():
            jobs.generate(datetime.fromisoformat(moment))
        os._exit(0)
    time.sleep(pause)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
"""
PAUSES = ("0.02", "0.05", "0.08", "0.12", "0.2")


@pytest.fixture
def many(server, officer, scope):
    """A plan for thirty devices."""
    for _number in range(29):
        made.asset(of=server.model, status=Status.IN_SERVICE)
    return plan(officer, scope=scope).id


def check_whole(expected: int) -> None:
    """Each promise has its order, each order its promise, and no number is missing."""
    db.session.rollback()
    visits = db.session.scalars(db.select(Occurrence)).all()
    orders = db.session.scalars(db.select(WorkOrder).order_by(WorkOrder.reference)).all()
    assert {one.state for one in visits} <= {State.GENERATED}
    assert {one.work_order_id for one in visits} == {one.id for one in orders}
    numbers = [int(one.reference.rsplit("/", 1)[1]) for one in orders]
    assert numbers == list(range(1, len(visits) + 1))
    assert len(visits) == expected


def test_four_workers_at_once_give_one_order_each(app, many):
    def work(_worker: int) -> None:
        with app.app_context():
            jobs.generate(noon(DAY))

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    check_whole(30)


def test_killed_workers_leave_no_half_state(database, many):
    db.session.rollback()
    workers = [sys.executable, "-c", WORKERS, database.url, noon(DAY).isoformat(), *PAUSES]
    subprocess.run(workers, check=True, timeout=60)  # noqa: S603

    check_whole(len(db.session.scalars(db.select(Occurrence.id)).all()))
    run(DAY)

    check_whole(30)
