"""Writing the rows of an import: devices, their movements, and what the log says of each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import JSON, insert, select

from helpdesk.audit.services import record
from helpdesk.equipment import queries, rules
from helpdesk.equipment.models import (
    Asset,
    AssetCounter,
    AssetImport,
    AssetImportRow,
    AssetModel,
    Movement,
)
from helpdesk.equipment.queries import imports as known
from helpdesk.equipment.rules.imports import WHEREABOUTS, Column, PlannedRow
from helpdesk.equipment.services.register import next_number, search_text
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.infra.i18n import OFFICE_LANGUAGE, number
from helpdesk.org.models import Council
from helpdesk.vendors.models import Vendor

BY_MODEL = frozenset({Column.MODEL, Column.CATEGORY})
Pairs = Sequence[tuple[PlannedRow, Asset]]
Changes = dict[str, list[object]]


class Writer:
    """Enters and changes devices for one import, which is their reason to have moved."""

    def __init__(
        self, batch: AssetImport, made: Mapping[str, AssetModel], *, actor: Actor, now: datetime
    ) -> None:
        self._batch, self._made, self._actor, self._now = batch, made, actor, now
        self._models = {one.id: one for one in queries.models(actor)}
        with force_locale(OFFICE_LANGUAGE):
            self._reason = _("From the spreadsheet %(name)s.", name=batch.file_name)

    def enter(self, rows: Sequence[PlannedRow]) -> None:
        """Register new devices; each one takes the council's next number, as by hand."""
        assets = [self._new(row) for row in rows]
        _number(assets, self._actor.council_id)
        for asset in assets:
            asset.search_text = search_text(asset)
        db.session.add_all(assets)
        db.session.flush()
        self._place(assets)
        for asset in assets:
            tag: Changes = {"asset_tag": [None, asset.asset_tag]}
            record(self._actor, "asset.register", asset, tag, at=self._now)
        self._note((row, asset, {}) for row, asset in zip(rows, assets, strict=True))

    def change(self, rows: Sequence[PlannedRow]) -> None:
        """Change what the sheet says otherwise; what moved gets a movement."""
        assets = known.assets_by_id(row.asset_id or 0 for row in rows)
        pairs = [(row, assets[row.asset_id or 0]) for row in rows]
        changes = [self._set(row, asset) for row, asset in pairs]
        db.session.flush()
        self._place([one for (_row, one), said in zip(pairs, changes, strict=True) if moves(said)])
        names = known.names_of(changes)
        for (_row, asset), said in zip(pairs, changes, strict=True):
            record_change(asset, said, names, actor=self._actor, now=self._now)
        self._note((row, one, said) for (row, one), said in zip(pairs, changes, strict=True))

    def _set(self, row: PlannedRow, asset: Asset) -> Changes:
        """Give a device its new values, and return what they were and are."""
        values = dict(row.values)
        model = self._model(row)
        if model is not None:
            values |= {Column.MODEL: model.id, Column.CATEGORY: model.category_id}
        changes: Changes = {name: [getattr(asset, name), said] for name, said in values.items()}
        put(asset, values, model)
        return changes

    def _model(self, row: PlannedRow) -> AssetModel | None:
        if row.model is not None:
            return self._made[row.model.key]
        model_id = row.values.get(Column.MODEL)
        return self._models[model_id] if isinstance(model_id, int) else None

    def _new(self, row: PlannedRow) -> Asset:
        model = self._model(row)
        if model is None:
            raise ValueError(row.row)  # no plan has such a row
        values: dict[str, object] = {"status": rules.Status.IN_SERVICE, **row.values}
        asset = Asset(
            council_id=self._actor.council_id,
            registered_at=self._now,
            criticality=model.category.criticality,
            asset_tag="",
            label_code="",
            gamis_number="",
            details={},
        )
        put(asset, values, model)
        return asset

    def _place(self, assets: Iterable[Asset]) -> None:
        add_movements(assets, self._reason, actor=self._actor, now=self._now)

    def _note(self, rows: Iterable[tuple[PlannedRow, Asset, Changes]]) -> None:
        """Keep what is needed to take it back."""
        noted = [
            {
                "import_id": self._batch.id,
                "asset_id": asset.id,
                "asset_tag": asset.asset_tag,
                "row_number": row.row,
                "is_new": row.asset_id is None,
                "before": {name: kept(before) for name, (before, _after) in changes.items()},
                "version_after": asset.version,
            }
            for row, asset, changes in rows
        ]
        if noted:
            db.session.execute(insert(AssetImportRow), noted)


def put(asset: Asset, values: Mapping[str, object], model: AssetModel | None) -> None:
    """Set columns; the model brings its category along."""
    for name, value in values.items():
        if name not in BY_MODEL:
            setattr(asset, name, value)
    if Column.SUPPLIER in values:
        supplier_id = values[Column.SUPPLIER]
        asset.supplier = db.session.get(Vendor, supplier_id) if supplier_id else None
    if model is not None:
        asset.model, asset.category = model, model.category
    asset.search_text = search_text(asset) if asset.label_code else ""


def add_movements(assets: Iterable[Asset], reason: str, *, actor: Actor, now: datetime) -> None:
    """Write where devices are now; the devices are flushed already."""
    said = {"at": now, "reason": reason, "by_name": actor.name}
    names = ("location_id", "department_id", "custodian_id")
    rows = [
        {"asset_id": one.id, **said, **{name: getattr(one, name) for name in names}}
        for one in assets
    ]
    if rows:
        db.session.execute(insert(Movement), rows)


def moves(changes: Mapping[str, object]) -> bool:
    return any(column in changes for column in WHEREABOUTS)


def record_change(
    asset: Asset,
    changes: Changes,
    names: Mapping[tuple[str, object], str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Note a change as if it had been made by hand: what moved it apart from the rest."""
    said = {
        name.removesuffix("_id"): [_worded(names, name, before), _worded(names, name, after)]
        for name, (before, after) in changes.items()
    }
    where = {column.removesuffix("_id") for column in WHEREABOUTS}
    moved = {name: pair for name, pair in said.items() if name in where}
    rest = {name: pair for name, pair in said.items() if name not in where}
    for action, told in (("asset.move", moved), ("asset.change", rest)):
        if told:
            record(actor, action, asset, told, at=now)


def _worded(names: Mapping[tuple[str, object], str], name: str, value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return ", ".join(value.values())
    return names.get((name, value), value)


def kept(value: object) -> str | None:
    """Spell a value so that `restored` reads it again."""
    if value is None:
        return None
    if isinstance(value, dict):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def restored(name: str, said: str | None) -> object:
    if said is None:
        return None
    column = Asset.__table__.c[name].type
    if isinstance(column, JSON):
        return json.loads(said)
    kind = column.python_type
    return date.fromisoformat(said) if kind is date else kind(said)


def _number(assets: Sequence[Asset], council_id: int) -> None:
    """Give labels, and tags to those without; a number that an old tag has is passed over."""
    council = db.session.get_one(Council, council_id)
    tags = select(Asset.asset_tag).where(Asset.council_id == council_id)
    taken = {*db.session.scalars(tags), *(asset.asset_tag for asset in assets)}
    numbers = _numbers(council_id, len(assets))
    for asset in assets:
        given = next(numbers)
        tag = asset.asset_tag or rules.asset_tag(council.code, asset.category.code, given)
        while not asset.asset_tag and tag in taken:
            given = next(numbers)
            tag = rules.asset_tag(council.code, asset.category.code, given)
        asset.asset_tag, asset.label_code = tag, rules.label_code(council.code, given)


def _numbers(council_id: int, count: int) -> Iterator[int]:
    """Count on by as many as will be needed at once, then one by one."""
    if count:
        counted = insert_into(AssetCounter).values(council_id=council_id, last=count)
        last: int = db.session.execute(
            counted.on_conflict_do_update(
                index_elements=["council_id"], set_={"last": AssetCounter.last + count}
            ).returning(AssetCounter.last)
        ).scalar_one()
        yield from range(last - count + 1, last + 1)
    while True:
        yield next_number(council_id)
