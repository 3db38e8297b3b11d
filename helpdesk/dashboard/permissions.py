"""Who sees the figures of the whole."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import Role, declare

HOME = declare("dashboard.home", _l("Open the home page"), *Role)
VIEW = declare(
    "dashboard.view",
    _l("See the dashboard"),
    Role.MANAGER,
    Role.HEAD,
    Role.TECHNICIAN,
    Role.AUDITOR,
)
JOBS = declare(
    "dashboard.jobs",
    _l("See what the program does by itself, and what failed"),
    Role.ADMINISTRATOR,
    Role.HEAD,
    Role.TECHNICIAN,
)
RUN_JOBS = declare("dashboard.run_jobs", _l("Let a background job run at once"), Role.ADMINISTRATOR)
