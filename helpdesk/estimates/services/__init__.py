"""Writing to estimates; the caller commits."""

from helpdesk.estimates.services.codes import CodeTakenError as CodeTakenError
from helpdesk.estimates.services.codes import add_code as add_code
from helpdesk.estimates.services.codes import add_usual_codes as add_usual_codes
from helpdesk.estimates.services.codes import change_code as change_code
from helpdesk.estimates.services.deciding import agree as agree
from helpdesk.estimates.services.deciding import digest_of as digest_of
from helpdesk.estimates.services.deciding import give_back as give_back
from helpdesk.estimates.services.deciding import power_for as power_for
from helpdesk.estimates.services.deciding import submit as submit
from helpdesk.estimates.services.drafting import Head as Head
from helpdesk.estimates.services.drafting import Typed as Typed
from helpdesk.estimates.services.drafting import cancel as cancel
from helpdesk.estimates.services.drafting import draft as draft
from helpdesk.estimates.services.drafting import rewrite as rewrite
from helpdesk.estimates.services.editions import for_year as for_year
from helpdesk.estimates.services.editions import new_edition as new_edition
