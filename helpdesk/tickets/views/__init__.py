"""Pages of the help desk."""

from helpdesk.tickets.views import bulk as bulk
from helpdesk.tickets.views import canned as canned
from helpdesk.tickets.views import checks as checks
from helpdesk.tickets.views import escalations as escalations
from helpdesk.tickets.views import following as following
from helpdesk.tickets.views import guest as guest
from helpdesk.tickets.views import jobcard as jobcard
from helpdesk.tickets.views import merging as merging
from helpdesk.tickets.views import moves as moves
from helpdesk.tickets.views import opening as opening
from helpdesk.tickets.views import outages as outages
from helpdesk.tickets.views import phone as phone
from helpdesk.tickets.views import priority as priority
from helpdesk.tickets.views import queue as queue
from helpdesk.tickets.views import satisfaction as satisfaction
from helpdesk.tickets.views import saved_views as saved_views
from helpdesk.tickets.views import systems as systems
from helpdesk.tickets.views import targets as targets
from helpdesk.tickets.views import teams as teams
from helpdesk.tickets.views import ticket as ticket
from helpdesk.tickets.views import times as times
from helpdesk.tickets.views import triage as triage
from helpdesk.tickets.views.blueprint import bp as bp
from helpdesk.tickets.views.guest import guests_bp as guests_bp
from helpdesk.tickets.views.outages import outages_bp as outages_bp
