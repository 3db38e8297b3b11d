"""What waits for somebody's approval or was decided, on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.kinds.labels.approvals import APPROVERS, STATUSES
from helpdesk.kinds.labels.kinds import TITLES
from helpdesk.kinds.models import Approval


def approvals_report(
    approvals: Sequence[Approval], *, view: str, actor: Actor, now: datetime
) -> Report:
    """List them as the page lists them."""
    columns = [
        Column(_("Request"), share=3),
        Column(_("Form"), share=3),
        Column(_("Problem"), share=5),
        Column(_("Requester"), share=3),
        Column(_("Approver"), share=3),
        Column(_("Asked on"), share=2),
        Column(_("Decision"), share=2),
        Column(_("Decided on"), share=2),
    ]
    table = Table(columns, [_row(one) for one in approvals])
    return list_report(table, title=_("Approvals"), view=view, narrowed=(), actor=actor, now=now)


def _row(one: Approval) -> Sequence[Cell]:
    ticket = one.ticket
    return (
        ticket.reference,
        str(TITLES[ticket.kind]) if ticket.kind in TITLES else None,
        ticket.subject,
        ticket.requester_name,
        str(APPROVERS[one.rule]),
        one.asked_at,
        str(STATUSES[one.stands]),
        one.decided_at,
    )
