"""Reading papers of custody and what holders said; all of it starts at `visible_to`."""

from helpdesk.custody.queries.holdings import Unconfirmed as Unconfirmed
from helpdesk.custody.queries.holdings import clearance_of as clearance_of
from helpdesk.custody.queries.holdings import confirmed_ids as confirmed_ids
from helpdesk.custody.queries.holdings import denied as denied
from helpdesk.custody.queries.holdings import held_or_404 as held_or_404
from helpdesk.custody.queries.holdings import holdings_of as holdings_of
from helpdesk.custody.queries.holdings import unconfirmed as unconfirmed
from helpdesk.custody.queries.papers import VIEWS as VIEWS
from helpdesk.custody.queries.papers import Filters as Filters
from helpdesk.custody.queries.papers import counts as counts
from helpdesk.custody.queries.papers import devices_or_404 as devices_or_404
from helpdesk.custody.queries.papers import get_or_404 as get_or_404
from helpdesk.custody.queries.papers import lines_of as lines_of
from helpdesk.custody.queries.papers import listed as listed
from helpdesk.custody.queries.papers import open_lines as open_lines
from helpdesk.custody.queries.papers import out_on as out_on
from helpdesk.custody.queries.papers import out_until as out_until
from helpdesk.custody.queries.papers import state_of as state_of
from helpdesk.custody.queries.papers import states_of as states_of
from helpdesk.custody.queries.papers import visible_to as visible_to
from helpdesk.custody.queries.papers import waiting_for as waiting_for
from helpdesk.custody.queries.papers import workshops as workshops
