"""What was said on a request's form, and what follows, on the request's page."""

from contextlib import suppress

from flask import render_template

from helpdesk.attachments.queries import files_of
from helpdesk.infra.access import can, current_actor
from helpdesk.infra.slots import panel
from helpdesk.kinds import permissions
from helpdesk.kinds.labels.access import UNREGISTERED
from helpdesk.kinds.labels.declared import Declared, Step, said
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models.access import AccessRequest
from helpdesk.kinds.models.records import KindRecord
from helpdesk.kinds.queries import declared as queries
from helpdesk.kinds.queries.access import is_unregistered, lines_of
from helpdesk.kinds.rules import RefusedError
from helpdesk.kinds.services.steps import check_may_fill_in
from helpdesk.tickets.models import Ticket


@panel("tickets.work", order=5)
def form_of(ticket: object) -> str:
    """Show the form as far as it is filled in, and to officers the next step."""
    return _form(ticket, is_at_work=True)


@panel("kinds.record", order=10)
def form_to_decide(ticket: object) -> str:
    """Show it to whoever decides about it."""
    return _form(ticket, is_at_work=False)


def _form(ticket: object, *, is_at_work: bool) -> str:
    if not isinstance(ticket, Ticket) or ticket.kind not in DECLARED:
        return ""
    record, declared = queries.declared_record(ticket), DECLARED[ticket.kind]
    if record is None:
        return ""
    files = files_of("kind", [ticket.id]) if is_at_work else {}
    lines = lines_of(record) if isinstance(record, AccessRequest) else ()
    return render_template(
        "kinds/_declared.html",
        ticket=ticket,
        record=record,
        declared=declared,
        taken=queries.steps_of(ticket),
        open_steps=_open_steps(record, declared) if is_at_work else (),
        lines=lines,
        warning=UNREGISTERED if is_unregistered(record, lines) else None,
        files=files.get(ticket.id, []),
        is_at_work=is_at_work,
        said=said,
    )


def _open_steps(record: KindRecord, declared: Declared) -> list[Step]:
    """Return what this person may fill in now."""
    actor = current_actor()
    if not can(actor, permissions.WORK):
        return []
    found = []
    for step in declared.steps:
        with suppress(RefusedError):
            check_may_fill_in(record, step, actor=actor)
            found.append(step)
    return found
