"""Background jobs: features declare them, and whichever process ticks first runs what is due."""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger
from flask_babel.speaklater import LazyString
from sqlalchemy import Update, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra import clock
from helpdesk.infra.db import Model, db, insert_into
from helpdesk.infra.transactions import transaction

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=1)
RETRY = timedelta(minutes=5)
Work = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    cron: str
    work: Work
    title: LazyString | str = ""

    def due_after(self, moment: datetime) -> datetime:
        trigger = CronTrigger.from_crontab(self.cron, timezone=clock.ZONE)
        due: datetime = trigger.get_next_fire_time(moment, moment)
        return due.astimezone(UTC)


class JobState(Model):
    """When a job is next due, and who runs it now; a lease ends by itself if its holder dies."""

    __tablename__ = "job_state"

    name: Mapped[str] = mapped_column(primary_key=True)
    cron: Mapped[str]
    next_due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    last_started_at: Mapped[datetime | None]
    last_finished_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    went_well_at: Mapped[datetime | None]

    @property
    def seconds(self) -> float | None:
        """How long the last run took; None while it runs, and before the first."""
        if self.last_started_at is None or self.last_finished_at is None:
            return None
        took = (self.last_finished_at - self.last_started_at).total_seconds()
        return took if took >= 0 else None


_jobs: dict[str, Job] = {}


def job(name: str, *, cron: str, title: LazyString | str = "") -> Callable[[Work], Work]:
    """Declare a job; `cron` has five fields in local time, with weekdays by name.

    `title` is what people call it.
    """

    def declare(work: Work) -> Work:
        if name in _jobs:
            raise ValueError(f"job {name!r} is declared twice")
        _jobs[name] = Job(name, cron, work, title or name)
        return work

    return declare


def declared_jobs() -> tuple[Job, ...]:
    return tuple(_jobs.values())


def states() -> dict[str, JobState]:
    return {state.name: state for state in db.session.scalars(select(JobState))}


def failed() -> list[str]:
    """Return the names of the jobs that failed when they ran last; each is tried again."""
    wrong = select(JobState.name).where(JobState.last_error.is_not(None))
    known = db.session.scalars(wrong.order_by(JobState.name))
    return [name for name in known if name in _jobs]


def make_due(name: str, now: datetime) -> None:
    """Let whichever process ticks first run a job; one that runs at this moment goes on.

    One that failed does not wait until it would be tried again.
    """
    rests = JobState.last_error.is_not(None), JobState.last_finished_at >= JobState.last_started_at
    own = update(JobState).where(JobState.name == name)
    db.session.execute(own.where(*rests).values(claimed_until=None))
    db.session.execute(own.where(JobState.next_due_at > now).values(next_due_at=now))


def last_error(name: str) -> str:
    """Return how a job failed the last time that it ran, or "" where it did not."""
    failed = select(JobState.last_error).where(JobState.name == name)
    return db.session.scalar(failed) or ""


def run_if_due(job: Job, now: datetime) -> bool:
    """Run `job` once for all the times that it has missed, unless another process has it.

    Claim, work and finish are three transactions, and the work opens its own.
    """
    if not _claim(job, now):
        return False
    logger.info("running %s", job.name)
    try:
        job.work(now)
        well = {"last_error": None, "went_well_at": now}
        _finish(job, next_due_at=job.due_after(now), claimed_until=None, **well)
    except Exception as error:
        db.session.remove()
        _finish(job, claimed_until=now + RETRY, last_error=f"{type(error).__name__}: {error}")
        raise
    return True


def _claim(job: Job, now: datetime) -> bool:
    free = or_(JobState.claimed_until.is_(None), JobState.claimed_until <= now)
    with transaction():
        _make_known(job, now)
        claimed = db.session.scalar(
            _change(job)
            .where(JobState.next_due_at <= now, free)
            .values(claimed_until=now + LEASE, claimed_by=_here(), last_started_at=now)
            .returning(JobState.name)
        )
    return claimed is not None


def _make_known(job: Job, now: datetime) -> None:
    """Give a new job its first time, and one with a changed cron its new one."""
    row = {"cron": job.cron, "next_due_at": job.due_after(now)}
    insert = insert_into(JobState).values(name=job.name, **row)
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["name"], set_=row, where=JobState.cron != job.cron
        )
    )


def _finish(job: Job, **outcome: object) -> None:
    with transaction():
        db.session.execute(
            _change(job)
            .where(JobState.claimed_by == _here())
            .values(last_finished_at=clock.now(), **outcome)
        )


def _change(job: Job) -> Update:
    return update(JobState).where(JobState.name == job.name)


def _here() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
