"""Reading estimates, and what they are drawn from."""

from helpdesk.estimates.queries.reading import LIST as LIST
from helpdesk.estimates.queries.reading import NEWEST as NEWEST
from helpdesk.estimates.queries.reading import VIEWS as VIEWS
from helpdesk.estimates.queries.reading import WHOLE as WHOLE
from helpdesk.estimates.queries.reading import LastPrice as LastPrice
from helpdesk.estimates.queries.reading import code_names as code_names
from helpdesk.estimates.queries.reading import code_or_404 as code_or_404
from helpdesk.estimates.queries.reading import codes as codes
from helpdesk.estimates.queries.reading import count_waiting_for as count_waiting_for
from helpdesk.estimates.queries.reading import counts as counts
from helpdesk.estimates.queries.reading import covers as covers
from helpdesk.estimates.queries.reading import editions as editions
from helpdesk.estimates.queries.reading import estimate_names as estimate_names
from helpdesk.estimates.queries.reading import get_or_404 as get_or_404
from helpdesk.estimates.queries.reading import holders as holders
from helpdesk.estimates.queries.reading import last_prices as last_prices
from helpdesk.estimates.queries.reading import line_or_404 as line_or_404
from helpdesk.estimates.queries.reading import listed as listed
from helpdesk.estimates.queries.reading import newer_of as newer_of
from helpdesk.estimates.queries.reading import power_over as power_over
from helpdesk.estimates.queries.reading import previous_of as previous_of
from helpdesk.estimates.queries.reading import to_decide_or_404 as to_decide_or_404
from helpdesk.estimates.queries.reading import visible_to as visible_to
from helpdesk.estimates.queries.reading import waiting_for as waiting_for
from helpdesk.estimates.queries.sources import drawn_from as drawn_from
from helpdesk.estimates.queries.sources import names_of as names_of
