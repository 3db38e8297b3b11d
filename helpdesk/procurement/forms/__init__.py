"""Forms of buying."""

from helpdesk.procurement.forms.accepting import AcceptForm as AcceptForm
from helpdesk.procurement.forms.accepting import accept_form as accept_form
from helpdesk.procurement.forms.catalogue import BeginYearForm as BeginYearForm
from helpdesk.procurement.forms.catalogue import SpecificationForm as SpecificationForm
from helpdesk.procurement.forms.catalogue import YearFilter as YearFilter
from helpdesk.procurement.forms.commissioning import CommissionForm as CommissionForm
from helpdesk.procurement.forms.commissioning import commission_form as commission_form
from helpdesk.procurement.forms.inspecting import InspectForm as InspectForm
from helpdesk.procurement.forms.inspecting import inspect_form as inspect_form
from helpdesk.procurement.forms.ordering import ChangeOrderForm as ChangeOrderForm
from helpdesk.procurement.forms.ordering import OrderForm as OrderForm
from helpdesk.procurement.forms.ordering import change_order_form as change_order_form
from helpdesk.procurement.forms.receiving import ReceiveForm as ReceiveForm
from helpdesk.procurement.forms.receiving import WithdrawForm as WithdrawForm
from helpdesk.procurement.forms.receiving import receive_form as receive_form
