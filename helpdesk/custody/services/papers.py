"""Writing one paper and moving its devices, in one transaction; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm.attributes import flag_modified

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.custody import queries, rules
from helpdesk.custody.events import HandedOver
from helpdesk.custody.models import Handover, HandoverLine
from helpdesk.custody.rules import Answer, Kind
from helpdesk.equipment import services as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition, NotInstalledError
from helpdesk.equipment.services import Whereabouts
from helpdesk.infra import clock
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.events import announce
from helpdesk.infra.numbers import next_reference
from helpdesk.org.models import Council
from helpdesk.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Given:
    """A device as it is handed over."""

    asset: Asset
    condition: Condition
    accessories: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a paper says; without `to` each device stays where it is and with whom it is.

    What goes to a workshop stays in the name of its holder, who answers for it.
    """

    kind: Kind
    to: Whereabouts | None = None
    reason: str = ""
    due_on: date | None = None
    workshop: Vendor | None = None
    carried_by: str = ""


def hand_over(
    paper: Paper, given: Sequence[Given], *, by: User, actor: Actor, now: datetime
) -> Handover:
    """Write the paper with the next number of its year, and move every device as it says."""
    _check(paper, [one.asset for one in given])
    made = _written(paper, given, by=by, actor=actor, now=now)
    if paper.kind is Kind.RETURN:
        _close_what_was_out(made, given, now=now)
    parts_first = sorted(given, key=lambda one: one.asset.parent_id is None)
    for one in parts_first:
        _move(one, made, paper, actor=actor, now=now)
    record(actor, "handover.make", made, {"kind": [None, made.kind]}, at=now)
    if made.answer is Answer.WAITING:
        announce(HandedOver(handover_id=made.id))
    return made


def _check(paper: Paper, assets: Sequence[Asset]) -> None:
    to_somebody = paper.kind in rules.TO_SOMEBODY or bool(paper.to and paper.to.custodian)
    for asset, state in zip(assets, queries.states_of(assets), strict=True):
        if state.must_be_installed and to_somebody:
            raise NotInstalledError(asset.asset_tag)
        if paper.kind not in rules.possible(state):
            raise rules.NotFittingError(asset.asset_tag)


def _written(
    paper: Paper, given: Sequence[Given], *, by: User, actor: Actor, now: datetime
) -> Handover:
    first = given[0].asset
    to = paper.to or Whereabouts(location=first.location, department=first.department)
    holder = to.custodian if paper.kind in rules.TO_SOMEBODY else None
    council = db.session.get_one(Council, actor.council_id)
    made = Handover(
        council_id=council.id,
        kind=paper.kind,
        at=now,
        giver_id=rules.one_giver(paper.kind, (one.asset.custodian_id for one in given)),
        receiver=holder,
        location=to.location,
        department=to.department,
        workshop=paper.workshop,
        carried_by=paper.carried_by,
        due_on=paper.due_on,
        reason=paper.reason,
        handed_by=by,
        answer=rules.answer_at_first(paper.kind, is_own=holder is by),
        lines=[_line(one) for one in given],
    )
    made.number = next_reference(council, "HND", on=clock.local_date(now))
    db.session.add(made)
    db.session.flush()
    return made


def _line(given: Given) -> HandoverLine:
    asset = given.asset
    return HandoverLine(
        asset=asset,
        condition=given.condition,
        accessories=given.accessories,
        from_status=asset.status,
        from_custodian_id=asset.custodian_id,
        from_location_id=asset.location_id,
        from_department_id=asset.department_id,
    )


def _close_what_was_out(made: Handover, given: Sequence[Given], *, now: datetime) -> None:
    """Note that it is back; what a workshop brings, the workshop hands over."""
    lines = queries.open_lines(one.asset for one in given).values()
    workshops = {line.handover.workshop for line in lines}
    if len(lines) == len(given) and len(workshops) == 1:
        made.workshop = workshops.pop()
    come_back([one.asset for one in given], now=now)


def come_back(assets: Sequence[Asset], *, now: datetime) -> None:
    """Note that what was lent, or in a workshop, is back, with a paper or without."""
    for line in queries.open_lines(assets).values():
        line.returned_at = now


def _move(given: Given, made: Handover, paper: Paper, *, actor: Actor, now: datetime) -> None:
    asset, reason = given.asset, f"{made.number}. {made.reason}".strip()
    flag_modified(asset, "status")  # so that two papers at once never both hold
    to = paper.to or _here(asset)
    equipment.move_whole(asset, to=to, reason=reason, actor=actor, now=now)
    equipment.set_condition(asset, condition=given.condition, actor=actor, now=now)
    wanted = rules.status_after(made.kind, asset.status, has_holder=asset.custodian is not None)
    if wanted is not asset.status:
        equipment.set_status(asset, status=wanted, reason=reason, actor=actor, now=now)


def _here(asset: Asset) -> Whereabouts:
    return Whereabouts(
        location=asset.location, department=asset.department, custodian=asset.custodian
    )
