"""One record for one form, however often it is sent: the key that a form carries.

The first press claims the key inside its transaction; a refused one gives it back. Whoever comes
later with the same key and the same content is led to what the first one made.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import Response, current_app, g, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.infra import clock, uploads
from helpdesk.infra.access import somebody
from helpdesk.infra.db import Model, db, insert_into

FIELD = "request_key"
NOT_CONTENT = frozenset({"csrf_token", FIELD, "version", "opened", "next", "language"})


class RequestKey(Model):
    __tablename__ = "request_key"

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    content: Mapped[str]
    location: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class SentBefore(Exception):  # noqa: N818  # not an error of the person's
    """The same key came before, with other content: `location` is what that press made."""

    location: str


def new_key(user_id: int, form: str) -> str:
    return str(_serializer().dumps([secrets.token_urlsafe(12), user_id, form]))


def owner_of(key: str) -> int | None:
    """Return the person for whom a key was made, or None for one that is not ours."""
    signed = _opened(key)
    return signed[1] if signed else None


def form_of(key: str) -> str | None:
    """Return the name of the form that carries this key."""
    signed = _opened(key)
    return signed[2] if signed else None


def _opened(key: str) -> tuple[str, int, str] | None:
    try:
        random, user_id, form = _serializer().loads(key)
    except (BadSignature, ValueError, TypeError):
        return None
    return random, user_id, form


def was_claimed(key: str) -> bool:
    """Tell whether a form with this key was accepted."""
    return db.session.get(RequestKey, key) is not None


def claim() -> AnyResponse | None:
    """Claim this request's key, or answer as the first press was answered."""
    key, actor = request.form.get(FIELD, ""), somebody()
    if not key or actor is None or actor.id is None:
        return None
    if owner_of(key) != actor.id:
        raise BadRequest
    claimed = db.session.execute(
        insert_into(RequestKey)
        .values(key=key, user_id=actor.id, content=_content(), made_at=clock.now())
        .on_conflict_do_nothing()
        .returning(RequestKey.key)
    ).scalar_one_or_none()
    g.claimed_key = claimed
    return None if claimed else _answer_again(key)


def remember(response: Response) -> Response:
    """Keep where the claimed form led, before the commit; what led nowhere may be sent again."""
    key = g.pop("claimed_key", None)
    if key is None or response.status_code >= 400:
        return response
    if response.status_code == 303:
        db.session.execute(
            update(RequestKey).where(RequestKey.key == key).values(location=response.location)
        )
    else:
        db.session.execute(delete(RequestKey).where(RequestKey.key == key))
    return response


def forget_before(moment: datetime) -> None:
    db.session.execute(delete(RequestKey).where(RequestKey.made_at < moment))


def _answer_again(key: str) -> AnyResponse:
    before = db.session.execute(
        select(RequestKey.location, RequestKey.content).where(RequestKey.key == key)
    ).one()
    location = before.location or "/"
    if before.content != _content():
        raise SentBefore(location)
    return redirect(location, code=303)


def _content() -> str:
    """A fingerprint of what a person typed and attached, and where it was sent."""
    fields = sorted((n, v) for n, v in request.form.items(multi=True) if _is_content(n))
    return hashlib.sha256(repr((request.path, fields, uploads.fingerprint())).encode()).hexdigest()


def _is_content(name: str) -> bool:
    """A password is told from another nowhere but where it is checked."""
    return name not in NOT_CONTENT and "password" not in name


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="request-key")
