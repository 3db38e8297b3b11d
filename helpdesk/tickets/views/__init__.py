"""Pages of the help desk."""

from helpdesk.tickets.views import moves as moves
from helpdesk.tickets.views import opening as opening
from helpdesk.tickets.views import queue as queue
from helpdesk.tickets.views import ticket as ticket
from helpdesk.tickets.views.blueprint import bp as bp
