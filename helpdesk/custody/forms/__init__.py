"""Forms of custody."""

from helpdesk.custody.forms.copies import SignedCopyForm as SignedCopyForm
from helpdesk.custody.forms.holdings import AcceptForm as AcceptForm
from helpdesk.custody.forms.holdings import ClearForm as ClearForm
from helpdesk.custody.forms.holdings import ConfirmForm as ConfirmForm
from helpdesk.custody.forms.holdings import DenyForm as DenyForm
from helpdesk.custody.forms.holdings import DifferForm as DifferForm
from helpdesk.custody.forms.papers import Batch as Batch
from helpdesk.custody.forms.papers import HandForm as HandForm
from helpdesk.custody.forms.papers import ListForm as ListForm
from helpdesk.custody.forms.papers import hand_form as hand_form
