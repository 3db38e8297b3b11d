"""The words for what is in tickets."""

from helpdesk.tickets.labels.bulk import BULK_ACT as BULK_ACT
from helpdesk.tickets.labels.bulk import BULK_REFUSAL as BULK_REFUSAL
from helpdesk.tickets.labels.changes import change_said as change_said
from helpdesk.tickets.labels.channels import BY_VOICE_OR_PAPER as BY_VOICE_OR_PAPER
from helpdesk.tickets.labels.channels import CHANNEL as CHANNEL
from helpdesk.tickets.labels.checks import check_text as check_text
from helpdesk.tickets.labels.clock import IMPACT as IMPACT
from helpdesk.tickets.labels.clock import URGENCY as URGENCY
from helpdesk.tickets.labels.clock import happened as happened
from helpdesk.tickets.labels.clock import time_said as time_said
from helpdesk.tickets.labels.clock import who as who
from helpdesk.tickets.labels.merging import MERGE_REFUSAL as MERGE_REFUSAL
from helpdesk.tickets.labels.satisfaction import SCORE as SCORE
from helpdesk.tickets.labels.teams import hand_choices as hand_choices
from helpdesk.tickets.labels.tickets import CAUSE as CAUSE
from helpdesk.tickets.labels.tickets import HARDSHIP as HARDSHIP
from helpdesk.tickets.labels.tickets import KIND as KIND
from helpdesk.tickets.labels.tickets import NEXT_STEP as NEXT_STEP
from helpdesk.tickets.labels.tickets import PRIORITY as PRIORITY
from helpdesk.tickets.labels.tickets import STATUS as STATUS
from helpdesk.tickets.labels.tickets import STATUS_PLURAL as STATUS_PLURAL
from helpdesk.tickets.labels.tickets import WAITING_FOR as WAITING_FOR
from helpdesk.tickets.labels.tickets import WAITING_FOR_PLURAL as WAITING_FOR_PLURAL
from helpdesk.tickets.labels.tickets import WAITING_NEXT_STEP as WAITING_NEXT_STEP
from helpdesk.tickets.labels.tickets import next_step as next_step
from helpdesk.tickets.labels.tickets import state as state
