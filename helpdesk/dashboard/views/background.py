"""What the program does by itself: when each job ran last, when it runs next, and what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.audit.services import record
from helpdesk.dashboard import permissions
from helpdesk.dashboard.forms import RunForm
from helpdesk.dashboard.views.blueprint import bp
from helpdesk.infra import clock, scheduling
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.db import db
from helpdesk.infra.notices import done
from helpdesk.infra.scheduling import Job, JobState
from helpdesk.org.models import Council

PATIENCE = timedelta(minutes=10)  # a worker that lives begins what is due within one


@dataclass(frozen=True, slots=True)
class Row:
    job: Job
    state: JobState | None
    is_late: bool
    form: RunForm


@bp.get("/jobs")
@requires(permissions.JOBS)
def list_jobs() -> ResponseReturnValue:
    known, now = scheduling.states(), clock.now()
    jobs = sorted(scheduling.declared_jobs(), key=lambda one: str(one.title))
    rows = [_row(job, known.get(job.name), now) for job in jobs]
    return render_template("dashboard/list_jobs.html", rows=rows)


@bp.post("/jobs/<job_name>/run")
@requires(permissions.RUN_JOBS)
def run_job(job_name: str) -> ResponseReturnValue:
    """Let the next tick of the worker run a job, whenever it was due."""
    job = next((one for one in scheduling.declared_jobs() if one.name == job_name), None)
    if job is None:
        abort(404)
    if not RunForm().validate_on_submit():
        abort(409)
    scheduling.make_due(job.name, clock.now())
    actor = current_actor()
    council = db.session.get_one(Council, actor.council_id)
    record(actor, "council.run_job", council, {"name": [None, job.name]})
    done(_("%(name)s: this begins within a minute.", name=job.title))
    return redirect(url_for(".list_jobs"), code=303)


def _row(job: Job, state: JobState | None, now: datetime) -> Row:
    is_late = state is not None and state.next_due_at < now - PATIENCE
    return Row(job, state, is_late, RunForm())
