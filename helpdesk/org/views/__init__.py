"""Pages of departments, places and the working calendar."""

from helpdesk.org.views import calendar as calendar
from helpdesk.org.views import departments as departments
from helpdesk.org.views import locations as locations
from helpdesk.org.views.blueprint import bp as bp
