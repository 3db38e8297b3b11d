"""What the register learns from others."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload

from helpdesk.equipment.models import Asset
from helpdesk.equipment.services import search_text
from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.vendors.events import VendorRenamed


@on(VendorRenamed)
def find_by_new_name(event: VendorRenamed) -> None:
    """Let devices be found by their supplier's new name; nobody's form is stale by it."""
    supplied = select(Asset).where(Asset.supplier_id == event.vendor_id)
    whole = supplied.options(joinedload(Asset.model), joinedload(Asset.supplier))
    said = [{"key": one.id, "text": search_text(one)} for one in db.session.scalars(whole)]
    named = update(Asset).where(Asset.id == bindparam("key"))
    if said:
        db.session.connection().execute(named.values(search_text=bindparam("text")), said)
