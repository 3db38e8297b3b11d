"""Entering what a committee found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpdesk.accounts.models import User
from helpdesk.audit.services import record
from helpdesk.core.text import normalise_name
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.procurement.models import (
    CommitteeMember,
    GoodsInspection,
    GoodsReceipt,
    ReceiptLine,
)
from helpdesk.procurement.rules import (
    ConcernedError,
    Counted,
    Decision,
    DoneBeforeError,
    Member,
    MiscountedError,
    ReceiptState,
    check_committee,
    fits,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """Who inspected, by which letter and when."""

    appointment_letter: str
    inspected_on: date
    members: Sequence[Member]
    supplier_representative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the committee says of one line of a delivery."""

    accepted: int
    rejected: int
    decision: Decision
    found: str = ""
    reason: str = ""


def inspect(
    receipt: GoodsReceipt,
    committee: Committee,
    results: Mapping[int, Result],
    *,
    enterer: User,
    actor: Actor,
) -> GoodsInspection:
    """Write down the committee's word on every line; `results` are by the line's id."""
    if receipt.state is not ReceiptState.RECEIVED:
        raise DoneBeforeError
    if enterer.id == receipt.received_by_id:
        raise ConcernedError
    concerned = (receipt.order.buyer_name, receipt.received_by.name)
    check_committee(committee.members, concerned=concerned)
    for line in receipt.lines:
        _check_result(line, results[line.id])
    inspection = _inspection(receipt, committee, enterer)
    for line in receipt.lines:
        said = results[line.id]
        line.accepted, line.rejected, line.decision = said.accepted, said.rejected, said.decision
        line.found, line.reason = said.found, said.reason
    changes = {"state": [receipt.state, ReceiptState.INSPECTED]}
    record(actor, "goods_receipt.inspected", receipt, changes)
    receipt.state = ReceiptState.INSPECTED
    db.session.flush()
    return inspection


def _inspection(receipt: GoodsReceipt, committee: Committee, enterer: User) -> GoodsInspection:
    made = GoodsInspection(
        receipt=receipt,
        appointment_letter=committee.appointment_letter,
        inspected_on=committee.inspected_on,
        supplier_representative=committee.supplier_representative,
        entered_by=enterer,
        members=[
            CommitteeMember(
                name=normalise_name(one.name),
                job_title=one.job_title,
                role=one.role,
                is_skilled=one.is_skilled,
            )
            for one in committee.members
        ],
    )
    db.session.add(made)
    return made


def _check_result(line: ReceiptLine, said: Result) -> None:
    counted = Counted(said.accepted, said.rejected)
    if not fits(said.decision, counted, delivered=line.delivered):
        raise MiscountedError(line.id, line.delivered)
