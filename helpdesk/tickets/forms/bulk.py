"""One act on many tickets: what it needs, and what was seen of them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.accounts.models import User
from helpdesk.infra.fields import LongText, NumberField, options
from helpdesk.infra.forms import Form
from helpdesk.tickets.labels import CAUSE, PRIORITY
from helpdesk.tickets.models import Team, Ticket
from helpdesk.tickets.rules import IRREVERSIBLE, MOST_AT_ONCE, BulkAct, Cause, Priority
from helpdesk.tickets.services import Wish

CHOOSE = _l("Choose one of the listed options.")
OF_ACT = {
    BulkAct.ASSIGN: ("to",),
    BulkAct.PRIORITY: ("priority", "why"),
    BulkAct.CATEGORY: ("category_id",),
    BulkAct.REPLY: ("text",),
    BulkAct.OUTAGE: ("outage_id",),
    BulkAct.RESOLVE: ("cause", "resolution"),
    BulkAct.CANCEL: ("reason",),
}


class BulkForm(Form):
    """The fields of every act; those that this one does not need are taken out."""

    seen = HiddenField()
    to = SelectField(_l("ICT officer or team"), [InputRequired(CHOOSE)])
    priority = SelectField(_l("Priority"), choices=options(PRIORITY))
    why = LongText(
        _l("Why another priority?"), required=_l("Say why you change the priority."), most=500
    )
    category_id = SelectField(_l("Category"), [InputRequired(CHOOSE)])
    outage_id = SelectField(_l("Which outage?"), [InputRequired(CHOOSE)], coerce=int)
    text = LongText(_l("Your reply to all of them"), required=_l("Write your reply."))
    cause = SelectField(
        _l("Cause"), [InputRequired(CHOOSE)], choices=options([("", _l("Choose")), *CAUSE.items()])
    )
    resolution = LongText(
        _l("What was done"), required=_l("Say what was done; the requester reads this.")
    )
    reason = LongText(
        _l("Why it will not be done"), required=_l("Say why; the requester reads this.")
    )
    number = NumberField(
        _l("Type the number of requests that will change"),
        required=_l("Type the number of requests that will change."),
    )

    def __init__(self, act: BulkAct, able: Sequence[Ticket]) -> None:
        super().__init__()
        self.act, self.able = act, able
        kept = {*OF_ACT.get(act, ()), *(("number",) if act in IRREVERSIBLE else ())}
        for name in (set().union(*OF_ACT.values()) | {"number"}) - kept:
            del self[name]
        if not self.seen.data:
            self.look_again()

    @property
    def inputs(self) -> list[Any]:
        return [box for box in self if box.name in {*OF_ACT.get(self.act, ()), "number"}]

    @property
    def is_final(self) -> bool:
        return self.act in IRREVERSIBLE

    def look_again(self) -> None:
        """Take every ticket as it is now for what was seen."""
        self.seen.data = " ".join(f"{one.id}:{one.version}" for one in self.able)

    @property
    def versions(self) -> dict[int, int]:
        return seen_in(self.seen.data or "")

    def validate_number(self, box: NumberField) -> None:
        """Let nobody send to fifty people what was meant for five."""
        if box.data != len(self.able):
            said = _("%(num)s requests will change. Type this number.", num=len(self.able))
            raise ValidationError(said)

    def wish(self, *, to: User | Team | None = None, outage: Ticket | None = None) -> Wish:
        words = [self[name].data or "" for name in _WORDS if name in self]
        return Wish(
            act=self.act,
            to=to,
            outage=outage,
            priority=Priority(self.priority.data) if "priority" in self else None,
            category_id=int(self.category_id.data) if "category_id" in self else None,
            cause=Cause(self.cause.data) if "cause" in self else Cause.UNKNOWN,
            text=words[0] if words else "",
        )


def seen_in(said: str) -> dict[int, int]:
    """Read which tickets a page showed, and in which versions."""
    pairs = (pair.partition(":") for pair in said.split()[:MOST_AT_ONCE])
    return {int(key): int(seen) for key, _colon, seen in pairs if _is_key(key) and _is_key(seen)}


_WORDS = ("why", "text", "resolution", "reason")


def _is_key(said: str) -> bool:
    return said.isdecimal() and len(said) < 10


class Undo(Form):
    """Take back what was done to many; its button stands in the notice of that act."""
