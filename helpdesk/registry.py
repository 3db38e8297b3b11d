"""The one list of features: what the web server, the worker and the tests go through."""

import click
from flask import Blueprint

from helpdesk.accounts import jobs as accounts_jobs
from helpdesk.accounts import models as accounts_models
from helpdesk.accounts.commands import user
from helpdesk.accounts.queries import find_actor as find_actor
from helpdesk.accounts.views import bp as accounts_bp
from helpdesk.attachments import jobs as attachments_jobs
from helpdesk.attachments import models as attachments_models
from helpdesk.attachments.services import DraftFiles
from helpdesk.attachments.views import bp as attachments_bp
from helpdesk.audit import models as audit_models
from helpdesk.audit import panels as audit_panels
from helpdesk.audit.commands import audit
from helpdesk.audit.views import bp as audit_bp
from helpdesk.backup import jobs as backup_jobs
from helpdesk.backup.commands import backup, check, restore
from helpdesk.dashboard.views import bp as dashboard_bp
from helpdesk.equipment import models as equipment_models
from helpdesk.equipment import panels as equipment_panels
from helpdesk.equipment.views import bp as equipment_bp
from helpdesk.manual.views import bp as manual_bp
from helpdesk.org import models as org_models
from helpdesk.org.queries import masthead as masthead
from helpdesk.org.views import bp as org_bp
from helpdesk.outbox import jobs as outbox_jobs
from helpdesk.outbox import models as outbox_models
from helpdesk.reminders import listeners as reminders_listeners
from helpdesk.reports import reports as reports_reports
from helpdesk.reports.commands import report
from helpdesk.reports.views import bp as reports_bp
from helpdesk.setup.commands import demo, setup
from helpdesk.setup.views import bp as setup_bp
from helpdesk.stock import models as stock_models
from helpdesk.stock.views import bp as stock_bp
from helpdesk.tickets import models as tickets_models
from helpdesk.tickets import panels as tickets_panels
from helpdesk.tickets.views import bp as tickets_bp
from helpdesk.workorders import models as workorders_models
from helpdesk.workorders import panels as workorders_panels
from helpdesk.workorders.views import bp as workorders_bp

MODELS = (
    accounts_models,
    attachments_models,
    audit_models,
    equipment_models,
    org_models,
    outbox_models,
    stock_models,
    tickets_models,
    workorders_models,
)
JOBS = (accounts_jobs, attachments_jobs, backup_jobs, outbox_jobs)
PANELS = (
    audit_panels,
    equipment_panels,
    tickets_panels,
    workorders_panels,
)
BLUEPRINTS: tuple[Blueprint, ...] = (
    reports_bp,
    dashboard_bp,
    accounts_bp,
    attachments_bp,
    audit_bp,
    equipment_bp,
    manual_bp,
    org_bp,
    setup_bp,
    stock_bp,
    tickets_bp,
    workorders_bp,
)
COMMANDS: tuple[click.Command, ...] = (
    setup,
    demo,
    report,
    backup,
    restore,
    check,
    user,
    audit,
)
REPORTS = (reports_reports,)
LISTENERS = (reminders_listeners,)
DRAFT_FILES = DraftFiles()
