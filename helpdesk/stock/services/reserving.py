"""Keeping parts for a job or a requisition until they are issued or set free."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import delete, insert

from helpdesk.audit.services import record
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.stock import queries
from helpdesk.stock.models import Part, PartReservation
from helpdesk.stock.rules import NotReservedError, check_whole
from helpdesk.stock.services.low import watch


@dataclass(frozen=True, slots=True)
class Owner:
    """For what parts are kept: the kind and id of a record, and what people call it."""

    kind: str
    id: int
    reference: str = ""


def reserve(part: Part, quantity: Decimal, owner: Owner, *, actor: Actor) -> PartReservation:
    """Keep so many more of a part for something."""
    check_whole(quantity, part.unit)
    kept = queries.reservation(owner.kind, owner.id, part.id)
    before = kept.quantity if kept else Decimal(0)
    if kept is None:
        kept = PartReservation(
            council_id=part.council_id,
            part=part,
            owner_kind=owner.kind,
            owner_id=owner.id,
            reference=owner.reference,
        )
        db.session.add(kept)
    kept.quantity = before + quantity
    changes = {"quantity": [before, kept.quantity], "reference": [None, owner.reference]}
    record(actor, "part.reserve", part, changes)
    db.session.flush()
    watch(part.id, clock.now())
    return kept


def use(owner: Owner, part: Part, quantity: Decimal) -> None:
    """Count what was issued for something against what was kept for it."""
    kept = queries.reservation(owner.kind, owner.id, part.id)
    if kept is None:
        return
    if kept.quantity > quantity:
        kept.quantity -= quantity
    else:
        db.session.delete(kept)
    db.session.flush()


def release(owner: Owner, part: Part, *, actor: Actor) -> None:
    """Set free what is kept of a part. Raises NotReservedError."""
    kept = queries.reservation(owner.kind, owner.id, part.id)
    if kept is None:
        raise NotReservedError
    changes = {"quantity": [kept.quantity, Decimal(0)], "reference": [None, kept.reference]}
    record(actor, "part.release", part, changes)
    db.session.delete(kept)
    db.session.flush()
    watch(part.id, clock.now())


def release_all(owner: Owner) -> None:
    """Set free all that is kept for what is over."""
    gone = delete(PartReservation).where(
        PartReservation.owner_kind == owner.kind, PartReservation.owner_id == owner.id
    )
    parts = db.session.scalars(gone.returning(PartReservation.part_id)).all()
    for part_id in sorted(parts):
        watch(part_id, clock.now())


def foresee(council_id: int, wanted: Iterable[tuple[Owner, Part, Decimal]]) -> None:
    """Count with what many jobs will usually use up; nobody is kept from issuing it."""
    rows = [
        {
            "council_id": council_id,
            "part_id": part.id,
            "owner_kind": owner.kind,
            "owner_id": owner.id,
            "reference": owner.reference,
            "quantity": quantity,
            "is_firm": False,
        }
        for owner, part, quantity in wanted
    ]
    if rows:
        db.session.execute(insert(PartReservation), rows)
        for part_id in sorted({int(str(row["part_id"])) for row in rows}):
            watch(part_id, clock.now())
