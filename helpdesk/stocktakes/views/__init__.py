"""Pages of counts."""

from helpdesk.stocktakes.views import closing as closing
from helpdesk.stocktakes.views import counts as counts
from helpdesk.stocktakes.views import scanning as scanning
from helpdesk.stocktakes.views import sheets as sheets
from helpdesk.stocktakes.views import verified as verified
from helpdesk.stocktakes.views.blueprint import bp as bp
