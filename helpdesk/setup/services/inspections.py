"""Inspections in the sample council: in order, with a reading out of limits, with a fault.

The caller commits.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.checklists import queries as checklists
from helpdesk.checklists.models import ChecklistItem, ChecklistTemplate
from helpdesk.checklists.rules import ItemKind, Outcome, within
from helpdesk.equipment.models import Asset, AssetCategory
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.inspections import services as inspections
from helpdesk.inspections.rules import Answer

PLAN = (("PC", 0), ("PR", 2), ("SRV", 0), ("UPS", 5), ("PC", 11), ("SW", 0))
"""Kinds of devices, and the number of the item that was found at fault, or none."""
READING = Decimal(25)
NOTE = "Inahitaji kutengenezwa"


def inspect_some(program: Actor, *, now: datetime) -> None:
    """Let officers inspect one device of several kinds today."""
    officers = people_with(program, Role.TECHNICIAN)
    if not officers:
        return
    for place, (kind, fault) in enumerate(PLAN):
        template = checklists.active_for(kind, actor=program)
        assets = _devices(kind, program)
        if template is not None and len(assets) > place:
            _inspect(assets[place], template, fault, by=officers[place % len(officers)], at=now)


def _devices(kind: str, program: Actor) -> Sequence[Asset]:
    own = Asset.council_id == program.council_id, AssetCategory.code == kind
    in_use = select(Asset).join(Asset.category).where(*own, Asset.status == Status.IN_SERVICE)
    whole = in_use.options(joinedload(Asset.model)).order_by(Asset.id).limit(len(PLAN))
    return db.session.scalars(whole).all()


def _inspect(
    asset: Asset, template: ChecklistTemplate, fault: int, *, by: User, at: datetime
) -> None:
    found = inspections.Found(template, list(answers(template.items, fault)))
    inspections.inspect(asset, found, by=by, actor=as_actor(by), now=at)


def answers(items: Sequence[ChecklistItem], fault: int) -> Iterator[Answer]:
    for item in items:
        if item.kind is ItemKind.NUMBER:
            value = _reading(item, is_fault=item.seq == fault)
            yield Answer(within(value, item.least, item.most), value=value)
        elif item.kind is ItemKind.TEXT:
            yield Answer(Outcome.NOT_DONE)
        else:
            is_fault = item.seq == fault
            outcome = Outcome.FAIL if is_fault else Outcome.PASS
            yield Answer(outcome, note=NOTE if is_fault else "")


def _reading(item: ChecklistItem, *, is_fault: bool) -> Decimal:
    """Return a reading within the limits, or just beyond the upper one."""
    if is_fault and item.most is not None:
        return item.most + 12
    if item.most is not None:
        return item.most - 1
    return (item.least or Decimal(0)) + READING
