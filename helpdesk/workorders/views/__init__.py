"""Pages of the repair log."""

from helpdesk.workorders.views import job as job
from helpdesk.workorders.views import keeping as keeping
from helpdesk.workorders.views import listing as listing
from helpdesk.workorders.views import rates as rates
from helpdesk.workorders.views import writing as writing
from helpdesk.workorders.views.blueprint import bp as bp
