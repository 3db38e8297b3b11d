"""What the help desk shows on other pages, and beside a ticket."""

from helpdesk.tickets.panels import asset as asset
