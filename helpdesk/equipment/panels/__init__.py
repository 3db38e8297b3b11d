"""What the register shows on pages of its own and of others."""

from helpdesk.equipment.panels import labels as labels
from helpdesk.equipment.panels import parts as parts
from helpdesk.equipment.panels import timeline as timeline
