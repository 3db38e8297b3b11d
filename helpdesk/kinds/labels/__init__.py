"""Words of what kinds of requests go by."""

from helpdesk.kinds.labels.approvals import APPROVERS as APPROVERS
from helpdesk.kinds.labels.approvals import CANCELLED as CANCELLED
from helpdesk.kinds.labels.approvals import DECISIONS as DECISIONS
from helpdesk.kinds.labels.approvals import JOINED as JOINED
from helpdesk.kinds.labels.approvals import STAGES as STAGES
from helpdesk.kinds.labels.approvals import STATUSES as STATUSES
from helpdesk.kinds.labels.approvals import form_said as form_said
from helpdesk.kinds.labels.approvals import refused as refused
from helpdesk.kinds.labels.approvals import why_not as why_not
from helpdesk.kinds.labels.corrections import ACTS as ACTS
from helpdesk.kinds.labels.corrections import CAUSES as CAUSES
from helpdesk.kinds.labels.corrections import CORRECTION_VIEWS as CORRECTION_VIEWS
from helpdesk.kinds.labels.corrections import is_given_up as is_given_up
from helpdesk.kinds.labels.corrections import stage_said as stage_said
from helpdesk.kinds.labels.kinds import PURPOSES as PURPOSES
from helpdesk.kinds.labels.kinds import TITLES as TITLES
from helpdesk.kinds.labels.kinds import duties as duties
