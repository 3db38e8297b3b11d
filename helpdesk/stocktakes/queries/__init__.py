"""Reading counts, and what no count has found; every statement starts at `visible_to`."""

from helpdesk.stocktakes.queries.counts import belongs_elsewhere as belongs_elsewhere
from helpdesk.stocktakes.queries.counts import counters_of as counters_of
from helpdesk.stocktakes.queries.counts import counts_of as counts_of
from helpdesk.stocktakes.queries.counts import expected_at as expected_at
from helpdesk.stocktakes.queries.counts import get_or_404 as get_or_404
from helpdesk.stocktakes.queries.counts import last_seen as last_seen
from helpdesk.stocktakes.queries.counts import lines_of as lines_of
from helpdesk.stocktakes.queries.counts import moved_since as moved_since
from helpdesk.stocktakes.queries.counts import open_counts as open_counts
from helpdesk.stocktakes.queries.counts import overlapping as overlapping
from helpdesk.stocktakes.queries.counts import progress_of as progress_of
from helpdesk.stocktakes.queries.counts import visible_to as visible_to
from helpdesk.stocktakes.queries.verified import Share as Share
from helpdesk.stocktakes.queries.verified import shares as shares
from helpdesk.stocktakes.queries.verified import unverified as unverified
