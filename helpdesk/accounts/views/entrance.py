"""What every page shares that lets somebody in by a password, or into another council."""

from urllib.parse import urlsplit

from flask import request, session
from flask_login import login_user
from werkzeug.exceptions import TooManyRequests

from helpdesk.accounts import rules, services
from helpdesk.infra import clock, origin
from helpdesk.infra.access import Actor
from helpdesk.infra.local_urls import is_local
from helpdesk.infra.transactions import keep


def remember(actor: Actor) -> None:
    """Give the browser a new session, with nothing in it of the one before."""
    session.clear()
    session.permanent = True
    login_user(actor)


def note_failure(username: str) -> None:
    address, now = origin.address(), clock.now()
    keep(lambda: services.note_failure(username, address=address, now=now))


def too_many() -> TooManyRequests:
    return TooManyRequests(retry_after=rules.WINDOW.seconds)


def wanted_page() -> str:
    """Return the page that was asked for before this one, or the first page."""
    wanted = request.values.get("next", "/")
    is_another = is_local(wanted) and urlsplit(wanted).path != request.path
    return wanted if is_another else "/"
