"""Which devices lack what an audit asks for."""

from sqlalchemy import ColumnElement, Select, func, or_

from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.register import WHOLE, Filters, chosen, visible_to
from helpdesk.equipment.rules import GONE, NOT_OWNED, Gap
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db

_UNRECKONED = or_(
    Asset.purchase_cost.is_(None),
    func.coalesce(Asset.in_service_on, Asset.purchased_on).is_(None),
)
LACKING: dict[Gap, ColumnElement[bool]] = {
    Gap.COST: Asset.purchase_cost.is_(None),
    Gap.PURCHASE_DATE: Asset.purchased_on.is_(None),
    Gap.DEPRECIATION: _UNRECKONED,
    Gap.BOOK_VALUE: _UNRECKONED,
    Gap.SUPPLIER: Asset.supplier_id.is_(None),
    Gap.LOCATION: Asset.location_id.is_(None),
    Gap.CODE: Asset.gamis_number == "",
}


def audited(actor: Actor) -> Select[Asset]:
    """Return the devices of which an audit asks: those that are there and the council's own."""
    return visible_to(actor).where(Asset.status.not_in(GONE), Asset.ownership.not_in(NOT_OWNED))


def incomplete(actor: Actor, filters: Filters, gap: Gap | None) -> Select[Asset]:
    lacking = LACKING[gap] if gap else or_(*LACKING.values())
    return audited(actor).where(lacking, *chosen(filters)).options(*WHOLE)


def gaps(actor: Actor, filters: Filters | None = None) -> tuple[int, int, dict[Gap, int]]:
    """Count the devices, those that lack something, and each gap, in one statement."""
    columns = [func.count().filter(lacks).label(gap) for gap, lacks in LACKING.items()]
    some = func.count().filter(or_(*LACKING.values()))
    found = audited(actor).where(*chosen(filters or Filters()))
    row = db.session.execute(
        found.with_only_columns(func.count(), some, *columns, maintain_column_froms=True)
    ).one()
    return row[0], row[1], dict(zip(LACKING, row[2:], strict=True))


def gaps_of(asset: Asset) -> list[Gap]:
    """Name what one device lacks, as the statements above find it."""
    unreckoned = asset.purchase_cost is None or not (asset.in_service_on or asset.purchased_on)
    lacks = {
        Gap.COST: asset.purchase_cost is None,
        Gap.PURCHASE_DATE: asset.purchased_on is None,
        Gap.DEPRECIATION: unreckoned,
        Gap.BOOK_VALUE: unreckoned,
        Gap.SUPPLIER: asset.supplier_id is None,
        Gap.CODE: not asset.gamis_number,
    }
    return [gap for gap, is_missing in lacks.items() if is_missing]
