"""Forms of preventive maintenance."""

from helpdesk.maintenance.forms.parts import PartsForm as PartsForm
from helpdesk.maintenance.forms.parts import lines_of as lines_of
from helpdesk.maintenance.forms.plans import PlanForm as PlanForm
from helpdesk.maintenance.forms.plans import ReviseForm as ReviseForm
from helpdesk.maintenance.forms.plans import RuleFields as RuleFields
from helpdesk.maintenance.forms.plans import StateForm as StateForm
from helpdesk.maintenance.forms.plans import as_shown as as_shown
