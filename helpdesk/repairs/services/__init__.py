"""What follows a repair; the caller commits."""

from helpdesk.repairs.services.ending import Said as Said
from helpdesk.repairs.services.ending import sign_off as sign_off
from helpdesk.repairs.services.ending import test as test
from helpdesk.repairs.services.outside import Back as Back
from helpdesk.repairs.services.outside import decide as decide
from helpdesk.repairs.services.outside import quote as quote
from helpdesk.repairs.services.outside import send_out as send_out
from helpdesk.repairs.services.outside import take_back as take_back
