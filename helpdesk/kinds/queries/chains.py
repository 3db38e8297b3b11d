"""Who approves which kind of request in a council."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from helpdesk.audit.queries import subject_names
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.infra.transactions import held
from helpdesk.kinds.models import ApprovalChain, ApprovalStep
from helpdesk.kinds.rules import (
    CAN_BE_APPROVED,
    MUST_BE_APPROVED,
    USUAL_CHAINS,
    ApproverRule,
)
from helpdesk.tickets.rules import Kind


def chains_visible_to(actor: Actor) -> Select[ApprovalChain]:
    return select(ApprovalChain).where(ApprovalChain.council_id == actor.council_id)


def chains(actor: Actor) -> dict[Kind, Sequence[ApproverRule]]:
    """Return the approvers of every kind, as the council or the program set them."""
    own = {chain.kind for chain in db.session.scalars(chains_visible_to(actor))}
    steps: dict[Kind, list[ApproverRule]] = {kind: [] for kind in own}
    mine = select(ApprovalStep).where(ApprovalStep.council_id == actor.council_id)
    for step in db.session.scalars(mine.order_by(ApprovalStep.position)):
        steps.setdefault(step.kind, []).append(step.approver)
    return {kind: _approvers(kind, steps.get(kind)) for kind in CAN_BE_APPROVED}


def _approvers(kind: Kind, own: Sequence[ApproverRule] | None) -> Sequence[ApproverRule]:
    """Return those of a council; where it has none that there must be, the usual ones."""
    is_set = own is not None and (own or kind not in MUST_BE_APPROVED)
    return own or () if is_set else USUAL_CHAINS.get(kind, ())


def chain_of(kind: Kind, *, actor: Actor) -> Sequence[ApproverRule]:
    return chains(actor).get(kind, ())


def chain_to_change(kind: Kind, *, actor: Actor) -> ApprovalChain:
    """Return what a council set for a kind, or a new one that is not saved yet."""
    found = chains_visible_to(actor).where(ApprovalChain.kind == kind)
    known = db.session.scalars(held(found, ApprovalChain)).one_or_none()
    return known or ApprovalChain(council_id=actor.council_id, kind=kind, version=1)


@subject_names("approval_chain")
def chain_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(
        select(ApprovalChain.id, ApprovalChain.kind).where(ApprovalChain.id.in_(ids))
    )
    return {row.id: str(row.kind) for row in rows}
