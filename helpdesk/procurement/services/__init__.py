"""Buying, from the specification to the device in use; the caller commits."""

from helpdesk.procurement.services.accepting import accept as accept
from helpdesk.procurement.services.catalogue import Texts as Texts
from helpdesk.procurement.services.catalogue import begin_year as begin_year
from helpdesk.procurement.services.catalogue import change_specification as change_specification
from helpdesk.procurement.services.commissioning import Installed as Installed
from helpdesk.procurement.services.commissioning import commission as commission
from helpdesk.procurement.services.inspecting import Committee as Committee
from helpdesk.procurement.services.inspecting import Result as Result
from helpdesk.procurement.services.inspecting import inspect as inspect
from helpdesk.procurement.services.ordering import Corrected as Corrected
from helpdesk.procurement.services.ordering import Ordered as Ordered
from helpdesk.procurement.services.ordering import Paper as Paper
from helpdesk.procurement.services.ordering import change_order as change_order
from helpdesk.procurement.services.ordering import enter_order as enter_order
from helpdesk.procurement.services.ordering import search_text as search_text
from helpdesk.procurement.services.receiving import Arrived as Arrived
from helpdesk.procurement.services.receiving import DeliveryPaper as DeliveryPaper
from helpdesk.procurement.services.receiving import receive as receive
from helpdesk.procurement.services.receiving import withdraw as withdraw
