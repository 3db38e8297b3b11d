"""Pages of custody."""

from helpdesk.custody.views import answers as answers
from helpdesk.custody.views import clearing as clearing
from helpdesk.custody.views import holdings as holdings
from helpdesk.custody.views import papers as papers
from helpdesk.custody.views.blueprint import bp as bp
