"""Pages of the stores."""

from helpdesk.stock.views import moving as moving
from helpdesk.stock.views import orders as orders
from helpdesk.stock.views import papers as papers
from helpdesk.stock.views import parts as parts
from helpdesk.stock.views.blueprint import bp as bp
