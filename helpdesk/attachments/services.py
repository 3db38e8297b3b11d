"""Storing files: first the bytes on disk, then the row; the caller commits."""

import os
import secrets
import shutil
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of_draft
from helpdesk.audit.services import Subject, record
from helpdesk.infra import clock, uploads
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.drafts import KeptFile


def attach(batch: uploads.Batch, *, owner_kind: str, owner: Subject, actor: Actor) -> None:
    """Give a record the files that its form brought, now and in refused tries before."""
    owner_id = owner.id  # asked for now: an autoflush shall not find a file half given
    kept = {file.sha256: file for file in files_of_draft(batch.draft_key)}
    for upload in batch.fresh:
        if upload.sha256 not in kept:
            kept[upload.sha256] = _stored(upload, user_id=actor.id or 0)
    for file in kept.values():
        if file.sha256 not in batch.dropped:
            file.draft_key, file.council_id = None, actor.council_id
            file.owner_kind, file.owner_id = owner_kind, owner_id
            db.session.add(file)
            record(actor, "attachment.add", owner, {"file": [None, file.name]})


def attach_copies(
    files: Sequence[Attachment], *, owner_kind: str, owner: Subject, actor: Actor
) -> None:
    """Give a record the same files as another one, which keeps its own."""
    owner_id = owner.id
    for file in files:
        upload = uploads.Upload(file.name, file.mimetype, file.size, file.sha256, path_of(file))
        copy = _stored(upload, user_id=file.user_id)
        copy.council_id, copy.owner_kind, copy.owner_id = actor.council_id, owner_kind, owner_id
        db.session.add(copy)
        record(actor, "attachment.add", owner, {"file": [None, file.name]})


class DraftFiles:
    """Keeps files for `infra.drafts`."""

    def keep_for_draft(self, key: str, user_id: int, fresh: Sequence[uploads.Upload]) -> None:
        known = {file.sha256 for file in files_of_draft(key)}
        unknown = {upload.sha256: upload for upload in fresh if upload.sha256 not in known}
        for upload in unknown.values():
            file = _stored(upload, user_id=user_id)
            file.draft_key = key
            db.session.add(file)

    def drop_from_draft(self, key: str, file_ids: Collection[str]) -> None:
        dropped = Attachment.draft_key == key, Attachment.sha256.in_(file_ids)
        db.session.execute(delete(Attachment).where(*dropped))

    def kept_for_draft(self, key: str) -> Sequence[KeptFile]:
        return [
            uploads.Upload(file.name, file.mimetype, file.size, file.sha256, Path(file.stored_name))
            for file in files_of_draft(key)
        ]


def sweep(before: datetime) -> None:
    """Forget files of drafts that nobody finished."""
    unfinished = Attachment.draft_key.is_not(None), Attachment.stored_at < before
    db.session.execute(delete(Attachment).where(*unfinished))


def sweep_disk(before: datetime) -> None:
    """Remove old files that no row knows; call it when no transaction may still come back."""
    known = set(db.session.scalars(select(Attachment.stored_name)))
    for path in uploads.folder().rglob("*"):
        if path.name not in known and path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def path_of(file: Attachment) -> Path:
    return uploads.folder() / file.stored_name[:2] / file.stored_name


def _stored(upload: uploads.Upload, *, user_id: int) -> Attachment:
    """Put the waiting bytes into their place, for good before the row can be committed."""
    name = secrets.token_hex(16)
    _place(upload.path, uploads.folder() / name[:2] / name)
    return Attachment(
        user_id=user_id,
        name=upload.name,
        mimetype=upload.mimetype,
        size=upload.size,
        sha256=upload.sha256,
        stored_name=name,
        stored_at=clock.now(),
    )


def _place(waiting: Path, target: Path) -> None:
    """Give the bytes a second name; the first stays until the request is over.

    A commit that fails leaves them for the draft of the same request to keep.
    """
    if not target.parent.exists():
        target.parent.mkdir(exist_ok=True)
        _make_lasting(target.parent.parent)
    try:
        target.hardlink_to(waiting)
    except OSError:  # a disk that knows one name only
        shutil.copyfile(waiting, target)
        _make_lasting(target)
    _make_lasting(target.parent)


def _make_lasting(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
