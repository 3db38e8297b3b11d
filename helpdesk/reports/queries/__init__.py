"""Reading what the reports are made of."""

from helpdesk.reports.queries.downtime import standing as standing
from helpdesk.reports.queries.fleet import fleets as fleets
from helpdesk.reports.queries.incidents import asset_names as asset_names
from helpdesk.reports.queries.incidents import data_corrections as data_corrections
from helpdesk.reports.queries.incidents import incidents as incidents
from helpdesk.reports.queries.incidents import system_names as system_names
from helpdesk.reports.queries.maintenance import BEGAN as BEGAN
from helpdesk.reports.queries.maintenance import Promises as Promises
from helpdesk.reports.queries.maintenance import WorstAsset as WorstAsset
from helpdesk.reports.queries.maintenance import category_names as category_names
from helpdesk.reports.queries.maintenance import corrective_jobs as corrective_jobs
from helpdesk.reports.queries.maintenance import costs_of as costs_of
from helpdesk.reports.queries.maintenance import critical_assets as critical_assets
from helpdesk.reports.queries.maintenance import department_names as department_names
from helpdesk.reports.queries.maintenance import finished_orders as finished_orders
from helpdesk.reports.queries.maintenance import job_of as job_of
from helpdesk.reports.queries.maintenance import promises as promises
from helpdesk.reports.queries.maintenance import repairs_done as repairs_done
from helpdesk.reports.queries.maintenance import statuses_at as statuses_at
from helpdesk.reports.queries.maintenance import worst_assets as worst_assets
from helpdesk.reports.queries.service import cases as cases
from helpdesk.reports.queries.service import minutes_by_officer as minutes_by_officer
from helpdesk.reports.queries.service import officer_names as officer_names
from helpdesk.reports.queries.service import place_names as place_names
from helpdesk.reports.queries.service import scores as scores
from helpdesk.reports.queries.service import ticket_category_names as ticket_category_names
