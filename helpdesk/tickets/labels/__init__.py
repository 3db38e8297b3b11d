"""The words for what is in tickets."""

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
