"""Tables of the help desk."""

from helpdesk.tickets.models.clock import SlaEvent as SlaEvent
from helpdesk.tickets.models.clock import SlaTarget as SlaTarget
from helpdesk.tickets.models.guests import GuestTry as GuestTry
from helpdesk.tickets.models.teams import Team as Team
from helpdesk.tickets.models.teams import TeamMember as TeamMember
from helpdesk.tickets.models.ticket import Category as Category
from helpdesk.tickets.models.ticket import Comment as Comment
from helpdesk.tickets.models.ticket import Ticket as Ticket
from helpdesk.tickets.models.ticket import TicketStatusChange as TicketStatusChange
from helpdesk.tickets.models.work import CannedAnswer as CannedAnswer
from helpdesk.tickets.models.work import Escalation as Escalation
from helpdesk.tickets.models.work import OutageUpdate as OutageUpdate
from helpdesk.tickets.models.work import Satisfaction as Satisfaction
from helpdesk.tickets.models.work import SavedView as SavedView
from helpdesk.tickets.models.work import TicketCheck as TicketCheck
from helpdesk.tickets.models.work import TicketChecklist as TicketChecklist
from helpdesk.tickets.models.work import TicketLink as TicketLink
from helpdesk.tickets.models.work import TimeEntry as TimeEntry
