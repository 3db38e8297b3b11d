"""Papers of counts."""

from helpdesk.stocktakes.reports.counts import count_report as count_report
from helpdesk.stocktakes.reports.counts import scope_of as scope_of
from helpdesk.stocktakes.reports.sheets import sheet_report as sheet_report
from helpdesk.stocktakes.reports.verified import unverified_report as unverified_report
from helpdesk.stocktakes.reports.verified import whole_percent as whole_percent
