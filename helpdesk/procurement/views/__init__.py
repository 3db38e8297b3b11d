"""Pages of buying."""

from helpdesk.procurement.views import catalogue as catalogue
from helpdesk.procurement.views import copies as copies
from helpdesk.procurement.views import deliveries as deliveries
from helpdesk.procurement.views import installing as installing
from helpdesk.procurement.views import orders as orders
from helpdesk.procurement.views.blueprint import bp as bp
