"""Reading orders, deliveries and where a device came from."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import get_or_404
from helpdesk.equipment.queries import visible_to as assets_visible_to
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.infra.reading import once_a_page
from helpdesk.procurement import permissions
from helpdesk.procurement.models import (
    Commissioning,
    GoodsInspection,
    GoodsReceipt,
    OrderLine,
    PurchaseOrder,
    ReceiptLine,
    ReceivedDevice,
)
from helpdesk.procurement.rules import ReceiptState


class View(StrEnum):
    """The lists of orders that people ask for."""

    ALL = "all"
    COMING = "coming"
    INSPECT = "inspect"
    APPROVE = "approve"


def visible_to(actor: Actor) -> Select[PurchaseOrder]:
    return select(PurchaseOrder).where(PurchaseOrder.council_id == actor.council_id)


def receipts_visible_to(actor: Actor) -> Select[GoodsReceipt]:
    return select(GoodsReceipt).where(GoodsReceipt.council_id == actor.council_id)


def listed(actor: Actor, view: View) -> Select[PurchaseOrder]:
    """Return the orders of one view with all that a list shows; the caller sorts and pages."""
    return (
        visible_to(actor)
        .where(_views()[view])
        .options(
            joinedload(PurchaseOrder.supplier),
            selectinload(PurchaseOrder.lines),
            selectinload(PurchaseOrder.receipts),
        )
    )


def counts(actor: Actor) -> dict[View, int]:
    """Count every view in one statement."""
    columns = [func.count().filter(said).label(view) for view, said in _views().items()]
    found = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    row = db.session.execute(found).one()
    return {view: row[place] for place, view in enumerate(_views())}


def _views() -> dict[View, ColumnElement[bool]]:
    waits = select(OrderLine.id).where(
        OrderLine.order_id == PurchaseOrder.id, OrderLine.delivered < OrderLine.quantity
    )
    return {
        View.ALL: true(),
        View.COMING: waits.exists(),
        View.INSPECT: _has_receipt(ReceiptState.RECEIVED),
        View.APPROVE: _has_receipt(ReceiptState.INSPECTED),
    }


def _has_receipt(state: ReceiptState) -> ColumnElement[bool]:
    there = GoodsReceipt.order_id == PurchaseOrder.id, GoodsReceipt.state == state
    return select(GoodsReceipt.id).where(*there).exists()


def order_or_404(order_id: int, *, actor: Actor) -> PurchaseOrder:
    return found_or_404(
        visible_to(actor)
        .where(PurchaseOrder.id == order_id)
        .options(
            joinedload(PurchaseOrder.supplier),
            selectinload(PurchaseOrder.lines).joinedload(OrderLine.category),
            selectinload(PurchaseOrder.receipts).joinedload(GoodsReceipt.received_by),
            selectinload(PurchaseOrder.receipts).selectinload(GoodsReceipt.lines),
        )
    )


def receipt_or_404(receipt_id: int, *, actor: Actor) -> GoodsReceipt:
    lines = selectinload(GoodsReceipt.lines)
    inspection = joinedload(GoodsReceipt.inspection)
    return found_or_404(
        receipts_visible_to(actor)
        .where(GoodsReceipt.id == receipt_id)
        .options(
            joinedload(GoodsReceipt.order).joinedload(PurchaseOrder.supplier),
            joinedload(GoodsReceipt.received_by),
            joinedload(GoodsReceipt.location),
            joinedload(GoodsReceipt.department),
            lines.joinedload(ReceiptLine.order_line).joinedload(OrderLine.category),
            lines.joinedload(ReceiptLine.model),
            lines.selectinload(ReceiptLine.devices).joinedload(ReceivedDevice.asset),
            inspection.selectinload(GoodsInspection.members),
            inspection.joinedload(GoodsInspection.entered_by),
            inspection.joinedload(GoodsInspection.approved_by),
        )
    )


def has_number(number: str, *, actor: Actor) -> bool:
    return db.session.scalar(visible_to(actor).where(PurchaseOrder.number == number)) is not None


@once_a_page
def origin_of(asset: Asset) -> ReceivedDevice | None:
    """Return with which delivery a device came; the caller may see the device."""
    line = joinedload(ReceivedDevice.line)
    receipt = line.joinedload(ReceiptLine.receipt)
    return db.session.scalars(
        select(ReceivedDevice)
        .where(ReceivedDevice.asset_id == asset.id)
        .options(
            receipt.joinedload(GoodsReceipt.order).joinedload(PurchaseOrder.supplier),
            receipt.joinedload(GoodsReceipt.inspection),
            joinedload(ReceivedDevice.commissioning),
        )
    ).one_or_none()


def device_or_404(asset_id: int, *, actor: Actor) -> ReceivedDevice:
    """Return a device that came with a delivery; any other is installed without this paper."""
    asset = get_or_404(asset_id, actor=actor)
    return found_or_404(select(ReceivedDevice).where(ReceivedDevice.asset_id == asset.id))


def commissioning_of(asset: Asset) -> Commissioning | None:
    found = select(Commissioning).where(Commissioning.asset_id == asset.id)
    people = (joinedload(Commissioning.done_by), joinedload(Commissioning.custodian))
    papers = joinedload(Commissioning.handover)
    return db.session.scalars(found.options(*people, papers)).one_or_none()


@owner("goods_receipt")
def receipts_with_files(actor: Actor) -> Select[Any]:
    known = receipts_visible_to(actor).with_only_columns(GoodsReceipt.id)
    return known if can(actor, permissions.VIEW) else known.where(false())


@owner("commissioning")
def installations_with_files(actor: Actor) -> Select[Any]:
    devices = assets_visible_to(actor).with_only_columns(Asset.id)
    known = select(Commissioning.id).where(Commissioning.asset_id.in_(devices))
    return known if can(actor, permissions.VIEW) else known.where(false())


@subject_names("purchase_order")
def order_numbers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(PurchaseOrder).where(PurchaseOrder.id.in_(ids)))
    return {row.id: row.number for row in rows}


@subject_names("goods_receipt")
def receipt_references(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(GoodsReceipt).where(GoodsReceipt.id.in_(ids)))
    return {row.id: row.reference for row in rows}


@subject_names("commissioning")
def commissioning_references(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.scalars(select(Commissioning).where(Commissioning.id.in_(ids)))
    return {row.id: row.reference for row in rows}
