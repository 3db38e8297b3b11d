"""Installing one accepted device and handing it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.custody import services as custody
from helpdesk.custody.rules import Kind
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import warranty_ends_on
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.procurement.models import Commissioning, GoodsReceipt, ReceivedDevice
from helpdesk.procurement.rules import DoneBeforeError, warranty_starts_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """When and where a device was installed, for whom, and what each step showed."""

    done_on: date
    to: equipment.Whereabouts
    custodian: User
    steps: Sequence[dict[str, str]]
    training: str = ""


def commission(
    device: ReceivedDevice, installed: Installed, *, doer: User, actor: Actor, now: datetime
) -> Commissioning:
    """Bring a device into use, with its warranty and the paper that asks its user to confirm."""
    asset = device.asset
    if not asset.must_be_installed:
        raise DoneBeforeError
    made = _paper(device, installed, doer, now)
    equipment.put_into_service(
        asset,
        on=installed.done_on,
        warranty_ends_on=made.warranty_ends_on,
        reason=made.reference,
        actor=actor,
        now=now,
    )
    kind = Kind.ISSUE if asset.custodian is None else Kind.TRANSFER
    paper = custody.Paper(kind=kind, to=installed.to, reason=made.reference)
    given = [custody.Given(asset, asset.condition)]
    made.handover = custody.hand_over(paper, given, by=doer, actor=actor, now=now)
    db.session.flush()
    record(actor, "commissioning.add", made, {"reference": [None, made.reference]}, at=now)
    return made


def _paper(
    device: ReceivedDevice, installed: Installed, doer: User, now: datetime
) -> Commissioning:
    asset: Asset = device.asset
    starts_on = _starts_on(device.line.receipt)
    months = device.line.receipt.order.warranty_months
    council = db.session.get_one(Council, asset.council_id)
    made = Commissioning(
        council_id=council.id,
        reference=next_reference(council, "COM", on=installed.done_on),
        asset=asset,
        done_on=installed.done_on,
        done_by=doer,
        custodian=installed.custodian,
        steps=[dict(step) for step in installed.steps],
        training=installed.training,
        warranty_starts_on=starts_on,
        warranty_ends_on=warranty_ends_on(starts_on, months),
        at=now,
    )
    db.session.add(made)
    return made


def _starts_on(receipt: GoodsReceipt) -> date:
    inspection = receipt.inspection
    accepted_on = inspection.approved_on if inspection else None
    return warranty_starts_on(accepted_on or receipt.received_on, receipt.received_on)
