"""What a person typed, kept through refusals, ended sessions and a change of language."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from flask import Response, g, request
from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.infra import browsers, clock, request_keys, uploads
from helpdesk.infra.access import Actor, sign_in_first, somebody
from helpdesk.infra.db import Model, db, insert_into
from helpdesk.infra.local_urls import here, page_of_form, with_query
from helpdesk.infra.transactions import READING, after_refusal, keep

REFUSED = frozenset({400, 409, 413, 422, 503})
MOST_LOOKED_AT = 9
MOST_KEPT = 20  # drafts of one person
NEVER_KEPT = ("csrf_token", "next", "language", request_keys.FIELD)


class Draft(Model):
    """The fields of one unsent form, for the person whose key it carries.

    `made_in` is the sign-in in which it was last saved, empty where that had ended.
    """

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    path: Mapped[str]
    fields: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(index=True)
    made_in: Mapped[str] = mapped_column(default="", server_default="")
    discarded_at: Mapped[datetime | None]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in json.loads(self.fields)]


class KeptFile(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...


class FileKeeper(Protocol):
    """Whoever stores the files of drafts: a feature above."""

    def keep_for_draft(self, key: str, user_id: int, fresh: Sequence[uploads.Upload]) -> None: ...
    def drop_from_draft(self, key: str, file_ids: Collection[str]) -> None: ...
    def kept_for_draft(self, key: str) -> Sequence[KeptFile]: ...


class _Keepers:
    files: FileKeeper


def use_files(keeper: FileKeeper) -> None:
    _Keepers.files = keeper


def kept_files(key: str) -> Sequence[KeptFile]:
    return _Keepers.files.kept_for_draft(key)


def save(key: str, user_id: int) -> None:
    """Write down the form of this request; the caller has a transaction."""
    fields = [pair for pair in request.form.items(multi=True) if _may_be_kept(pair[0])]
    row = {
        "path": page_of_form(),
        "fields": json.dumps(fields),
        "saved_at": clock.now(),
        "made_in": _sign_in_of(somebody()),
        "discarded_at": None,
    }
    db.session.execute(
        insert_into(Draft)
        .values(key=key, user_id=user_id, **row)
        .on_conflict_do_update(index_elements=["key"], set_=row)
    )
    _Keepers.files.drop_from_draft(key, uploads.dropped_files())
    _Keepers.files.keep_for_draft(key, user_id, uploads.fresh_files())
    oldest_last = Draft.saved_at.desc(), Draft.key
    _drop(
        select(Draft.key).where(Draft.user_id == user_id).order_by(*oldest_last).offset(MOST_KEPT)
    )


def save_later(key: str, user_id: int) -> None:
    """Write the form down at the end of this request, with its files, and only once."""
    uploads.receive()
    if not g.get("draft_is_kept", False):
        g.draft_is_kept = True
        keep(lambda: save(key, user_id))


def wanted_key(form: str) -> str:
    """Return the key of the draft that this page was asked to show in `form`, or "".

    It stays the form's key when the draft was sent meanwhile: going back makes no second record.
    """
    key, actor = request.args.get("draft", ""), somebody()
    if not key or actor is None or request.method not in READING:
        return ""
    is_own = request_keys.owner_of(key) == actor.id and request_keys.form_of(key) == form
    return key if is_own else ""


def wanted(form: str) -> MultiDict[str, str] | None:
    """Return the fields of the draft that this page was asked to show in `form`."""
    key = wanted_key(form)
    draft = db.session.get(Draft, key) if key else None
    return MultiDict([*draft.pairs, (request_keys.FIELD, key)]) if draft else None


def unsent_here(user_id: int) -> Sequence[Draft]:
    """Return what somebody began on this page and did not send, the newest first."""
    return db.session.scalars(_unsent(), {"user_id": user_id, "path": here()}).all()


@cache  # every page with a form asks
def _unsent() -> Select[Draft]:
    sent = select(request_keys.RequestKey.key).where(request_keys.RequestKey.key == Draft.key)
    is_here = Draft.user_id == bindparam("user_id"), Draft.path == bindparam("path")
    found = select(Draft).where(*is_here, Draft.discarded_at.is_(None), ~sent.exists())
    return found.order_by(Draft.saved_at.desc()).limit(MOST_LOOKED_AT)


def show(form: Iterable[Any]) -> None:
    """Note that this page has a form of that kind, which could go on with a draft."""
    forms_here()[type(form).__name__] = form


def forms_here() -> dict[str, Iterable[Any]]:
    """Return the forms of this page by the names that their keys carry."""
    forms: dict[str, Iterable[Any]] = g.setdefault("forms", {})
    return forms


def own_or_none(key: str, user_id: int) -> Draft | None:
    """Return a draft by its key, which only its writer may name."""
    return db.session.get(Draft, key) if request_keys.owner_of(key) == user_id else None


def forget_unsent(key: str, user_id: int) -> None:
    """Put a draft away whose writer no longer needs to send it; he may still bring it back."""
    if draft := own_or_none(key, user_id):
        draft.discarded_at = clock.now()


def forget_sent(response: Response) -> Response:
    """Drop the draft of a form that was accepted; the caller's transaction commits it."""
    key = g.get("claimed_key")
    if key is not None and response.status_code < 400:
        db.session.execute(delete(Draft).where(Draft.key == key))
        browsers.note_sent(key)
    return response


def forget_made_in(actor: Actor) -> None:
    """Drop what somebody left unsent in this sign-in: the next person sits at the same table."""
    of_sign_in = Draft.made_in.in_(["", _sign_in_of(actor)])
    _drop(select(Draft.key).where(Draft.user_id == actor.id, of_sign_in))


def _drop(keys: Select[str]) -> None:
    for key in db.session.scalars(keys).all():
        kept = _Keepers.files.kept_for_draft(key)
        _Keepers.files.drop_from_draft(key, [file.id for file in kept])
        db.session.execute(delete(Draft).where(Draft.key == key))


def rescue() -> AnyResponse | None:
    """Keep the form of somebody whose sign-in has ended, and ask them to sign in again."""
    key = request.form.get(request_keys.FIELD, "") if request.method not in READING else ""
    user_id = request_keys.owner_of(key) if key else None
    if user_id is None or somebody() is not None:
        return None
    save_later(key, user_id)
    return sign_in_first(with_query(page_of_form(), draft=key))


@after_refusal
def _keep_refused(response: Response) -> None:
    if response.status_code not in REFUSED or request.method in READING:
        return
    key, actor = request.form.get(request_keys.FIELD, ""), somebody()
    if actor is not None and actor.id is not None and request_keys.owner_of(key) == actor.id:
        save_later(key, actor.id)


def forget_before(moment: datetime) -> None:
    db.session.execute(delete(Draft).where(Draft.saved_at < moment))


def _sign_in_of(actor: Actor | None) -> str:
    return hashlib.sha256(actor.token.encode()).hexdigest() if actor else ""


def _may_be_kept(name: str) -> bool:
    return name not in NEVER_KEPT and "password" not in name
