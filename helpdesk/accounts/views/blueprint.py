"""Where the pages of signing in, of one's own profile and of people are put together."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from helpdesk.accounts import permissions, rules
from helpdesk.infra.errors import explain
from helpdesk.infra.navigation import Group, setting

bp = Blueprint("accounts", "helpdesk.accounts.views")
setting(
    "accounts.list_people",
    _l("People"),
    permissions.MANAGE,
    group=Group.COUNCIL,
    about=_l("Who may sign in, their roles and their passwords"),
)
explain(
    bp,
    permissions.NotYourAccountError,
    403,
    _l(
        "Nobody changes their own roles or closes their own account. The account of somebody in "
        "management, of an auditor or of a system administrator is changed by a system "
        "administrator alone. An account with roles in several councils gets its new password at "
        "the server."
    ),
)
explain(bp, rules.DelegationOverError, 409, _l("This delegation has ended already."))
