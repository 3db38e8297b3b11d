"""Pages of estimates."""

from helpdesk.estimates.views import codes as codes
from helpdesk.estimates.views import deciding as deciding
from helpdesk.estimates.views import drawing as drawing
from helpdesk.estimates.views import funds as funds
from helpdesk.estimates.views import offers as offers
from helpdesk.estimates.views import reading as reading
from helpdesk.estimates.views import spending as spending
from helpdesk.estimates.views import taxes as taxes
from helpdesk.estimates.views import writing as writing
from helpdesk.estimates.views.blueprint import bp as bp
