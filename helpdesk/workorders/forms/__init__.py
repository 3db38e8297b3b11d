"""Forms of the repair log."""

from helpdesk.workorders.forms.keeping import FreePartForm as FreePartForm
from helpdesk.workorders.forms.keeping import KeepPartForm as KeepPartForm
from helpdesk.workorders.forms.listing import LogFilter as LogFilter
from helpdesk.workorders.forms.rates import GradeForm as GradeForm
from helpdesk.workorders.forms.rates import OfficerGradeForm as OfficerGradeForm
from helpdesk.workorders.forms.rates import RateForm as RateForm
from helpdesk.workorders.forms.work import CancelForm as CancelForm
from helpdesk.workorders.forms.work import ContinueForm as ContinueForm
from helpdesk.workorders.forms.work import LogForm as LogForm
from helpdesk.workorders.forms.work import ReopenForm as ReopenForm
from helpdesk.workorders.forms.work import ReturnPartForm as ReturnPartForm
from helpdesk.workorders.forms.work import TakeCostBackForm as TakeCostBackForm
from helpdesk.workorders.forms.work import Undo as Undo
