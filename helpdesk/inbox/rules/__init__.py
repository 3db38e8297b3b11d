"""How a mail is read, what it may become, and what it may not."""

from helpdesk.inbox.rules.guards import is_loop as is_loop
from helpdesk.inbox.rules.guards import references_in as references_in
from helpdesk.inbox.rules.letters import File as File
from helpdesk.inbox.rules.letters import Letter as Letter
from helpdesk.inbox.rules.letters import UnreadableError as UnreadableError
from helpdesk.inbox.rules.letters import fingerprint as fingerprint
from helpdesk.inbox.rules.letters import glance as glance
from helpdesk.inbox.rules.letters import read as read
from helpdesk.inbox.rules.quotes import without_quote as without_quote
from helpdesk.inbox.rules.states import HOUR as HOUR
from helpdesk.inbox.rules.states import LARGEST_KEPT as LARGEST_KEPT
from helpdesk.inbox.rules.states import LARGEST_MAIL as LARGEST_MAIL
from helpdesk.inbox.rules.states import MOST_AN_HOUR as MOST_AN_HOUR
from helpdesk.inbox.rules.states import MOST_AT_ONCE as MOST_AT_ONCE
from helpdesk.inbox.rules.states import MOST_SHOWN as MOST_SHOWN
from helpdesk.inbox.rules.states import MOST_SUBJECT as MOST_SUBJECT
from helpdesk.inbox.rules.states import OPEN_TO_DECIDE as OPEN_TO_DECIDE
from helpdesk.inbox.rules.states import STATE_OF as STATE_OF
from helpdesk.inbox.rules.states import WAITING as WAITING
from helpdesk.inbox.rules.states import AlreadyDecidedError as AlreadyDecidedError
from helpdesk.inbox.rules.states import Reason as Reason
from helpdesk.inbox.rules.states import State as State
from helpdesk.inbox.rules.states import check_open as check_open
from helpdesk.inbox.rules.states import state_again as state_again
