"""Pages of what follows a repair."""

from helpdesk.repairs.views import ending as ending
from helpdesk.repairs.views import outside as outside
from helpdesk.repairs.views.blueprint import bp as bp
