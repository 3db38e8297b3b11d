"""Estimates on paper and as sheets."""

from helpdesk.estimates.reports.planrep import planrep_report as planrep_report
from helpdesk.estimates.reports.prices import prices_report as prices_report
from helpdesk.estimates.reports.spending import spending_report as spending_report
from helpdesk.estimates.reports.whole import estimate_report as estimate_report
from helpdesk.estimates.reports.whole import estimates_report as estimates_report
