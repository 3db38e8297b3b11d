"""Every declared kind, and the names of its steps for whoever reads the log."""

from collections.abc import Mapping

from helpdesk.audit.labels import name_values
from helpdesk.kinds.labels.access import ACCESS_REQUEST
from helpdesk.kinds.labels.advice import ADVICE
from helpdesk.kinds.labels.changes import CHANGE, OUTCOME
from helpdesk.kinds.labels.declared import Declared
from helpdesk.kinds.labels.report_requests import REPORT_REQUEST
from helpdesk.kinds.labels.security import SECURITY_INCIDENT
from helpdesk.tickets.rules import Kind

EVERY = (ACCESS_REQUEST, REPORT_REQUEST, CHANGE, SECURITY_INCIDENT, ADVICE)
DECLARED: Mapping[Kind, Declared] = {one.kind: one for one in EVERY}

name_values("ticket", "outcome", OUTCOME)
name_values("ticket", "step", {step.name: step.heading for one in EVERY for step in one.steps})
