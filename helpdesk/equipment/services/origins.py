"""Where a new device came from, and the day on which it comes into use."""

from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.audit.services import record
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.equipment.services.register import search_text, set_status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.vendors.models import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The papers that a device came with."""

    supplier: Vendor
    order_number: str
    delivery_note: str
    received_on: date
    warranty_ends_on: date


def set_origin(asset: Asset, origin: Origin, *, actor: Actor, now: datetime) -> None:
    asset.supplier = origin.supplier
    asset.order_number = origin.order_number
    asset.delivery_note = origin.delivery_note
    asset.received_on = origin.received_on
    asset.warranty_ends_on = origin.warranty_ends_on
    asset.search_text = search_text(asset)
    db.session.flush()
    record(actor, "asset.origin", asset, {"order_number": [None, origin.order_number]}, at=now)


def put_into_service(
    asset: Asset, *, on: date, warranty_ends_on: date, reason: str, actor: Actor, now: datetime
) -> None:
    """Let a device be used from a day on: it is installed now."""
    asset.in_service_on, asset.warranty_ends_on = on, warranty_ends_on
    asset.must_be_installed = False
    set_status(asset, status=Status.IN_SERVICE, reason=reason, actor=actor, now=now)
