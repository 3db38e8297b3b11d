"""Pages of contracts and licences."""

from helpdesk.contracts.views import contracts as contracts
from helpdesk.contracts.views import licences as licences
from helpdesk.contracts.views.blueprint import bp as bp
