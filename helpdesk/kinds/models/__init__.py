"""Tables of forms and approvals."""

from helpdesk.kinds.models.access import Access as Access
from helpdesk.kinds.models.access import AccessLine as AccessLine
from helpdesk.kinds.models.access import AccessRequest as AccessRequest
from helpdesk.kinds.models.advice import Advice as Advice
from helpdesk.kinds.models.approvals import Approval as Approval
from helpdesk.kinds.models.approvals import ApprovalChain as ApprovalChain
from helpdesk.kinds.models.approvals import ApprovalStep as ApprovalStep
from helpdesk.kinds.models.changes import Change as Change
from helpdesk.kinds.models.corrections import DataCorrection as DataCorrection
from helpdesk.kinds.models.records import RECORDS as RECORDS
from helpdesk.kinds.models.records import KindRecord as KindRecord
from helpdesk.kinds.models.records import record_of as record_of
from helpdesk.kinds.models.report_requests import ReportRequest as ReportRequest
from helpdesk.kinds.models.reviews import AccessReview as AccessReview
from helpdesk.kinds.models.reviews import AccessReviewLine as AccessReviewLine
from helpdesk.kinds.models.security import SecurityIncident as SecurityIncident
from helpdesk.kinds.models.steps import KindStep as KindStep
