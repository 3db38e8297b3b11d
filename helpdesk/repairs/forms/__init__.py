"""Forms of what follows a repair."""

from helpdesk.repairs.forms.ending import SignOffForm as SignOffForm
from helpdesk.repairs.forms.ending import TestForm as TestForm
from helpdesk.repairs.forms.ending import test_form as test_form
from helpdesk.repairs.forms.outside import BackForm as BackForm
from helpdesk.repairs.forms.outside import DecideForm as DecideForm
from helpdesk.repairs.forms.outside import QuoteForm as QuoteForm
from helpdesk.repairs.forms.outside import SendForm as SendForm
