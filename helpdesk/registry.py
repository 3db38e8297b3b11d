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
from helpdesk.audit import listeners as audit_listeners
from helpdesk.audit import models as audit_models
from helpdesk.audit import panels as audit_panels
from helpdesk.audit.commands import audit
from helpdesk.audit.views import bp as audit_bp
from helpdesk.backup import jobs as backup_jobs
from helpdesk.backup.commands import backup, check, restore
from helpdesk.checklists import models as checklists_models
from helpdesk.contracts import models as contracts_models
from helpdesk.contracts import panels as contracts_panels
from helpdesk.contracts.views import bp as contracts_bp
from helpdesk.custody import models as custody_models
from helpdesk.custody import panels as custody_panels
from helpdesk.custody.views import bp as custody_bp
from helpdesk.dashboard import panels as dashboard_panels
from helpdesk.dashboard.views import bp as dashboard_bp
from helpdesk.disposals import models as disposals_models
from helpdesk.disposals import panels as disposals_panels
from helpdesk.disposals.views import bp as disposals_bp
from helpdesk.equipment import listeners as equipment_listeners
from helpdesk.equipment import models as equipment_models
from helpdesk.equipment import panels as equipment_panels
from helpdesk.equipment.commands import brought
from helpdesk.equipment.views import bp as equipment_bp
from helpdesk.estimates import models as estimates_models
from helpdesk.estimates import panels as estimates_panels
from helpdesk.estimates.views import bp as estimates_bp
from helpdesk.inbox import jobs as inbox_jobs
from helpdesk.inbox import models as inbox_models
from helpdesk.inbox import panels as inbox_panels
from helpdesk.inbox.commands import mail
from helpdesk.inbox.views import bp as inbox_bp
from helpdesk.infra.documents.lists import head_papers_with
from helpdesk.inspections import models as inspections_models
from helpdesk.inspections import panels as inspections_panels
from helpdesk.inspections.views import bp as inspections_bp
from helpdesk.kinds import listeners as kinds_listeners
from helpdesk.kinds import models as kinds_models
from helpdesk.kinds import panels as kinds_panels
from helpdesk.kinds.views import bp as kinds_bp
from helpdesk.knowledge import models as knowledge_models
from helpdesk.knowledge import panels as knowledge_panels
from helpdesk.knowledge.views import bp as knowledge_bp
from helpdesk.losses import models as losses_models
from helpdesk.losses import panels as losses_panels
from helpdesk.losses.views import bp as losses_bp
from helpdesk.maintenance import jobs as maintenance_jobs
from helpdesk.maintenance import listeners as maintenance_listeners
from helpdesk.maintenance import models as maintenance_models
from helpdesk.maintenance import panels as maintenance_panels
from helpdesk.maintenance.views import bp as maintenance_bp
from helpdesk.manual.views import bp as manual_bp
from helpdesk.org import models as org_models
from helpdesk.org.commands import holidays
from helpdesk.org.queries import masthead as masthead
from helpdesk.org.reports import letterhead
from helpdesk.org.views import bp as org_bp
from helpdesk.outbox import jobs as outbox_jobs
from helpdesk.outbox import models as outbox_models
from helpdesk.outbox.views import bp as outbox_bp
from helpdesk.procurement import listeners as procurement_listeners
from helpdesk.procurement import models as procurement_models
from helpdesk.procurement import panels as procurement_panels
from helpdesk.procurement.views import bp as procurement_bp
from helpdesk.reminders import jobs as reminders_jobs
from helpdesk.reminders import listeners as reminders_listeners
from helpdesk.reminders import models as reminders_models
from helpdesk.reminders import panels as reminders_panels
from helpdesk.reminders.views import bp as reminders_bp
from helpdesk.repairs import models as repairs_models
from helpdesk.repairs import panels as repairs_panels
from helpdesk.repairs.views import bp as repairs_bp
from helpdesk.reports import reports as reports_reports
from helpdesk.reports.commands import report
from helpdesk.reports.views import bp as reports_bp
from helpdesk.requisitions import models as requisitions_models
from helpdesk.requisitions.views import bp as requisitions_bp
from helpdesk.search import panels as search_panels
from helpdesk.search.views import bp as search_bp
from helpdesk.setup.commands import demo, setup
from helpdesk.setup.views import bp as setup_bp
from helpdesk.stock import jobs as stock_jobs
from helpdesk.stock import models as stock_models
from helpdesk.stock.views import bp as stock_bp
from helpdesk.stocktakes import models as stocktakes_models
from helpdesk.stocktakes import panels as stocktakes_panels
from helpdesk.stocktakes.views import bp as stocktakes_bp
from helpdesk.storecounts import models as storecounts_models
from helpdesk.storecounts.views import bp as storecounts_bp
from helpdesk.systems import models as systems_models
from helpdesk.systems.views import bp as systems_bp
from helpdesk.tickets import jobs as tickets_jobs
from helpdesk.tickets import listeners as tickets_listeners
from helpdesk.tickets import models as tickets_models
from helpdesk.tickets import panels as tickets_panels
from helpdesk.tickets.commands import tickets
from helpdesk.tickets.views import bp as tickets_bp
from helpdesk.tickets.views import guests_bp, outages_bp
from helpdesk.vendors import models as vendors_models
from helpdesk.vendors.views import bp as vendors_bp
from helpdesk.workorders import models as workorders_models
from helpdesk.workorders import panels as workorders_panels
from helpdesk.workorders.views import bp as workorders_bp
from helpdesk.yearplans import models as yearplans_models
from helpdesk.yearplans import panels as yearplans_panels
from helpdesk.yearplans.views import bp as yearplans_bp

MODELS = (
    accounts_models,
    attachments_models,
    audit_models,
    checklists_models,
    contracts_models,
    custody_models,
    disposals_models,
    equipment_models,
    estimates_models,
    inbox_models,
    inspections_models,
    kinds_models,
    knowledge_models,
    losses_models,
    maintenance_models,
    org_models,
    outbox_models,
    procurement_models,
    reminders_models,
    repairs_models,
    requisitions_models,
    stock_models,
    stocktakes_models,
    storecounts_models,
    systems_models,
    tickets_models,
    vendors_models,
    workorders_models,
    yearplans_models,
)
JOBS = (
    accounts_jobs,
    attachments_jobs,
    backup_jobs,
    inbox_jobs,
    maintenance_jobs,
    outbox_jobs,
    reminders_jobs,
    stock_jobs,
    tickets_jobs,
)
PANELS = (
    audit_panels,
    contracts_panels,
    dashboard_panels,
    custody_panels,
    disposals_panels,
    equipment_panels,
    estimates_panels,
    inbox_panels,
    inspections_panels,
    kinds_panels,
    knowledge_panels,
    losses_panels,
    maintenance_panels,
    procurement_panels,
    reminders_panels,
    repairs_panels,
    search_panels,
    stocktakes_panels,
    tickets_panels,
    workorders_panels,
    yearplans_panels,
)
BLUEPRINTS: tuple[Blueprint, ...] = (
    reports_bp,
    dashboard_bp,
    accounts_bp,
    attachments_bp,
    audit_bp,
    contracts_bp,
    custody_bp,
    disposals_bp,
    equipment_bp,
    estimates_bp,
    inbox_bp,
    inspections_bp,
    kinds_bp,
    knowledge_bp,
    losses_bp,
    maintenance_bp,
    manual_bp,
    org_bp,
    outbox_bp,
    procurement_bp,
    reminders_bp,
    repairs_bp,
    requisitions_bp,
    search_bp,
    setup_bp,
    stock_bp,
    stocktakes_bp,
    storecounts_bp,
    systems_bp,
    tickets_bp,
    vendors_bp,
    guests_bp,
    outages_bp,
    workorders_bp,
    yearplans_bp,
)
COMMANDS: tuple[click.Command, ...] = (
    setup,
    demo,
    report,
    backup,
    restore,
    check,
    user,
    holidays,
    brought,
    tickets,
    audit,
    mail,
)
REPORTS = (reports_reports,)
LISTENERS = (
    audit_listeners,
    equipment_listeners,
    kinds_listeners,
    procurement_listeners,
    kinds_listeners,
    maintenance_listeners,
    reminders_listeners,
    tickets_listeners,
)
DRAFT_FILES = DraftFiles()
head_papers_with(letterhead)
