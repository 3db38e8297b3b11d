"""What a person said of the browser before them: whether it is theirs alone.

Only then do pages keep a copy of unsent text in that browser; a shared one keeps nothing.
"""

from flask import Flask, current_app, request, session
from werkzeug.wrappers import Response

from helpdesk.infra.access import somebody

COOKIE = "own_computer"
YEAR = 365 * 24 * 60 * 60  # seconds
SENT = "sent_key"


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(is_own_computer=is_own, sent_key=sent_key)


def is_own() -> bool:
    """Tell whether whoever is signed in said so; what somebody else said here does not count."""
    actor = somebody()
    return actor is not None and request.cookies.get(COOKIE) == str(actor.id)


def say_own(response: Response, user_id: int) -> None:
    is_secure = current_app.config["HTTPS"]
    response.set_cookie(COOKIE, str(user_id), YEAR, secure=is_secure, httponly=True, samesite="Lax")


def say_shared(response: Response) -> None:
    response.delete_cookie(COOKIE)


def note_sent(key: str) -> None:
    """Let the next page tell the browser that its copy of this form is no longer needed."""
    if is_own():
        session[SENT] = key


def sent_key() -> str:
    return str(session.pop(SENT, "")) if SENT in session else ""
