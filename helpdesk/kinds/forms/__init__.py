"""Forms to fill in, to decide about and to do."""

from helpdesk.kinds.forms.approvals import ChainForm as ChainForm
from helpdesk.kinds.forms.approvals import DecideForm as DecideForm
from helpdesk.kinds.forms.approvals import WithdrawForm as WithdrawForm
from helpdesk.kinds.forms.corrections import CorrectionForm as CorrectionForm
from helpdesk.kinds.forms.corrections import CorrectionsFilter as CorrectionsFilter
from helpdesk.kinds.forms.corrections import DoForm as DoForm
from helpdesk.kinds.forms.corrections import VerifyForm as VerifyForm
