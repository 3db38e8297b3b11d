"""Storing files: first the bytes on disk, then the row; the caller commits."""

import os
import secrets
from collections.abc import Sequence
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
    kept = {file.sha256: file for file in files_of_draft(batch.draft_key)}
    for upload in batch.fresh:
        if upload.sha256 not in kept:
            kept[upload.sha256] = _stored(upload, user_id=actor.id or 0)
    for file in kept.values():
        if file.sha256 not in batch.dropped:
            file.draft_key, file.council_id = None, actor.council_id
            file.owner_kind, file.owner_id = owner_kind, owner.id
            db.session.add(file)
            record(actor, "attachment.add", owner, {"file": [None, file.name]})


class DraftFiles:
    """Keeps files for `infra.drafts`."""

    def keep_for_draft(self, key: str, user_id: int, fresh: Sequence[uploads.Upload]) -> None:
        known = {file.sha256 for file in files_of_draft(key)}
        for upload in fresh:
            if upload.sha256 not in known:
                file = _stored(upload, user_id=user_id)
                file.draft_key = key
                db.session.add(file)

    def kept_for_draft(self, key: str) -> Sequence[KeptFile]:
        return [
            uploads.Upload(file.name, file.mimetype, file.size, file.sha256, Path(file.stored_name))
            for file in files_of_draft(key)
        ]


def sweep(before: datetime) -> None:
    """Remove files of drafts that nobody finished, and files on disk that no row knows."""
    unfinished = Attachment.draft_key.is_not(None), Attachment.stored_at < before
    db.session.execute(delete(Attachment).where(*unfinished))
    known = set(db.session.scalars(select(Attachment.stored_name)))
    for path in uploads.folder().rglob("*"):
        old = path.is_file() and path.stat().st_mtime < before.timestamp()
        if old and path.name not in known:
            path.unlink()


def path_of(file: Attachment) -> Path:
    return uploads.folder() / file.stored_name[:2] / file.stored_name


def _stored(upload: uploads.Upload, *, user_id: int) -> Attachment:
    """Move the waiting bytes to their place, for good before the row can be committed."""
    name = secrets.token_hex(16)
    target = uploads.folder() / name[:2] / name
    target.parent.mkdir(exist_ok=True)
    upload.path.rename(target)
    _make_lasting(target.parent)
    return Attachment(
        user_id=user_id,
        name=upload.name,
        mimetype=upload.mimetype,
        size=upload.size,
        sha256=upload.sha256,
        stored_name=name,
        stored_at=clock.now(),
    )


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
