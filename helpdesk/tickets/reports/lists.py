"""The queue on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.infra.i18n import named
from helpdesk.tickets import labels
from helpdesk.tickets.models import Ticket


def queue_report(
    tickets: Sequence[Ticket],
    *,
    view: str,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List tickets as the page lists them."""
    return list_report(
        _table(tickets),
        title=_("Requests"),
        view=view,
        narrowed=narrowed,
        actor=actor,
        now=now,
    )


def _table(tickets: Sequence[Ticket]) -> Table:
    columns = [
        Column(_("Number"), share=3),
        Column(_("Problem"), share=4),
        Column(_("Requester"), share=2),
        Column(_("Department or unit"), share=3),
        Column(_("Device"), share=3),
        Column(_("Category"), share=3),
        Column(_("Priority"), share=2),
        Column(_("ICT officer"), share=2),
        Column(_("Status"), share=2),
        Column(_("Opened"), share=2),
        Column(_("To be solved by"), share=2),
    ]
    return Table(columns=columns, rows=[_row(ticket) for ticket in tickets])


def _row(ticket: Ticket) -> Sequence[Cell]:
    return (
        ticket.reference,
        ticket.subject,
        ticket.requester_name,
        named(ticket.at_department) if ticket.at_department else None,
        ticket.asset.asset_tag if ticket.asset else None,
        named(ticket.category) if ticket.category else None,
        str(labels.PRIORITY[ticket.priority]),
        _holder(ticket),
        labels.state_of(ticket),
        ticket.opened_at,
        ticket.resolution_due_at,
    )


def _holder(ticket: Ticket) -> str | None:
    if ticket.assignee:
        return ticket.assignee.name
    return named(ticket.team) if ticket.team else None
