"""Several workers at once, and workers that are killed: one order each, never half of one."""

import signal
import subprocess
import sys
import time
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
WORKER = """
import sys
from datetime import datetime
from helpdesk.app import create_app
from helpdesk.maintenance import jobs

url, moment = sys.argv[1:]
app = create_app({"SECRET_KEY": "for tests only " * 3, "DATABASE_URL": url})
with app.app_context():
    print("ready", flush=True)
    jobs.generate(datetime.fromisoformat(moment))
"""


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


@pytest.mark.slow
def test_a_killed_worker_leaves_no_half_state(app, database, many):
    db.session.rollback()
    command = [sys.executable, "-c", WORKER, database.url, noon(DAY).isoformat()]
    for pause in (0.01, 0.06, 0.15):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:  # noqa: S603
            assert worker.stdout
            worker.stdout.readline()
            time.sleep(pause)
            worker.send_signal(signal.SIGKILL)
        count = len(db.session.scalars(db.select(Occurrence.id)).all())
        check_whole(count)

    run(DAY)

    check_whole(30)
