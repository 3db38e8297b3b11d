"""The one list of features: what the web server, the worker and the tests go through."""

import click
from flask import Blueprint

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
from helpdesk.equipment import models as equipment_models
from helpdesk.org import models as org_models
from helpdesk.org.queries import masthead as masthead
from helpdesk.outbox import jobs as outbox_jobs
from helpdesk.outbox import models as outbox_models
from helpdesk.stock import models as stock_models
from helpdesk.tickets import models as tickets_models
from helpdesk.tickets import panels as tickets_panels
from helpdesk.tickets.views import bp as tickets_bp
from helpdesk.workorders import models as workorders_models

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
JOBS = (attachments_jobs, outbox_jobs)
PANELS = (
    audit_panels,
    tickets_panels,
)
BLUEPRINTS: tuple[Blueprint, ...] = (accounts_bp, attachments_bp, audit_bp, tickets_bp)
COMMANDS: tuple[click.Command, ...] = (user, audit)
DRAFT_FILES = DraftFiles()
