"""Yearly plans on paper."""

from helpdesk.yearplans.reports.measures import of_period as of_period
from helpdesk.yearplans.reports.measures import of_today as of_today
from helpdesk.yearplans.reports.measures import year_of as year_of
from helpdesk.yearplans.reports.plans import Contents as Contents
from helpdesk.yearplans.reports.plans import Quarters as Quarters
from helpdesk.yearplans.reports.plans import year_report as year_report
