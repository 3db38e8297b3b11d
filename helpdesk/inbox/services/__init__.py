"""Taking in mails, and deciding about those that wait; the caller commits."""

from helpdesk.inbox.services.arriving import Arrival as Arrival
from helpdesk.inbox.services.arriving import is_from_somebody as is_from_somebody
from helpdesk.inbox.services.arriving import park as park
from helpdesk.inbox.services.arriving import receive as receive
from helpdesk.inbox.services.deciding import accept as accept
from helpdesk.inbox.services.deciding import discard as discard
from helpdesk.inbox.services.deciding import join as join
from helpdesk.inbox.services.deciding import restore as restore
from helpdesk.inbox.services.taking import files_of as files_of
from helpdesk.inbox.services.taking import let_go as let_go
