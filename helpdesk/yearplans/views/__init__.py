"""Pages of yearly plans."""

from helpdesk.yearplans.views import measures as measures
from helpdesk.yearplans.views import years as years
from helpdesk.yearplans.views.blueprint import bp as bp
