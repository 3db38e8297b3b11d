"""What buying learns from others."""

from sqlalchemy import select

from helpdesk.infra.db import db
from helpdesk.infra.events import on
from helpdesk.procurement.models import PurchaseOrder
from helpdesk.procurement.services import search_text
from helpdesk.vendors.events import VendorRenamed


@on(VendorRenamed)
def find_by_new_name(event: VendorRenamed) -> None:
    """Let orders be found by their supplier's new name."""
    own = select(PurchaseOrder).where(PurchaseOrder.supplier_id == event.vendor_id)
    for order in db.session.scalars(own):
        order.search_text = search_text(order.number, order.supplier)
