"""Papers and lists of the help desk."""

from helpdesk.tickets.reports.escalations import escalation_report as escalation_report
from helpdesk.tickets.reports.jobcard import job_card as job_card
