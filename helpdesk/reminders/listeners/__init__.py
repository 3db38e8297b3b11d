"""Telling people by e-mail, in the transaction of what is told; a job sends it later."""

from helpdesk.reminders.listeners import approvals as approvals
from helpdesk.reminders.listeners import assigned as assigned
from helpdesk.reminders.listeners import corrections as corrections
from helpdesk.reminders.listeners import custody as custody
from helpdesk.reminders.listeners import due as due
from helpdesk.reminders.listeners import estimates as estimates
from helpdesk.reminders.listeners import officers as officers
from helpdesk.reminders.listeners import over as over
from helpdesk.reminders.listeners import requesters as requesters
from helpdesk.reminders.listeners import security as security
from helpdesk.reminders.listeners import stock as stock
