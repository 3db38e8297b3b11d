"""Taking an import back, as far as nothing newer happened to its devices; the caller commits."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, update

from helpdesk.audit.services import record
from helpdesk.equipment import queries
from helpdesk.equipment.models import (
    Asset,
    AssetImport,
    AssetImportRow,
    AssetModel,
    Movement,
)
from helpdesk.equipment.queries import imports as known
from helpdesk.equipment.rules.imports import Column, ImportOverError, ImportState
from helpdesk.equipment.services.import_rows import (
    Changes,
    add_movements,
    moves,
    put,
    record_change,
    restored,
)
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.i18n import OFFICE_LANGUAGE

logger = logging.getLogger(__name__)


def undo_import(batch: AssetImport, *, actor: Actor, now: datetime) -> None:
    """Take out what came new and is not used yet, and give the others what they had before."""
    if batch.state is not ImportState.DONE:
        raise ImportOverError
    rows = known.rows_of(batch)
    left = known.left_by_undo(batch, rows)
    undone = [row for row in rows if row.id not in left]
    _give_back([row for row in undone if not row.is_new], batch, actor=actor, now=now)
    _take_out([row for row in undone if row.is_new], actor=actor, now=now)
    _forget_models(batch.made_models)
    for row in undone:
        row.is_undone = True
    batch.state, batch.undone_at, batch.undone_by = ImportState.UNDONE, now, actor.name
    batch.kept_count = len(left)
    counts: Changes = {"undone": [None, len(undone)], "left": [None, len(left)]}
    record(actor, "asset.undo_import", batch, counts, at=now)
    db.session.flush()
    logger.info("import %s undone: %s rows, %s left", batch.id, len(undone), len(left))


def _give_back(
    rows: Sequence[AssetImportRow], batch: AssetImport, *, actor: Actor, now: datetime
) -> None:
    assets = known.assets_by_id(row.asset_id or 0 for row in rows)
    models = {one.id: one for one in queries.models(actor)}
    pairs = [(assets[row.asset_id or 0], _before(row, assets[row.asset_id or 0])) for row in rows]
    for asset, changes in pairs:
        values = {name: after for name, (_now, after) in changes.items()}
        model_id = values.get(Column.MODEL)
        put(asset, values, models[model_id] if isinstance(model_id, int) else None)
    db.session.flush()
    with force_locale(OFFICE_LANGUAGE):
        reason = _("The import of the spreadsheet %(name)s was undone.", name=batch.file_name)
    moved = [asset for asset, changes in pairs if moves(changes)]
    add_movements(moved, reason, actor=actor, now=now)
    names = known.names_of([changes for _asset, changes in pairs])
    for asset, changes in pairs:
        record_change(asset, changes, names, actor=actor, now=now)


def _before(row: AssetImportRow, asset: Asset) -> Changes:
    return {name: [getattr(asset, name), restored(name, said)] for name, said in row.before.items()}


def _take_out(rows: Sequence[AssetImportRow], *, actor: Actor, now: datetime) -> None:
    """Nothing tells of these but their registration, which the log keeps."""
    ids = [row.asset_id or 0 for row in rows]
    for asset in known.assets_by_id(ids).values():
        tag: Changes = {"asset_tag": [asset.asset_tag, None]}
        record(actor, "asset.unregister", asset, tag, at=now)
        db.session.expunge(asset)
    for some in known.chunks(ids):
        noted = AssetImportRow.asset_id.in_(some)
        db.session.execute(update(AssetImportRow).where(noted).values(asset_id=None))
        db.session.execute(delete(Movement).where(Movement.asset_id.in_(some)))
        db.session.execute(delete(Asset).where(Asset.id.in_(some)))


def _forget_models(made: Iterable[int]) -> None:
    """Makes and models that came with the sheet go with it, unless something is of them."""
    ids = list(made)
    unused = set(ids) - known.used_models(ids)
    for some in known.chunks(unused):
        db.session.execute(delete(AssetModel).where(AssetModel.id.in_(some)))
