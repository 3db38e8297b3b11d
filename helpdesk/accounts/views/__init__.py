"""Pages of signing in and out, of one's own profile, and of people."""

from helpdesk.accounts.views import delegations as delegations
from helpdesk.accounts.views import people as people
from helpdesk.accounts.views import profile as profile
from helpdesk.accounts.views import rights as rights
from helpdesk.accounts.views import signing_in as signing_in
from helpdesk.accounts.views.blueprint import bp as bp
