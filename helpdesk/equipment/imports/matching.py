"""Which device of the register a row is about, so that a second import makes no second device."""

from collections import defaultdict

from helpdesk.equipment.imports.lines import Asset, Line
from helpdesk.equipment.imports.words import Known
from helpdesk.equipment.rules.imports import Column, NewModel, Reason

MOST_NAMED = 3
KNOWN_BY = (
    *(Column.DEPARTMENT, Column.CUSTODIAN, Column.PURCHASED_ON, Column.PURCHASE_COST),
    *(Column.SUPPLIER, Column.FUNDING_SOURCE),
)


class Matcher:
    """Finds devices by number, serial number and model, GAMIS number, or else by place."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._tags: dict[object, Asset] = {}
        self._serials: dict[tuple[object, object], Asset] = {}
        self._of_kind: dict[tuple[object, object], Asset] = {}
        self._gamis: defaultdict[object, list[Asset]] = defaultdict(list)
        self._nameless: defaultdict[object, list[Asset]] = defaultdict(list)
        self._met: dict[tuple[object, ...], int] = {}
        for asset in known.assets:
            self._remember(asset)

    def _remember(self, asset: Asset) -> None:
        self._tags[asset.asset_tag] = asset
        if asset.serial_number:
            self._serials[asset.model_id, asset.serial_number] = asset
            self._of_kind[asset.category_id, asset.serial_number] = asset
        if not asset.serial_number and not asset.gamis_number:
            self._nameless[asset.model_id, asset.location_id].append(asset)
        if asset.gamis_number:
            self._gamis[asset.gamis_number].append(asset)

    def match(self, line: Line) -> None:
        """Give the line its device, if the register has it, and refuse it where that is unclear."""
        line.asset = self._tags.get(line.tag) or self._beside_tag(line) or self._by_place(line)
        if line.asset is None:
            self._check_elsewhere(line)
        else:
            self._check_taken(line, line.asset)
        self._check_doubles(line)

    def _beside_tag(self, line: Line) -> Asset | None:
        by_serial = self._serials.get((line.model, line.serial)) if line.serial else None
        found = [by_serial] if by_serial is not None else self._gamis.get(line.gamis, [])
        if found and (line.tag or len(found) > 1):  # another number for what has one
            column = Column.SERIAL_NUMBER if by_serial is not None else Column.GAMIS_NUMBER
            tags = ", ".join(one.asset_tag for one in found[:MOST_NAMED])
            line.refuse(column, Reason.TAKEN, tags)
        return found[0] if found else None

    def _by_place(self, line: Line) -> Asset | None:
        """Know a device that has no number by its model, place and papers, each of them once."""
        if line.tag or line.serial or line.gamis or not isinstance(line.model, int):
            return None
        alike = self._nameless[line.model, line.values.get(Column.LOCATION)]
        said = {name: line.values[name] for name in KNOWN_BY if name in line.values}
        for place, asset in enumerate(alike):
            if all(getattr(asset, name.value) == value for name, value in said.items()):
                return alike.pop(place)
        return None

    def _check_elsewhere(self, line: Line) -> None:
        """A device under another spelling of its model would come in twice."""
        if line.model is None or not line.serial:
            return
        other = self._of_kind.get((self._category_of(line.model), line.serial))
        if other is not None:
            model = self._known.models[other.model_id].full_name
            line.refuse(Column.SERIAL_NUMBER, Reason.OTHER_MODEL, f"{other.asset_tag}, {model}")

    def _category_of(self, model: int | NewModel) -> int:
        if isinstance(model, NewModel):
            return model.category_id
        return self._known.models[model].category_id

    def _check_taken(self, line: Line, asset: Asset) -> None:
        """A serial number that the row gives to its device may be that of another."""
        model = asset.model_id if line.model is None else line.model
        other = self._serials.get((model, line.serial or asset.serial_number))
        if other is not None and other.id != asset.id:
            line.refuse(Column.SERIAL_NUMBER, Reason.TAKEN, other.asset_tag)
        for namesake in self._gamis.get(line.gamis, []):
            if namesake.id != asset.id:
                line.refuse(Column.GAMIS_NUMBER, Reason.TAKEN, namesake.asset_tag)

    def _check_doubles(self, line: Line) -> None:
        """Refuse a device that stood further up in the same sheet."""
        keys: list[tuple[Column, tuple[object, ...]]] = []
        if line.asset is not None:
            keys.append((Column.ASSET_TAG, ("asset", line.asset.id)))
        if line.tag:
            keys.append((Column.ASSET_TAG, ("tag", line.tag)))
        if line.serial and line.model is not None:
            kind = self._category_of(line.model)
            keys.append((Column.SERIAL_NUMBER, ("serial", kind, line.serial)))
        if line.gamis:
            keys.append((Column.GAMIS_NUMBER, ("gamis", line.gamis)))
        for column, key in keys:
            before = self._met.setdefault(key, line.row)
            if before != line.row:
                line.refuse(column, Reason.DOUBLE, str(before))
                return
