"""Finding the device whose label somebody reads."""

from sqlalchemy import case, or_

from helpdesk.core.text import normalise_code
from helpdesk.equipment import permissions
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries.register import of_council, plain_code, reportable
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db


def find_scanned(text: str, *, actor: Actor) -> Asset | None:
    """Return the device with this label or number; keepers may read its serial number instead."""
    code = normalise_code(plain_code(text))
    if not code:
        return None
    is_keeper = can(actor, permissions.VIEW_ALL)
    same = [Asset.label_code == code, Asset.asset_tag == code]
    if is_keeper:
        same.append(Asset.serial_number == code)
    found = (of_council if is_keeper else reportable)(actor).where(or_(*same))
    by_label = case((Asset.label_code == code, 0), (Asset.asset_tag == code, 1), else_=2)
    return db.session.scalars(found.order_by(by_label, Asset.id).limit(1)).first()
