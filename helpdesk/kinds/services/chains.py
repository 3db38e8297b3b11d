"""Setting who approves which kind of request; the caller commits."""

from collections.abc import Sequence

from sqlalchemy import delete

from helpdesk.audit.services import record
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds import queries
from helpdesk.kinds.models import ApprovalChain, ApprovalStep
from helpdesk.kinds.rules import ApproverRule


def set_chain(chain: ApprovalChain, approvers: Sequence[ApproverRule], *, actor: Actor) -> None:
    """Set the approvers of a kind, first to last; what waits already goes on as it was asked."""
    before = queries.chain_of(chain.kind, actor=actor)
    if chain.id is not None:
        chain.version += 1  # its steps are rows of their own
    db.session.add(chain)
    db.session.flush()
    own = ApprovalStep.council_id == chain.council_id, ApprovalStep.kind == chain.kind
    db.session.execute(delete(ApprovalStep).where(*own))
    for position, approver in enumerate(approvers, start=1):
        step = ApprovalStep(
            council_id=chain.council_id, kind=chain.kind, position=position, approver=approver
        )
        db.session.add(step)
    changes = {"approvers": [_said(before), _said(approvers)]}
    record(actor, "approval_chain.set", chain, changes)
    db.session.flush()


def _said(approvers: Sequence[ApproverRule]) -> str:
    return ", ".join(map(str, approvers))
