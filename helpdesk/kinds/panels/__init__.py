"""Forms and approvals on the pages of others."""

from helpdesk.kinds.panels import access as access
from helpdesk.kinds.panels import approvals as approvals
from helpdesk.kinds.panels import corrections as corrections
from helpdesk.kinds.panels import declared as declared
from helpdesk.kinds.panels import doer as doer
from helpdesk.kinds.panels import leavers as leavers
from helpdesk.kinds.panels import missing as missing
from helpdesk.kinds.panels import next_act as next_act
