"""Who signs a form: filled in where the program knows who it was and when."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.accounts.models import User
from helpdesk.infra.documents.model import Cell, Column, Signature, Table
from helpdesk.infra.i18n import day
from helpdesk.kinds.labels.approvals import APPROVERS, CANCELLED, JOINED, STATUSES
from helpdesk.kinds.models import Approval, KindRecord
from helpdesk.kinds.rules import ApprovalStatus, Stage
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.queries import last_change
from helpdesk.tickets.rules import Status


def approvals_table(approvals: Sequence[Approval]) -> Table:
    """Every step of the chain, with who decided it and in whose place."""
    columns = [
        Column(_("Approver"), share=3),
        Column(_("Decision"), share=2),
        Column(_("Decided by"), share=3),
        Column(_("Date"), share=2),
        Column(_("Reason or condition"), share=3),
    ]
    empty = _("No approval is needed.")
    return Table(columns, [_step(one) for one in approvals], empty=empty)


def _step(approval: Approval) -> Sequence[Cell]:
    return (
        str(APPROVERS[approval.rule]),
        str(STATUSES[approval.stands]),
        decided_by(approval) or None,
        approval.decided_at,
        approval.note or None,
    )


def decided_by(approval: Approval) -> str:
    """Name who decided; a deputy decides for another ("Kny")."""
    if approval.decided_by is None:
        return ""
    if approval.acting_for is None:
        return approval.decided_by.name
    deputy, principal = approval.decided_by.name, approval.acting_for.name
    return str(_("%(deputy)s, for %(principal)s", deputy=deputy, principal=principal))


def signatures(
    ticket: Ticket, approvals: Sequence[Approval], record: KindRecord
) -> Sequence[Signature]:
    """The places of who asked, approved, did and verified it."""
    return [
        _signed(_("Requested by"), ticket.requester, ticket.opened_at),
        *[_approved(one) for one in approvals if one.stands is not ApprovalStatus.WITHDRAWN],
        _signed(_("Done by"), record.done_by, record.done_at),
        _signed(_("Verified by"), record.verified_by, record.verified_at),
    ]


def how_it_ended(record: KindRecord) -> Sequence[tuple[str, Cell]]:
    """Say who ended a request before its form was finished, and why; a refusal stands above."""
    ticket, last = record.ticket, last_change(record.ticket)
    is_over = ticket.status is Status.CANCELLED and record.stage is not Stage.REJECTED
    if not is_over or last is None or last.by is None:
        return []
    said = JOINED if last.is_merge else CANCELLED
    words = {"name": last.by.name, "day": day(last.at), "reason": last.reason}
    return [(_("How it ended"), str(said) % words)]


def _signed(heading: str, person: User | None, at: datetime | None) -> Signature:
    if person is None or at is None:
        return Signature(heading, "", is_stamped=False)
    return Signature(
        heading, "", is_stamped=False, name=person.name, job_title=person.job_title, day=day(at)
    )


def _approved(approval: Approval) -> Signature:
    is_no = approval.status is ApprovalStatus.REJECTED
    heading, office = _("Refused by") if is_no else _("Approved by"), str(APPROVERS[approval.rule])
    person, at = approval.decided_by, approval.decided_at
    if person is None or at is None:
        return Signature(heading, office, is_stamped=False)
    if approval.acting_for is not None:
        office = _("For: %(name)s", name=approval.acting_for.name)
    return Signature(
        heading, office, is_stamped=False, name=person.name, job_title=person.job_title, day=day(at)
    )
