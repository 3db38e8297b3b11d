"""Papers of visits: the sheet of a round, and the work order of one visit."""

from helpdesk.maintenance.reports.sheets import round_report as round_report
from helpdesk.maintenance.reports.sheets import visit_report as visit_report
