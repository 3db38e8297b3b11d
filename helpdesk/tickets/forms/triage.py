"""The grid of the morning: one line a ticket, each with values of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import TextInput

from helpdesk.infra.fields import LongText
from helpdesk.infra.forms import Form
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import MOST_ROWS, Priority

CELL = re.compile(r"(seen|category|priority|to)-([0-9]{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one line says, in the words of its boxes; `seen` is the version it was made from."""

    seen: int = 0
    category: str = ""
    priority: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the boxes of every line offer, by value and name."""

    categories: Sequence[tuple[str, str]] = ()
    priorities: Sequence[tuple[str, str]] = ()
    hands: Sequence[tuple[str, str]] = ()

    def holds(self, line: Line) -> bool:
        pairs = (line.category, self.categories), (line.priority, self.priorities)
        return all(
            said in dict(offered) or (said == "" and offered is not self.priorities)
            for said, offered in (*pairs, (line.to, self.hands))
        )


class LinesField(Field):
    """The lines by the id of their tickets."""

    widget = TextInput()
    data: dict[int, Line]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        self.data = {}
        for name in formdata or ():
            cell = CELL.fullmatch(name)
            if cell and len(self.data) <= MOST_ROWS:
                self._read(int(cell[2]), cell[1], formdata[name])

    def _read(self, ticket_id: int, box: str, said: str) -> None:
        line = self.data.get(ticket_id, Line())
        if box == "seen":
            self.data[ticket_id] = replace(line, seen=int(said) if said.isdecimal() else 0)
        else:
            words = {"category": line.category, "priority": line.priority, "to": line.to}
            self.data[ticket_id] = Line(seen=line.seen, **{**words, box: said})


class TriageForm(Form):
    lines = LinesField(_l("Requests"))
    reason = LongText(_l("Why another priority?"), most=500)

    def __init__(self) -> None:
        super().__init__()
        self.offer, self.tickets = Offer(), dict[int, Ticket]()

    def expect(self, offer: Offer, tickets: Sequence[Ticket]) -> None:
        """Say what may be chosen, and for which tickets."""
        self.offer, self.tickets = offer, {ticket.id: ticket for ticket in tickets}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = bool(super().validate(extra_validators))
        lines = {key: line for key, line in self.lines.data.items() if key in self.tickets}
        if not all(self.offer.holds(line) for line in lines.values()):
            self.refuse("lines", _("Choose one of the listed options."))
            return False
        if not self.reason.data and any(self.has_other_priority(key) for key in lines):
            self.refuse("reason", _("Say why you change the priority."))
            return False
        return valid

    def has_other_priority(self, ticket_id: int) -> bool:
        said, ticket = self.lines.data[ticket_id].priority, self.tickets[ticket_id]
        return ticket.version == self.lines.data[ticket_id].seen and said != ticket.priority

    def values(self, ticket_id: int) -> dict[str, object]:
        """Return what a line changes of its ticket, to be given to the services."""
        line = self.lines.data[ticket_id]
        category = {"category_id": int(line.category)} if line.category else {}
        if not self.has_other_priority(ticket_id):
            return {**category}
        why = {"priority_reason": self.reason.data or ""}
        return {**category, "priority": Priority(line.priority), **why}


def seen_now(line: Line, version: int) -> Line:
    return replace(line, seen=version)
