"""Reading tickets; every statement starts at `visible_to`, so nobody reads another council's."""

from helpdesk.tickets.queries.clock import sla_events as sla_events
from helpdesk.tickets.queries.clock import targets_for as targets_for
from helpdesk.tickets.queries.tickets import LIST as LIST
from helpdesk.tickets.queries.tickets import VIEWS as VIEWS
from helpdesk.tickets.queries.tickets import WHOLE as WHOLE
from helpdesk.tickets.queries.tickets import Entry as Entry
from helpdesk.tickets.queries.tickets import Filters as Filters
from helpdesk.tickets.queries.tickets import categories as categories
from helpdesk.tickets.queries.tickets import changes as changes
from helpdesk.tickets.queries.tickets import comments as comments
from helpdesk.tickets.queries.tickets import comments_visible_to as comments_visible_to
from helpdesk.tickets.queries.tickets import comments_with_files as comments_with_files
from helpdesk.tickets.queries.tickets import counts as counts
from helpdesk.tickets.queries.tickets import get_or_404 as get_or_404
from helpdesk.tickets.queries.tickets import last_change as last_change
from helpdesk.tickets.queries.tickets import own_or_404 as own_or_404
from helpdesk.tickets.queries.tickets import own_tickets as own_tickets
from helpdesk.tickets.queries.tickets import queue as queue
from helpdesk.tickets.queries.tickets import tickets_of_asset as tickets_of_asset
from helpdesk.tickets.queries.tickets import tickets_with_files as tickets_with_files
from helpdesk.tickets.queries.tickets import timeline as timeline
from helpdesk.tickets.queries.tickets import visible_to as visible_to
