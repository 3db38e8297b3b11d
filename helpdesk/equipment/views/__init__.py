"""Pages of the register."""

from helpdesk.equipment.views import books as books
from helpdesk.equipment.views import categories as categories
from helpdesk.equipment.views import completeness as completeness
from helpdesk.equipment.views import imports as imports
from helpdesk.equipment.views import labels as labels
from helpdesk.equipment.views import register as register
from helpdesk.equipment.views import replacement as replacement
from helpdesk.equipment.views import scan as scan
from helpdesk.equipment.views.blueprint import bp as bp
