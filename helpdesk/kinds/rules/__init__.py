"""What decides about forms and approvals, as plain values."""

from helpdesk.kinds.rules.approvals import Act as Act
from helpdesk.kinds.rules.approvals import ApprovalStatus as ApprovalStatus
from helpdesk.kinds.rules.approvals import Refusal as Refusal
from helpdesk.kinds.rules.approvals import RefusedError as RefusedError
from helpdesk.kinds.rules.approvals import Stage as Stage
from helpdesk.kinds.rules.approvals import check_approver as check_approver
from helpdesk.kinds.rules.approvals import check_doer as check_doer
from helpdesk.kinds.rules.approvals import check_verifier as check_verifier
from helpdesk.kinds.rules.kinds import CAN_BE_APPROVED as CAN_BE_APPROVED
from helpdesk.kinds.rules.kinds import CATEGORIES as CATEGORIES
from helpdesk.kinds.rules.kinds import DUTIES as DUTIES
from helpdesk.kinds.rules.kinds import MOST_STEPS as MOST_STEPS
from helpdesk.kinds.rules.kinds import MUST_BE_APPROVED as MUST_BE_APPROVED
from helpdesk.kinds.rules.kinds import TICKET_CAUSES as TICKET_CAUSES
from helpdesk.kinds.rules.kinds import USUAL_CHAINS as USUAL_CHAINS
from helpdesk.kinds.rules.kinds import ApproverRule as ApproverRule
from helpdesk.kinds.rules.kinds import ErrorCause as ErrorCause
from helpdesk.kinds.rules.kinds import offices_from as offices_from
