"""Custody on paper."""

from helpdesk.custody.reports.certificates import clearance_report as clearance_report
from helpdesk.custody.reports.certificates import debts_report as debts_report
from helpdesk.custody.reports.lists import papers_report as papers_report
from helpdesk.custody.reports.lists import unconfirmed_report as unconfirmed_report
from helpdesk.custody.reports.papers import devices_table as devices_table
from helpdesk.custody.reports.papers import paper_report as paper_report
