"""What holders say of the devices in their hands; the caller commits."""

from collections.abc import Sequence
from datetime import datetime

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.custody.models import HoldingConfirmed, HoldingDenied
from helpdesk.equipment.models import Asset
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, insert_into
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Hardship
from helpdesk.tickets.services import Asked, open_ticket


def confirm(assets: Sequence[Asset], *, holder: User, actor: Actor, now: datetime) -> int:
    """Keep that the holder has these, once a fiscal year; say how many are new."""
    year = FiscalYear.containing(clock.local_date(now)).slug
    new = [asset for asset in assets if _confirm(asset, holder, year, now=now)]
    for asset in new:
        record(actor, "asset.confirm", asset, {"fiscal_year": [None, year]}, at=now)
    return len(new)


def _confirm(asset: Asset, holder: User, year: str, *, now: datetime) -> bool:
    said = insert_into(HoldingConfirmed).values(
        council_id=asset.council_id, user_id=holder.id, asset_id=asset.id, fiscal_year=year, at=now
    )
    made = said.on_conflict_do_nothing().returning(HoldingConfirmed.id)
    return db.session.execute(made).scalar_one_or_none() is not None


def deny(
    asset: Asset, note: str, *, subject: str, holder: User, actor: Actor, now: datetime
) -> Ticket:
    """Open a request that clears up in whose hands a device is; the register stays as it is."""
    asked = Asked(subject=subject, description=note, hardship=Hardship.NUISANCE, asset=asset)
    ticket = open_ticket(asked, requester=holder, actor=actor, now=now)
    said = HoldingDenied(
        council_id=asset.council_id, user_id=holder.id, asset_id=asset.id, ticket=ticket, at=now
    )
    db.session.add(said)
    record(actor, "asset.deny", asset, {"reference": [None, ticket.reference]}, at=now)
    db.session.flush()
    return ticket
