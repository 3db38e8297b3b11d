"""Pages of plans and of the visits that they promise."""

from helpdesk.maintenance.views import due as due
from helpdesk.maintenance.views import plans as plans
from helpdesk.maintenance.views import rounds as rounds
from helpdesk.maintenance.views import visits as visits
from helpdesk.maintenance.views.blueprint import bp as bp
