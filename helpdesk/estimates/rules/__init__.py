"""Pure rules of cost estimates."""

from helpdesk.estimates.rules.changes import Change as Change
from helpdesk.estimates.rules.changes import Priced as Priced
from helpdesk.estimates.rules.changes import differences as differences
from helpdesk.estimates.rules.drawn import Drawn as Drawn
from helpdesk.estimates.rules.drawn import plain as plain
from helpdesk.estimates.rules.expected import Past as Past
from helpdesk.estimates.rules.flow import DEPARTMENTS as DEPARTMENTS
from helpdesk.estimates.rules.flow import FINAL_SUMS as FINAL_SUMS
from helpdesk.estimates.rules.flow import AlreadyChangingError as AlreadyChangingError
from helpdesk.estimates.rules.flow import DecidedBeforeError as DecidedBeforeError
from helpdesk.estimates.rules.flow import NobodyApprovesError as NobodyApprovesError
from helpdesk.estimates.rules.flow import NothingEstimatedError as NothingEstimatedError
from helpdesk.estimates.rules.flow import NotYourStepError as NotYourStepError
from helpdesk.estimates.rules.flow import Office as Office
from helpdesk.estimates.rules.flow import PreparedItError as PreparedItError
from helpdesk.estimates.rules.flow import State as State
from helpdesk.estimates.rules.flow import StepState as StepState
from helpdesk.estimates.rules.flow import View as View
from helpdesk.estimates.rules.flow import check_step as check_step
from helpdesk.estimates.rules.prices import Origin as Origin
from helpdesk.estimates.rules.prices import PriceSource as PriceSource
from helpdesk.estimates.rules.prices import is_old as is_old
from helpdesk.estimates.rules.totals import Line as Line
from helpdesk.estimates.rules.totals import Totals as Totals
from helpdesk.estimates.rules.totals import totals as totals
from helpdesk.estimates.rules.totals import without_vat as without_vat
