"""Papers of inspections."""

from helpdesk.inspections.reports.needs import needs_report as needs_report
from helpdesk.inspections.reports.papers import inspection_report as inspection_report
from helpdesk.inspections.reports.papers import sheet_report as sheet_report
