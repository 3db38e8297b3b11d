"""Changing the council's parts and its calendar; the caller commits."""

from helpdesk.org.services.calendar import add_holiday as add_holiday
from helpdesk.org.services.calendar import add_missing_years as add_missing_years
from helpdesk.org.services.calendar import change_holiday as change_holiday
from helpdesk.org.services.calendar import confirm_holiday as confirm_holiday
from helpdesk.org.services.calendar import remove_holiday as remove_holiday
from helpdesk.org.services.calendar import restore_holiday as restore_holiday
from helpdesk.org.services.calendar import set_office_hours as set_office_hours
from helpdesk.org.services.calendar import unconfirm_holiday as unconfirm_holiday
from helpdesk.org.services.parts import activate as activate
from helpdesk.org.services.parts import add_department as add_department
from helpdesk.org.services.parts import add_location as add_location
from helpdesk.org.services.parts import change_department as change_department
from helpdesk.org.services.parts import change_location as change_location
from helpdesk.org.services.parts import close_department as close_department
from helpdesk.org.services.parts import deactivate as deactivate
from helpdesk.org.services.parts import reopen_department as reopen_department
