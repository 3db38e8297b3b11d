"""Pages of inspections and of checklists."""

from helpdesk.inspections.views import checklists as checklists
from helpdesk.inspections.views import inspecting as inspecting
from helpdesk.inspections.views import intervals as intervals
from helpdesk.inspections.views import needs as needs
from helpdesk.inspections.views.blueprint import bp as bp
