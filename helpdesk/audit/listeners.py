"""What the log notes of what happens below it."""

from dataclasses import dataclass
from functools import partial

from helpdesk.audit.services import record
from helpdesk.infra.access import somebody
from helpdesk.infra.documents.web import TakenAway
from helpdesk.infra.events import on
from helpdesk.infra.transactions import keep


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whoever took a file away; the account itself belongs to a feature above this one."""

    id: int
    __tablename__ = "user_account"


@on(TakenAway)
def note_file(event: TakenAway) -> None:
    """Reading changes nothing, so that this is kept after the answer is made."""
    actor = somebody()
    if actor is not None and actor.id is not None:
        said = {"title": event.title, "reference": event.reference, "form": event.form}
        took = {name: [None, value] for name, value in said.items() if value}
        keep(partial(record, actor, "report.download", _Reader(actor.id), took))
