"""Bringing a sheet of devices into the register; the caller commits."""

import logging
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import attach
from helpdesk.audit.services import record
from helpdesk.equipment.models import AssetImport, AssetModel
from helpdesk.equipment.queries import imports as known
from helpdesk.equipment.rules.imports import ImportOverError, ImportState, Plan, Problem
from helpdesk.equipment.services.import_rows import Writer
from helpdesk.infra import uploads
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

logger = logging.getLogger(__name__)

MIMETYPE = "application/octet-stream"  # it is only ever saved


def keep(content: bytes, *, name: str, actor: Actor, now: datetime) -> AssetImport:
    """Keep a sheet until somebody says yes to it; one that the actor left waiting goes."""
    for left in known.waiting_imports(actor):
        own_file = Attachment.owner_kind == "asset_import", Attachment.owner_id == left.id
        db.session.execute(delete(Attachment).where(*own_file))
        db.session.delete(left)
    batch = AssetImport(
        council_id=actor.council_id,
        user_id=actor.id,
        by_name=actor.name,
        file_name=name,
        uploaded_at=now,
    )
    db.session.add(batch)
    db.session.flush()
    upload = replace(uploads.as_text(name, content), mimetype=MIMETYPE)
    try:
        files = uploads.Batch(fresh=(upload,))
        attach(files, owner_kind="asset_import", owner=batch, actor=actor)
        db.session.flush()
    finally:
        upload.path.unlink(missing_ok=True)
    return batch


def carry_out(batch: AssetImport, plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Write every good row of a plan, in as few statements as there are kinds of rows."""
    if batch.state is not ImportState.WAITING:
        raise ImportOverError
    made = _add_models(plan, actor)
    batch.made_models = [model.id for model in made.values()]
    writer = Writer(batch, made, actor=actor, now=now)
    writer.enter(plan.new)
    writer.change(plan.changed)
    batch.state, batch.done_at = ImportState.DONE, now
    batch.new_count, batch.changed_count = len(plan.new), len(plan.changed)
    batch.same_count, batch.wrong_count = plan.same, plan.wrong
    batch.problems = [_plain(problem) for problem in plan.problems]
    counts = {"new": batch.new_count, "changed": batch.changed_count, "wrong": batch.wrong_count}
    record(actor, "asset.import", batch, {name: [None, n] for name, n in counts.items()}, at=now)
    db.session.flush()
    logger.info("import %s: %s new, %s changed, %s wrong", batch.id, *counts.values())


def _plain(problem: Problem) -> list[str]:
    column = problem.column.value if problem.column else ""
    return [str(problem.row), column, problem.reason, problem.value, problem.said]


def _add_models(plan: Plan, actor: Actor) -> dict[str, AssetModel]:
    made = {
        key: AssetModel(
            council_id=actor.council_id,
            category_id=model.category_id,
            manufacturer=model.manufacturer,
            name=model.name,
        )
        for key, model in plan.models.items()
    }
    db.session.add_all(made.values())
    db.session.flush()
    for model in made.values():
        record(actor, "asset_model.add", model, {"name": [None, model.full_name]})
    return made
