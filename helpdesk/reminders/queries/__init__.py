"""What people were told, and what is due."""

from helpdesk.reminders.queries.sources import AHEAD as AHEAD
from helpdesk.reminders.queries.sources import Due as Due
from helpdesk.reminders.queries.sources import due_in as due_in
from helpdesk.reminders.queries.told import ASKED as ASKED
from helpdesk.reminders.queries.told import MOST_COUNTED as MOST_COUNTED
from helpdesk.reminders.queries.told import MOST_IN_A_DIGEST as MOST_IN_A_DIGEST
from helpdesk.reminders.queries.told import SEEN_BY as SEEN_BY
from helpdesk.reminders.queries.told import councils_of_digest as councils_of_digest
from helpdesk.reminders.queries.told import count_unread as count_unread
from helpdesk.reminders.queries.told import for_digest as for_digest
from helpdesk.reminders.queries.told import get_or_404 as get_or_404
from helpdesk.reminders.queries.told import is_known_to_requester as is_known_to_requester
from helpdesk.reminders.queries.told import owner_names as owner_names
from helpdesk.reminders.queries.told import readers_of_digests as readers_of_digests
from helpdesk.reminders.queries.told import reminded_of as reminded_of
from helpdesk.reminders.queries.told import rule_names as rule_names
from helpdesk.reminders.queries.told import rules_of as rules_of
from helpdesk.reminders.queries.told import sees as sees
from helpdesk.reminders.queries.told import shown as shown
from helpdesk.reminders.queries.told import snoozes as snoozes
from helpdesk.reminders.queries.told import unread as unread
from helpdesk.reminders.queries.told import visible_to as visible_to
from helpdesk.reminders.queries.told import waiting_in_vain as waiting_in_vain
from helpdesk.reminders.queries.told import wishes_of as wishes_of
