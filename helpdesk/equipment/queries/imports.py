"""Reading imports, and all of the register that an import compares itself with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, false, select

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.attachments import queries as attachments
from helpdesk.attachments.services import path_of
from helpdesk.audit.queries import subject_names
from helpdesk.equipment import permissions
from helpdesk.equipment.models import (
    Asset,
    AssetCategory,
    AssetImport,
    AssetImportRow,
    AssetModel,
    Movement,
)
from helpdesk.equipment.queries import register
from helpdesk.equipment.rules.imports import Column, ImportState
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import Model, db, found_or_404
from helpdesk.org.models import Department, Location
from helpdesk.vendors import queries as vendors
from helpdesk.vendors.models import Vendor

NAMED: dict[str, tuple[Any, Any]] = {
    Column.LOCATION: (Location.id, Location.name),
    Column.DEPARTMENT: (Department.id, Department.code),
    Column.CUSTODIAN: (User.id, User.name),
    Column.SUPPLIER: (Vendor.id, Vendor.name),
    Column.CATEGORY: (AssetCategory.id, AssetCategory.code),
    Column.MODEL: (AssetModel.id, AssetModel.manufacturer + " " + AssetModel.name),
}
CHUNK = 500  # ids in one statement: every database takes so many
NO_COLUMN = frozenset({Column.MANUFACTURER})
COMPARED = tuple(column.value for column in Column if column not in NO_COLUMN)


def imports_visible_to(actor: Actor) -> Select[AssetImport]:
    """Return the imports of the council, for whoever may bring any."""
    found = select(AssetImport).where(AssetImport.council_id == actor.council_id)
    return found if can(actor, permissions.MANAGE) else found.where(false())


@attachments.owner("asset_import")
def import_ids(actor: Actor) -> Select[Any]:
    return imports_visible_to(actor).with_only_columns(AssetImport.id)


@subject_names("asset_import")
def import_names(ids: Sequence[int]) -> dict[int, str]:
    wanted = select(AssetImport.id, AssetImport.file_name).where(AssetImport.id.in_(ids))
    return {row.id: row.file_name for row in db.session.execute(wanted)}


def import_or_404(import_id: int, *, actor: Actor) -> AssetImport:
    return found_or_404(imports_visible_to(actor).where(AssetImport.id == import_id))


def waiting_imports(actor: Actor) -> Sequence[AssetImport]:
    """Return what the actor brought and has not confirmed."""
    own = AssetImport.user_id == actor.id, AssetImport.state == ImportState.WAITING
    return db.session.scalars(imports_visible_to(actor).where(*own)).all()


def content_of(batch: AssetImport) -> bytes:
    (file,) = attachments.files_of("asset_import", [batch.id])[batch.id]
    return path_of(file).read_bytes()


def known_assets(actor: Actor) -> Sequence[Row[Any]]:
    """Return what an import can compare, of every device of the council, as plain rows."""
    names = ("id", "must_be_installed", "details", *COMPARED)
    columns = [getattr(Asset, name) for name in names]
    return db.session.execute(register.visible_to(actor).with_only_columns(*columns)).all()


def custodians(actor: Actor) -> Sequence[Row[int, str, str, str, bool]]:
    """Return everybody who may hold a device, and who has left, for a device may still be his."""
    wanted = User.id, User.name, User.username, User.email, User.is_active
    people = accounts.visible_to(actor).order_by(User.is_active.desc(), User.id)
    return db.session.execute(people.with_only_columns(*wanted)).all()


def suppliers(actor: Actor) -> Sequence[Vendor]:
    return db.session.scalars(vendors.visible_to(actor)).all()


def rows_of(batch: AssetImport) -> Sequence[AssetImportRow]:
    found = select(AssetImportRow).where(AssetImportRow.import_id == batch.id)
    return db.session.scalars(found.order_by(AssetImportRow.row_number)).all()


def assets_by_id(ids: Iterable[int]) -> dict[int, Asset]:
    found: dict[int, Asset] = {}
    for some in chunks(ids):
        for asset in db.session.scalars(select(Asset).where(Asset.id.in_(some))):
            found[asset.id] = asset
    return found


def chunks(ids: Iterable[Any]) -> Iterable[list[Any]]:
    wanted = list(ids)
    return (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))


def used_assets(batch: AssetImport) -> set[int]:
    """Return which new devices anything tells of but the first movement and the import itself."""
    own = {AssetImportRow.__tablename__, Movement.__tablename__}
    new = AssetImportRow.import_id == batch.id, AssetImportRow.is_new
    return _referred("asset", select(AssetImportRow.asset_id).where(*new), but=own)


def used_models(ids: Sequence[int]) -> set[int]:
    return _referred("asset_model", select(AssetModel.id).where(AssetModel.id.in_(ids)))


def _referred(name: str, among: Select[Any], *, but: Collection[str] = ()) -> set[int]:
    """Look into every table that points there, whichever feature it belongs to."""
    found: set[int] = set()
    for table in Model.metadata.tables.values():
        for key in table.foreign_keys if table.name not in but else ():
            if key.column.table.name == name:
                pointing = select(key.parent).where(key.parent.in_(among)).distinct()
                found.update(db.session.scalars(pointing))
    return found


def left_by_undo(batch: AssetImport, rows: Sequence[AssetImportRow]) -> dict[int, AssetImportRow]:
    """Return, by id, the rows whose device changed since, or is told of elsewhere."""
    of_batch = select(AssetImportRow.asset_id).where(AssetImportRow.import_id == batch.id)
    now = select(Asset.id, Asset.version).where(Asset.id.in_(of_batch))
    versions = {row.id: row.version for row in db.session.execute(now)}
    used = used_assets(batch)
    return {
        row.id: row
        for row in rows
        if row.asset_id in used or versions.get(row.asset_id or 0) != row.version_after
    }


def names_of(changes: Iterable[Mapping[str, Sequence[object]]]) -> dict[tuple[str, object], str]:
    """Return what the log calls the records that columns point to, by column and id."""
    wanted: dict[str, set[object]] = {name: set() for name in NAMED}
    for one in changes:
        for name in NAMED.keys() & one.keys():
            wanted[name].update(value for value in one[name] if value is not None)
    return {
        (name, key): said
        for name, (column, spelled) in NAMED.items()
        for some in chunks(wanted[name])
        for key, said in db.session.execute(select(column, spelled).where(column.in_(some)))
    }
