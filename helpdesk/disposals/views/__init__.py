"""Pages of leaving."""

from helpdesk.disposals.views import leaving as leaving
from helpdesk.disposals.views import surveys as surveys
from helpdesk.disposals.views.blueprint import bp as bp
