"""Where the pages of signing in, of one's own profile and of people are put together."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.accounts import permissions, rules
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import entry

bp = Blueprint("accounts", "helpdesk.accounts.views")
entry("accounts.list_people", _l("People"), permissions.MANAGE, order=70)
explain(
    bp,
    permissions.NotYourAccountError,
    403,
    _l(
        "Nobody changes their own roles or closes their own account. Only a system administrator "
        "changes the account of another one, and an account with roles in several councils gets "
        "its new password at the server."
    ),
)
explain(bp, rules.DelegationOverError, 409, _l("This delegation has ended already."))
