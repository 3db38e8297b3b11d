"""Reading forms and approvals."""

from helpdesk.kinds.queries.approvals import Power as Power
from helpdesk.kinds.queries.approvals import approval_or_404 as approval_or_404
from helpdesk.kinds.queries.approvals import approvals_of as approvals_of
from helpdesk.kinds.queries.approvals import approvers_of as approvers_of
from helpdesk.kinds.queries.approvals import count_waiting_for as count_waiting_for
from helpdesk.kinds.queries.approvals import decided_by as decided_by
from helpdesk.kinds.queries.approvals import holding as holding
from helpdesk.kinds.queries.approvals import is_approved as is_approved
from helpdesk.kinds.queries.approvals import may_read as may_read
from helpdesk.kinds.queries.approvals import people_for as people_for
from helpdesk.kinds.queries.approvals import power_over as power_over
from helpdesk.kinds.queries.approvals import powers as powers
from helpdesk.kinds.queries.approvals import visible_to as visible_to
from helpdesk.kinds.queries.approvals import waiting_for as waiting_for
from helpdesk.kinds.queries.chains import chain_of as chain_of
from helpdesk.kinds.queries.chains import chain_to_change as chain_to_change
from helpdesk.kinds.queries.chains import chains as chains
from helpdesk.kinds.queries.corrections import CORRECTION_VIEWS as CORRECTION_VIEWS
from helpdesk.kinds.queries.corrections import CorrectionFilters as CorrectionFilters
from helpdesk.kinds.queries.corrections import correction_of as correction_of
from helpdesk.kinds.queries.corrections import correction_or_404 as correction_or_404
from helpdesk.kinds.queries.corrections import corrections as corrections
from helpdesk.kinds.queries.corrections import corrections_visible_to as corrections_visible_to
from helpdesk.kinds.queries.corrections import count_corrections as count_corrections
from helpdesk.kinds.queries.holds import is_unfinished as is_unfinished
from helpdesk.kinds.queries.records import record_of as record_of
