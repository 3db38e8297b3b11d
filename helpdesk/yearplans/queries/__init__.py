"""Reading yearly plans, and what came of them."""

from helpdesk.yearplans.queries.measures import open_work as open_work
from helpdesk.yearplans.queries.measures import scheduled as scheduled
from helpdesk.yearplans.queries.measures import worked as worked
from helpdesk.yearplans.queries.variance import of_quarters as of_quarters
from helpdesk.yearplans.queries.variance import planned_cost as planned_cost
from helpdesk.yearplans.queries.variance import planned_travel as planned_travel
from helpdesk.yearplans.queries.variance import variances as variances
from helpdesk.yearplans.queries.years import Site as Site
from helpdesk.yearplans.queries.years import approved as approved
from helpdesk.yearplans.queries.years import approves as approves
from helpdesk.yearplans.queries.years import approving as approving
from helpdesk.yearplans.queries.years import devices as devices
from helpdesk.yearplans.queries.years import forget_devices as forget_devices
from helpdesk.yearplans.queries.years import get_or_404 as get_or_404
from helpdesk.yearplans.queries.years import keep_devices as keep_devices
from helpdesk.yearplans.queries.years import last_terms as last_terms
from helpdesk.yearplans.queries.years import listed as listed
from helpdesk.yearplans.queries.years import names as names
from helpdesk.yearplans.queries.years import places_of as places_of
from helpdesk.yearplans.queries.years import running_plans as running_plans
from helpdesk.yearplans.queries.years import sites as sites
from helpdesk.yearplans.queries.years import starts_of as starts_of
from helpdesk.yearplans.queries.years import to_decide_or_404 as to_decide_or_404
from helpdesk.yearplans.queries.years import versions as versions
from helpdesk.yearplans.queries.years import visible_to as visible_to
from helpdesk.yearplans.queries.years import waiting as waiting
