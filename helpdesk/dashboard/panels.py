"""A warning, on the home page too, as long as a job that failed has not run well again."""

from flask import render_template

from helpdesk.dashboard import permissions
from helpdesk.infra import scheduling
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel


@panel("dashboard.top", order=5)
@panel("dashboard.figures", order=5)
def failed_jobs(_page: object) -> str:
    if not can(current_actor(), permissions.JOBS):
        return ""
    titles = {job.name: job.title for job in scheduling.declared_jobs()}
    failed = [titles[name] for name in scheduling.failed()]
    return render_template("dashboard/_failed_jobs.html", failed=failed) if failed else ""
