"""Writing forms and approvals."""

from helpdesk.kinds.services.approving import ask as ask
from helpdesk.kinds.services.approving import check_may_decide as check_may_decide
from helpdesk.kinds.services.approving import check_may_withdraw as check_may_withdraw
from helpdesk.kinds.services.approving import decide as decide
from helpdesk.kinds.services.approving import withdraw as withdraw
from helpdesk.kinds.services.chains import set_chain as set_chain
from helpdesk.kinds.services.corrections import CorrectionFacts as CorrectionFacts
from helpdesk.kinds.services.corrections import ask_correction as ask_correction
from helpdesk.kinds.services.corrections import attach_correction as attach_correction
from helpdesk.kinds.services.corrections import verify_correction as verify_correction
from helpdesk.kinds.services.opening import KindFacts as KindFacts
from helpdesk.kinds.services.opening import open_kind as open_kind
from helpdesk.kinds.services.working import begin_again as begin_again
from helpdesk.kinds.services.working import check_may_do as check_may_do
from helpdesk.kinds.services.working import check_may_verify as check_may_verify
from helpdesk.kinds.services.working import do as do
from helpdesk.kinds.services.working import send_back as send_back
from helpdesk.kinds.services.working import unverify as unverify
from helpdesk.kinds.services.working import verify as verify
