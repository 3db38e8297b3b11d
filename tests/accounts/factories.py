"""People as the tests of signing in need them."""

from datetime import timedelta

from flask import Flask

from helpdesk.accounts import services
from helpdesk.accounts.models import RoleGrant, User
from helpdesk.infra import clock
from helpdesk.infra.access import Role, the_program
from helpdesk.infra.db import db
from tests import factories
from tests.pages import PageClient

PASSWORD = factories.PASSWORD


def acting(
    user: User, role: str, *, days: tuple[int, int], council_id: int | None = None
) -> RoleGrant:
    """Give somebody a role from so many days from today until so many days from today."""
    first, last = (clock.today() + timedelta(days=count) for count in days)
    actor = the_program(council_id or user.council_id)
    given = services.grant(user, Role(role), starts_on=first, ends_on=last, actor=actor)
    db.session.flush()
    return given


def national(user: User, role: str) -> RoleGrant:
    """What no page gives: a role in every council."""
    grant = RoleGrant(user=user, role=Role(role), council_id=None, starts_on=clock.today())
    return factories.saved(grant)


def at_the_door(app: Flask, user: User, password: str = PASSWORD) -> PageClient:
    """A browser of its own in which somebody has just signed in with the password."""
    pages = PageClient(app)
    page = pages.submit(pages.get("/sign-in?next=/me"), username=user.username, password=password)
    assert user.name in str(page.select("header"))
    return pages
