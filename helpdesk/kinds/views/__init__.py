"""Pages of forms and approvals."""

from helpdesk.kinds.views import access as access
from helpdesk.kinds.views import approvals as approvals
from helpdesk.kinds.views import attaching as attaching
from helpdesk.kinds.views import chains as chains
from helpdesk.kinds.views import choosing as choosing
from helpdesk.kinds.views import corrections as corrections
from helpdesk.kinds.views import declared as declared
from helpdesk.kinds.views import leavers as leavers
from helpdesk.kinds.views import reviews as reviews
from helpdesk.kinds.views.blueprint import bp as bp
