"""Entering and changing suppliers and workshops; the caller commits."""

from dataclasses import asdict, dataclass

from helpdesk.audit.services import changes_of, record
from helpdesk.core.text import normalise_name
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.vendors import queries
from helpdesk.vendors.events import VendorRenamed
from helpdesk.vendors.models import Vendor
from helpdesk.vendors.rules import NameTakenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Who it is, and how it is reached."""

    name: str
    tax_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    is_workshop: bool = False
    is_active: bool = True


def add(details: Details, *, actor: Actor) -> Vendor:
    """Raises NameTakenError where the council knows one of this name."""
    vendor = Vendor(council_id=actor.council_id, **_columns(details, actor=actor))
    db.session.add(vendor)
    record(actor, "vendor.add", vendor, {"name": [None, vendor.name]})
    db.session.flush()
    return vendor


def change(vendor: Vendor, details: Details, *, actor: Actor) -> None:
    """Correct it; its papers keep pointing to it. Raises NameTakenError."""
    columns = _columns(details, actor=actor, but=vendor)
    changes = changes_of(vendor, **columns)
    for name, value in columns.items():
        setattr(vendor, name, value)
    if changes:
        record(actor, "vendor.change", vendor, changes)
    db.session.flush()
    if "name" in changes:
        announce(VendorRenamed(vendor_id=vendor.id))


def _columns(details: Details, *, actor: Actor, but: Vendor | None = None) -> dict[str, object]:
    name = normalise_name(details.name)
    known = queries.find(name, actor=actor)
    if known is not None and known is not but:
        raise NameTakenError
    return {**asdict(details), "name": name}
