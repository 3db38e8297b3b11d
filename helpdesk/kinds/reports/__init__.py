"""Forms and approvals on paper."""

from helpdesk.kinds.reports.approvals import approvals_report as approvals_report
from helpdesk.kinds.reports.corrections import correction_form as correction_form
from helpdesk.kinds.reports.corrections import corrections_report as corrections_report
