"""Signing somebody in without asking for the password, which takes long on purpose."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from helpdesk.accounts import services
from helpdesk.accounts.models import User
from helpdesk.infra import clock
from tests.pages import save


def signed_in(app: Flask, user: User) -> str:
    """Return the session cookie of somebody who has just come in."""
    token = services.sign_in(user, address="127.0.0.1", now=clock.now())
    save()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    content = {"_permanent": True, "_user_id": token, "_fresh": True}
    return str(serializer.dumps(content))
