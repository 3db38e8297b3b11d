"""What was sent to somebody outside, on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table
from helpdesk.tickets.models import Escalation
from helpdesk.tickets.rules import days_out


def escalation_report(
    escalations: Sequence[Escalation], *, view: str, actor: Actor, now: datetime
) -> Report:
    """List them as the page lists them."""
    columns = [
        Column(_("Request"), share=3),
        Column(_("Problem"), share=4),
        Column(_("Sent to"), share=2),
        Column(_("Their reference number"), share=2),
        Column(_("Sent on"), share=2),
        Column(_("Days outside"), numeric=True),
        Column(_("Ask again on"), share=2),
        Column(_("Answer"), share=4),
    ]
    return list_report(
        Table(columns=columns, rows=[_row(one, now) for one in escalations]),
        title=_("Requests sent outside"),
        view=view,
        narrowed=(),
        actor=actor,
        now=now,
    )


def _row(one: Escalation, now: datetime) -> Sequence[Cell]:
    return (
        one.ticket.reference,
        one.ticket.subject,
        one.sent_to,
        one.their_reference or None,
        one.sent_at,
        days_out(one.sent_at, one.answered_at or now),
        None if one.answered_at else one.chase_on,
        one.answer or None,
    )
