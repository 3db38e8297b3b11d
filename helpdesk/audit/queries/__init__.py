"""Reading the log, and checking that nobody has touched it."""

from helpdesk.audit.queries.chain import broken_links as broken_links
from helpdesk.audit.queries.entries import history as history
from helpdesk.audit.queries.entries import matching as matching
from helpdesk.audit.queries.entries import since_version as since_version
from helpdesk.audit.queries.entries import since_versions as since_versions
from helpdesk.audit.queries.entries import visible_to as visible_to
from helpdesk.audit.queries.names import Named as Named
from helpdesk.audit.queries.names import names_in as names_in
from helpdesk.audit.queries.names import names_of as names_of
from helpdesk.audit.queries.names import subject_names as subject_names
from helpdesk.audit.queries.secrets import hidden as hidden
from helpdesk.audit.queries.secrets import hidden_names as hidden_names
from helpdesk.audit.queries.secrets import is_hidden as is_hidden
from helpdesk.audit.queries.words import NOTHING as NOTHING
from helpdesk.audit.queries.words import Change as Change
from helpdesk.audit.queries.words import changed_fields as changed_fields
