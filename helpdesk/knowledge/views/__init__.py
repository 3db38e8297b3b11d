"""Pages of the help articles."""

from helpdesk.knowledge.views import history as history
from helpdesk.knowledge.views import reading as reading
from helpdesk.knowledge.views import writing as writing
from helpdesk.knowledge.views.blueprint import bp as bp
