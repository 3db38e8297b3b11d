"""From the day a device is missed to the day it is found or written off; the caller commits."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from helpdesk.accounts.models import User
from helpdesk.audit.services import changes_of, record
from helpdesk.custody import services as custody
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.queries import price_of
from helpdesk.equipment.rules import Condition, Status, book_value
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.numbers import next_reference
from helpdesk.losses import queries, rules
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import Kind, State
from helpdesk.org.models import Council, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What whoever misses a device tells; the police give what was stolen a number."""

    kind: Kind
    happened_on: date
    circumstances: str
    police_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Who found a device, where and how it is, and the store that keeps it now."""

    found_on: date
    found_where: str
    found_by: str
    condition: Condition
    store: Location


def report(asset: Asset, told: Told, *, actor: Actor, now: datetime) -> Loss:
    """Open the search for a device; one that is lost of old is only taken over."""
    rules.check_police(told.kind, told.police_reference)
    rules.check_losable(asset.status, has_report=queries.is_reported(asset))
    loss = Loss(
        council_id=actor.council_id,
        reference=_number("LSS", clock.local_date(now), actor),
        asset=asset,
        holder=asset.custodian,
        location=asset.location,
        reported_at=now,
        reported_by=actor.name,
        **asdict(told),
    )
    db.session.add(loss)
    db.session.flush()
    if asset.status is not Status.LOST_STOLEN:
        lost = Status.LOST_STOLEN
        equipment.set_status(asset, status=lost, reason=loss.reference, actor=actor, now=now)
    record(actor, "loss.report", loss, {"asset_tag": [None, asset.asset_tag]}, at=now)
    return loss


def change(loss: Loss, told: Told, *, actor: Actor) -> None:
    """Correct what was told, as long as nothing came of it."""
    rules.check_step(loss.state, State.FOUND)
    rules.check_police(told.kind, told.police_reference)
    columns = asdict(told)
    changes = changes_of(loss, **columns)
    for name, value in columns.items():
        setattr(loss, name, value)
    record(actor, "loss.change", loss, changes)
    db.session.flush()


def find_again(loss: Loss, recovery: Recovery, *, actor: Actor, now: datetime) -> None:
    """Bring a device back to store, in nobody's hands."""
    rules.check_found(loss.happened_on, recovery.found_on)
    _pass_on(loss, State.FOUND, "loss.find", actor, now)
    loss.found_on, loss.found_where = recovery.found_on, recovery.found_where
    loss.found_by, loss.found_condition = recovery.found_by, recovery.condition
    asset, why = loss.asset, loss.reference
    to = equipment.Whereabouts(location=recovery.store, department=asset.department)
    equipment.set_status(asset, status=Status.IN_STORE, reason=why, actor=actor, now=now)
    equipment.set_condition(asset, condition=recovery.condition, actor=actor, now=now)
    equipment.move_whole(asset, to=to, reason=why, actor=actor, now=now)
    custody.come_back([asset], now=now)


def propose(loss: Loss, reason: str, *, proposer: User, actor: Actor, now: datetime) -> None:
    """Ask to write a device off that nobody hopes to find."""
    _pass_on(loss, State.PROPOSED, "loss.propose", actor, now)
    loss.proposed_by, loss.proposed_on = proposer, clock.local_date(now)
    loss.reason, loss.decision_note = reason, ""
    db.session.flush()


def check_decider(loss: Loss, decider: User) -> None:
    holder = loss.holder.name if loss.holder else ""
    proposed_it = decider.id == loss.proposed_by_id
    rules.check_independent(decider.name, holder=holder, proposed_it=proposed_it)


def refuse(loss: Loss, note: str, *, decider: User, actor: Actor, now: datetime) -> None:
    """Let the search go on."""
    check_decider(loss, decider)
    rules.check_step(loss.state, State.WRITTEN_OFF)
    _pass_on(loss, State.SOUGHT, "loss.refuse", actor, now)
    loss.decision_note = note
    db.session.flush()


def write_off(
    loss: Loss, document_number: str, note: str, *, decider: User, actor: Actor, now: datetime
) -> None:
    """Let a device leave the books today, with what it is worth today; it is locked afterwards."""
    check_decider(loss, decider)
    today = clock.local_date(now)
    rules.check_step(loss.state, State.WRITTEN_OFF)
    loss.decided_by, loss.written_off_on = decider, today
    loss.document_number, loss.decision_note = document_number, note
    loss.purchase_cost, loss.book_value = loss.asset.purchase_cost, worth_of(loss, today)
    loss.write_off_reference = _number("WOF", today, actor)
    _pass_on(loss, State.WRITTEN_OFF, "loss.write_off", actor, now)
    _retire(loss.asset, loss.write_off_reference, actor=actor, now=now)


def worth_of(loss: Loss, on: date) -> Decimal | None:
    """Return the book value of a day."""
    return book_value(price_of(loss.asset), on)


def _retire(asset: Asset, reference: str, *, actor: Actor, now: datetime) -> None:
    nobody = equipment.Whereabouts(location=asset.location, department=asset.department)
    equipment.move(asset, to=nobody, reason=reference, actor=actor, now=now)
    asset.retired_on = clock.local_date(now)
    equipment.set_status(asset, status=Status.WRITTEN_OFF, reason=reference, actor=actor, now=now)


def _pass_on(loss: Loss, state: State, act: str, actor: Actor, now: datetime) -> None:
    rules.check_step(loss.state, state)
    record(actor, act, loss, {"state": [loss.state, state]}, at=now)
    loss.state = state


def _number(kind: str, on: date, actor: Actor) -> str:
    return next_reference(db.session.get_one(Council, actor.council_id), kind, on=on)
