"""Who may manage people, and what with whom."""

from collections.abc import Callable
from datetime import date

from flask_babel import lazy_gettext as _l

from helpdesk.accounts.models import Delegation, RoleGrant, User
from helpdesk.accounts.rules import Standing
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role, can, declare

OWN_PROFILE = declare("accounts.own_profile", _l("See and change one's own profile"), *Role)
MANAGE = declare("accounts.manage", _l("Manage people"), Role.HEAD, Role.ADMINISTRATOR)
DELEGATE = declare(
    "accounts.delegate", _l("Say who decides in one's place on days of absence"), *Role
)
DELEGATE_FOR_OTHERS = declare(
    "accounts.delegate_for_others", _l("Say who decides in a colleague's place"), Role.HEAD
)
GRANT = declare("accounts.grant", _l("Give and end roles"), Role.ADMINISTRATOR)

# Whoever may not give a role leaves the accounts of its holders alone: a new password opens them.
NOT_ABOVE_A_HEAD = frozenset({Role.REQUESTER, Role.TECHNICIAN, Role.STOREKEEPER, Role.HEAD})
Right = Callable[[Actor, User], bool]


class NotYourAccountError(Exception):
    """Somebody may manage people, but not this person, or not in this way."""


def may_change(actor: Actor, person: User) -> bool:
    """Nobody manages whoever has a role above his own, nor the people of another council."""
    is_above = any(grant.role not in NOT_ABOVE_A_HEAD for grant in _counting(person))
    is_here = person.council_id == actor.council_id
    return is_here and can(actor, GRANT if is_above else MANAGE)


def may_deactivate(actor: Actor, person: User) -> bool:
    """Nobody locks himself out, so that an administrator is always left."""
    return person.id != actor.id and may_change(actor, person)


def may_reset_password(actor: Actor, person: User) -> bool:
    """Where somebody has roles elsewhere too, a new password would open those doors as well."""
    is_elsewhere = any(grant.council_id != person.council_id for grant in _counting(person))
    return not is_elsewhere and may_deactivate(actor, person)


def may_grant(actor: Actor, person: User) -> bool:
    return person.id != actor.id and can(actor, GRANT)


def may_end(actor: Actor, given: Delegation, *, today: date) -> bool:
    """Who is absent ends it, or the head of ICT; nobody ends what is over."""
    is_theirs = given.principal_id == actor.id or can(actor, DELEGATE_FOR_OTHERS)
    return is_theirs and given.standing(today) is not Standing.OVER


def rights_over(actor: Actor, person: User) -> frozenset[str]:
    """Return the names of what the actor may do to somebody's account."""
    rights = {
        "change": may_change,
        "deactivate": may_deactivate,
        "reset_password": may_reset_password,
        "grant": may_grant,
    }
    return frozenset(name for name, may in rights.items() if may(actor, person))


def _counting(person: User) -> list[RoleGrant]:
    """The roles that somebody has, or will have."""
    return [grant for grant in person.grants if not grant.is_over(clock.today())]
