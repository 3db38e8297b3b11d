"""Who may manage people, and what with whom."""

from datetime import date

from flask_babel import lazy_gettext as _l

from helpdesk.accounts.models import User
from helpdesk.infra.access import Actor, Role, can, declare

OWN_PROFILE = declare("accounts.own_profile", _l("See and change one's own profile"), *Role)
MANAGE = declare("accounts.manage", _l("Manage people"), Role.HEAD, Role.ADMINISTRATOR)
GRANT = declare("accounts.grant", _l("Give and end roles"), Role.ADMINISTRATOR)


class NotYourAccountError(Exception):
    """Somebody may manage people, but not this person, or not in this way."""


def may_change(actor: Actor, person: User, *, today: date) -> bool:
    """Only administrators manage administrators, and nobody the people of another council."""
    is_here = person.council_id == actor.council_id
    return is_here and (can(actor, GRANT) or not _is_administrator(person, today))


def may_deactivate(actor: Actor, person: User, *, today: date) -> bool:
    """Nobody locks himself out, so that an administrator is always left."""
    return person.id != actor.id and may_change(actor, person, today=today)


def may_reset_password(actor: Actor, person: User, *, today: date) -> bool:
    """Where somebody has roles elsewhere too, a new password would open those doors as well."""
    elsewhere = any(
        grant.council_id != person.council_id and not grant.is_over(today)
        for grant in person.grants
    )
    return not elsewhere and may_deactivate(actor, person, today=today)


def may_grant(actor: Actor, person: User) -> bool:
    return person.id != actor.id and can(actor, GRANT)


def insist(allowed: bool) -> None:
    if not allowed:
        raise NotYourAccountError


def _is_administrator(person: User, today: date) -> bool:
    return any(
        grant.role is Role.ADMINISTRATOR and not grant.is_over(today) for grant in person.grants
    )
