"""What the help desk shows on other pages, and beside a ticket."""

from helpdesk.tickets.panels import articles as articles
from helpdesk.tickets.panels import asset as asset
from helpdesk.tickets.panels import canned as canned
from helpdesk.tickets.panels import checks as checks
from helpdesk.tickets.panels import clock as clock
from helpdesk.tickets.panels import escalations as escalations
from helpdesk.tickets.panels import links as links
from helpdesk.tickets.panels import neighbours as neighbours
from helpdesk.tickets.panels import origin as origin
from helpdesk.tickets.panels import outages as outages
from helpdesk.tickets.panels import satisfaction as satisfaction
from helpdesk.tickets.panels import systems as systems
from helpdesk.tickets.panels import times as times
from helpdesk.tickets.panels import undoing as undoing
