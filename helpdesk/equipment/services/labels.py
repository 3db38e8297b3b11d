"""Printing labels; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.audit.services import record
from helpdesk.equipment.models import Asset
from helpdesk.equipment.models.labels import LabelPrint, PrintedLabel
from helpdesk.equipment.rules.labels import Sheet
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


def note_labels(
    assets: Sequence[Asset], *, sheet: Sheet, first: int, actor: Actor, now: datetime
) -> LabelPrint:
    """Write down that labels of these devices are printed."""
    labels = LabelPrint(
        council_id=actor.council_id,
        by_id=actor.id,
        by_name=actor.name,
        at=now,
        sheet=sheet,
        first=first,
    )
    db.session.add(labels)
    db.session.flush()
    db.session.add_all(PrintedLabel(print_id=labels.id, asset_id=one.id) for one in assets)
    record(actor, "label.print", labels, {"count": [None, len(assets)]}, at=now)
    return labels
