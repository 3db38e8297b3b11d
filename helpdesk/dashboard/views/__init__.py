"""The home page, the dashboard, and what the program does by itself."""

from helpdesk.dashboard.views import background as background
from helpdesk.dashboard.views import board as board
from helpdesk.dashboard.views.blueprint import bp as bp
