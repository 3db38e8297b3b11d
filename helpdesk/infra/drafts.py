"""What a person typed, kept through refusals, ended sessions and a change of language."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from flask import Response, g, request
from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.infra import clock, request_keys, uploads
from helpdesk.infra.access import sign_in_first, somebody
from helpdesk.infra.db import Model, db, insert_into
from helpdesk.infra.local_urls import page_of_form, with_query
from helpdesk.infra.transactions import READING, after_refusal, keep

REFUSED = frozenset({400, 409, 422, 503})
NEVER_KEPT = ("csrf_token", "next", "language", request_keys.FIELD)


class Draft(Model):
    """The fields of one unsent form, for the person whose key it carries."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    path: Mapped[str]
    fields: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(index=True)


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
    }
    db.session.execute(
        insert_into(Draft)
        .values(key=key, user_id=user_id, **row)
        .on_conflict_do_update(index_elements=["key"], set_=row)
    )
    _Keepers.files.drop_from_draft(key, uploads.dropped_files())
    _Keepers.files.keep_for_draft(key, user_id, uploads.fresh_files())


def save_later(key: str, user_id: int) -> None:
    """Write the form down at the end of this request, with its files, and only once."""
    uploads.receive()
    if not g.get("draft_is_kept", False):
        g.draft_is_kept = True
        keep(lambda: save(key, user_id))


def wanted(form: str) -> MultiDict[str, str] | None:
    """Return the fields of the draft that this page was asked to show in `form`."""
    key, actor = request.args.get("draft", ""), somebody()
    if not key or actor is None or request.method not in READING:
        return None
    if request_keys.owner_of(key) != actor.id or request_keys.form_of(key) != form:
        return None
    draft = db.session.get(Draft, key)
    return MultiDict([*json.loads(draft.fields), (request_keys.FIELD, key)]) if draft else None


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


def _may_be_kept(name: str) -> bool:
    return name not in NEVER_KEPT and "password" not in name
