"""The papers that the unit hands in: quarterly reports, and each device's history card."""

from helpdesk.reports.reports.data_errors import data_errors_report as data_errors_report
from helpdesk.reports.reports.downtime import downtime_report as downtime_report
from helpdesk.reports.reports.ending import ending_report as ending_report
from helpdesk.reports.reports.history import history_card as history_card
from helpdesk.reports.reports.incidents import faults_report as faults_report
from helpdesk.reports.reports.maintenance import maintenance_report as maintenance_report
from helpdesk.reports.reports.measures import measures_report as measures_report
from helpdesk.reports.reports.performance import performance_report as performance_report
from helpdesk.reports.reports.toner import toner_report as toner_report
from helpdesk.reports.reports.variance import variance_report as variance_report
