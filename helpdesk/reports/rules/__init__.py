"""The figures of a period."""

from helpdesk.reports.rules.faults import Faults as Faults
from helpdesk.reports.rules.faults import Job as Job
from helpdesk.reports.rules.faults import counted as counted
from helpdesk.reports.rules.faults import faults as faults
from helpdesk.reports.rules.faults import hours as hours
from helpdesk.reports.rules.faults import is_within as is_within
from helpdesk.reports.rules.faults import mtbf_hours as mtbf_hours
from helpdesk.reports.rules.faults import repeat_percent as repeat_percent
from helpdesk.reports.rules.service import AGE_BANDS as AGE_BANDS
from helpdesk.reports.rules.service import SCORES as SCORES
from helpdesk.reports.rules.service import TENTHS as TENTHS
from helpdesk.reports.rules.service import Case as Case
from helpdesk.reports.rules.service import Kept as Kept
from helpdesk.reports.rules.service import Service as Service
from helpdesk.reports.rules.service import ages as ages
from helpdesk.reports.rules.service import breached as breached
from helpdesk.reports.rules.service import is_late as is_late
from helpdesk.reports.rules.service import longest_pause as longest_pause
from helpdesk.reports.rules.service import ninetieth as ninetieth
from helpdesk.reports.rules.service import open_at as open_at
from helpdesk.reports.rules.service import paused_hours as paused_hours
from helpdesk.reports.rules.service import service as service
from helpdesk.reports.rules.service import weeks as weeks
