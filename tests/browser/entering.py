"""Signing somebody in without asking for the password, which takes long on purpose."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from helpdesk.accounts import services
from helpdesk.accounts.models import User
from helpdesk.infra import clock
from tests.pages import save


def cookie_of(app: Flask, user: User) -> dict[str, str]:
    token = services.sign_in(user, address="127.0.0.1", now=clock.now())
    save()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    content = {"_permanent": True, "_user_id": token, "_fresh": True}
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": serializer.dumps(content)}
