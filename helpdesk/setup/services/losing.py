"""What was lost or stolen in the sample council, and what came of it; the caller commits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor, people_with
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, Status
from helpdesk.infra import clock
from helpdesk.infra.access import Actor, Role
from helpdesk.infra.db import db
from helpdesk.losses import services
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import Kind

STOLEN = "Mlango wa ofisi ulivunjwa usiku; kifaa hakikuonekana asubuhi"
WANTED = 3


def report_loss(asset: Asset, words: str, *, actor: Actor, at: datetime) -> None:
    """Let a request about a theft become a report of it."""
    services.report(asset, _told(words, at), actor=actor, now=at)


def let_be_lost(program: Actor, *, now: datetime) -> None:
    """Let one device be written off, one be found again, and one wait for a decision."""
    officers, heads = people_with(program, Role.TECHNICIAN), people_with(program, Role.HEAD)
    devices = _in_store(program)
    if not officers or not heads or len(devices) < WANTED:
        return
    officer, day = officers[0], timedelta(days=1)
    gone, back, waiting = (_lost(one, by=officer, at=now - 60 * day) for one in devices)
    _propose(gone, by=officer, at=now - 30 * day)
    services.write_off(
        gone,
        "MBR/CMT/2026/14",
        "",
        decider=heads[0],
        actor=as_actor(heads[0]),
        now=now - 20 * day,
    )
    _find(back, by=officer, at=now - 40 * day)
    _propose(waiting, by=officer, at=now - day)


def _in_store(program: Actor) -> Sequence[Asset]:
    kept = equipment.visible_to(program).where(Asset.status == Status.IN_STORE)
    return db.session.scalars(kept.order_by(Asset.asset_tag.desc()).limit(WANTED)).all()


def _lost(asset: Asset, *, by: User, at: datetime) -> Loss:
    return services.report(asset, _told(STOLEN, at), actor=as_actor(by), now=at)


def _told(words: str, at: datetime) -> services.Told:
    return services.Told(
        kind=Kind.STOLEN,
        happened_on=clock.local_date(at),
        circumstances=words,
        police_reference=f"RUJ/RB/{at:%j}/{at:%Y}",
    )


def _propose(loss: Loss, *, by: User, at: datetime) -> None:
    reason = "Polisi wamefunga jalada; kifaa hakijapatikana"
    services.propose(loss, reason, proposer=by, actor=as_actor(by), now=at)


def _find(loss: Loss, *, by: User, at: datetime) -> None:
    recovery = services.Recovery(
        found_on=clock.local_date(at),
        found_where="Kituo cha Polisi Rujewa",
        found_by="Afisa wa Polisi",
        condition=Condition.FAIR,
        store=loss.location,
    )
    services.find_again(loss, recovery, actor=as_actor(by), now=at)
