"""What a change of a ticket is called in its history."""

import json
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.tickets.labels.tickets import PRIORITY, state
from helpdesk.tickets.rules import Mark, Priority, Status, WaitingFor


class Changed(Protocol):
    """What the words need of a change."""

    from_status: Status
    to_status: Status
    from_waiting: WaitingFor | None
    to_waiting: WaitingFor | None
    fields: str
    batch: str | None

    @property
    def is_merge(self) -> bool: ...


def change_said(change: Changed) -> str:
    """Name the state that it came to; where that stayed, what else became different."""
    if change.is_merge:
        return str(pgettext("ticket", "Joined to another request"))
    if change.batch == Mark.WITHDRAWAL:
        return str(pgettext("ticket", "Taken back"))
    if change.batch == Mark.APPROVAL:
        return _decision(change)
    moved = (change.from_status, change.from_waiting) != (change.to_status, change.to_waiting)
    words = [] if moved else _fields_said(json.loads(change.fields))
    return " ".join(words) or state(change.to_status, change.to_waiting)


def _decision(change: Changed) -> str:
    is_no = change.to_status is Status.CANCELLED
    return str(pgettext("ticket", "Rejected") if is_no else pgettext("ticket", "Approved"))


def _fields_said(fields: dict[str, list[object]]) -> list[str]:
    """Say in whole sentences what the fields became; those that nobody reads are passed over."""
    said = _priority_said(fields) if "priority" in fields else []
    if "is_outage" in fields:
        is_one = fields["is_outage"][1]
        said.append(_("Made a known outage.") if is_one else _("No longer a known outage."))
    if "subject" in fields:
        said.append(_("It was called “%(subject)s” before.", subject=fields["subject"][0]))
    if "parent_id" in fields:
        has_one = fields["parent_id"][1]
        said.append(
            _("Put under another request.") if has_one else _("Made a request of its own again.")
        )
    if fields.keys() & {"category_id", "kind"}:
        said.append(_("Category changed."))
    if "system_id" in fields:
        said.append(_("System changed."))
    if "team_id" in fields:
        said.append(_("Team changed."))
    return said


def _priority_said(fields: dict[str, list[object]]) -> list[str]:
    """Say what it became, and why where it was made an outage."""
    old, new = (PRIORITY[Priority(str(value))] for value in fields["priority"])
    said = [str(_("Priority changed from %(old)s to %(new)s.", old=old, new=new))]
    if "is_outage" in fields and fields["is_outage"][1]:
        said.append(_("An outage hits many people."))
    return said
