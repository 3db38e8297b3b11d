"""Reading suppliers and workshops; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select

from helpdesk.audit.queries import subject_names
from helpdesk.core.text import normalise_name
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404
from helpdesk.vendors.models import Vendor


def visible_to(actor: Actor) -> Select[Vendor]:
    return select(Vendor).where(Vendor.council_id == actor.council_id)


@subject_names("vendor")
def vendor_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Vendor.id, Vendor.name).where(Vendor.id.in_(ids)))
    return {row.id: row.name for row in rows}


def vendor_or_404(vendor_id: int, *, actor: Actor) -> Vendor:
    return found_or_404(visible_to(actor).where(Vendor.id == vendor_id))


def matching(actor: Actor, text: str) -> Select[Vendor]:
    """Return those whose name has these letters; the caller sorts and pages them."""
    named = func.lower(Vendor.name).contains(text.strip().lower(), autoescape=True)
    return visible_to(actor).where(named) if text.strip() else visible_to(actor)


def in_use(actor: Actor, *, besides: int | None = None) -> Sequence[Vendor]:
    """Return those who can be chosen, by name; one that is no longer asked where it was chosen."""
    can_be_chosen = Vendor.is_active | (Vendor.id == (besides or 0))
    return db.session.scalars(visible_to(actor).where(can_be_chosen).order_by(Vendor.name)).all()


def find(name: str, *, actor: Actor) -> Vendor | None:
    """Return the one of this name, however its letters were typed."""
    same = func.lower(Vendor.name) == normalise_name(name).lower()
    return db.session.scalars(visible_to(actor).where(same)).first()
