"""Making plans, handing out what they ask for and keeping what became of it; the caller commits."""

from helpdesk.maintenance.services.findings import Found as Found
from helpdesk.maintenance.services.generating import generate as generate
from helpdesk.maintenance.services.generating import note_error as note_error
from helpdesk.maintenance.services.plans import PastRevisionError as PastRevisionError
from helpdesk.maintenance.services.plans import Schedule as Schedule
from helpdesk.maintenance.services.plans import Scope as Scope
from helpdesk.maintenance.services.plans import Used as Used
from helpdesk.maintenance.services.plans import add_plan as add_plan
from helpdesk.maintenance.services.plans import revise as revise
from helpdesk.maintenance.services.plans import schedule_of as schedule_of
from helpdesk.maintenance.services.plans import scoped as scoped
from helpdesk.maintenance.services.plans import set_parts as set_parts
from helpdesk.maintenance.services.plans import set_state as set_state
from helpdesk.maintenance.services.rounds import Row as Row
from helpdesk.maintenance.services.rounds import Sheet as Sheet
from helpdesk.maintenance.services.rounds import type_in as type_in
from helpdesk.maintenance.services.visits import begin as begin
from helpdesk.maintenance.services.visits import finish as finish
from helpdesk.maintenance.services.visits import follow_calendar as follow_calendar
from helpdesk.maintenance.services.visits import let_go_of_left as let_go_of_left
from helpdesk.maintenance.services.visits import postpone as postpone
from helpdesk.maintenance.services.visits import postpone_all as postpone_all
from helpdesk.maintenance.services.visits import waive as waive
