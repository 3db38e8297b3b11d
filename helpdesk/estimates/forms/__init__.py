"""Forms of estimates."""

from helpdesk.estimates.forms.codes import AddCodeForm as AddCodeForm
from helpdesk.estimates.forms.codes import ChangeCodeForm as ChangeCodeForm
from helpdesk.estimates.forms.codes import UsualCodesForm as UsualCodesForm
from helpdesk.estimates.forms.deciding import CancelForm as CancelForm
from helpdesk.estimates.forms.deciding import CopyForm as CopyForm
from helpdesk.estimates.forms.deciding import DecideForm as DecideForm
from helpdesk.estimates.forms.deciding import EditionForm as EditionForm
from helpdesk.estimates.forms.deciding import SubmitForm as SubmitForm
from helpdesk.estimates.forms.drawing import DrawForm as DrawForm
from helpdesk.estimates.forms.writing import FIRST as FIRST
from helpdesk.estimates.forms.writing import SPARE as SPARE
from helpdesk.estimates.forms.writing import NewForm as NewForm
from helpdesk.estimates.forms.writing import WriteForm as WriteForm
