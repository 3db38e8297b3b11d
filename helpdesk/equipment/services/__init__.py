"""Changing the register; the caller commits."""

from helpdesk.equipment.services.origins import Origin as Origin
from helpdesk.equipment.services.origins import put_into_service as put_into_service
from helpdesk.equipment.services.origins import set_origin as set_origin
from helpdesk.equipment.services.register import Facts as Facts
from helpdesk.equipment.services.register import Whereabouts as Whereabouts
from helpdesk.equipment.services.register import add_model as add_model
from helpdesk.equipment.services.register import change as change
from helpdesk.equipment.services.register import move as move
from helpdesk.equipment.services.register import register as register
from helpdesk.equipment.services.register import search_text as search_text
from helpdesk.equipment.services.register import set_condition as set_condition
from helpdesk.equipment.services.register import set_status as set_status
