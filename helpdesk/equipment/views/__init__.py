"""Pages of the register."""

from helpdesk.equipment.views import register as register
from helpdesk.equipment.views.blueprint import bp as bp
