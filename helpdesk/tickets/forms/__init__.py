"""Forms of the help desk."""

from helpdesk.tickets.forms.opening import NewTicketForm as NewTicketForm
from helpdesk.tickets.forms.queue import QueueForm as QueueForm
from helpdesk.tickets.forms.ticket import AssignForm as AssignForm
from helpdesk.tickets.forms.ticket import ConfirmForm as ConfirmForm
from helpdesk.tickets.forms.ticket import ReopenForm as ReopenForm
from helpdesk.tickets.forms.ticket import ReplyForm as ReplyForm
from helpdesk.tickets.forms.ticket import ResolveForm as ResolveForm
from helpdesk.tickets.forms.ticket import ResumeForm as ResumeForm
from helpdesk.tickets.forms.ticket import TakeForm as TakeForm
from helpdesk.tickets.forms.ticket import Undo as Undo
from helpdesk.tickets.forms.ticket import WaitForm as WaitForm
