"""Yearly plans on paper."""

from helpdesk.yearplans.reports.plans import Contents as Contents
from helpdesk.yearplans.reports.plans import year_report as year_report
