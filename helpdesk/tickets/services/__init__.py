"""Changing tickets; the caller commits."""

from helpdesk.tickets.services.moves import assign as assign
from helpdesk.tickets.services.moves import change as change
from helpdesk.tickets.services.moves import confirm as confirm
from helpdesk.tickets.services.moves import reopen as reopen
from helpdesk.tickets.services.moves import resolve as resolve
from helpdesk.tickets.services.moves import resume as resume
from helpdesk.tickets.services.moves import take as take
from helpdesk.tickets.services.moves import undo as undo
from helpdesk.tickets.services.moves import wait as wait
from helpdesk.tickets.services.opening import Asked as Asked
from helpdesk.tickets.services.opening import open_ticket as open_ticket
from helpdesk.tickets.services.talk import note as note
from helpdesk.tickets.services.talk import reply as reply
