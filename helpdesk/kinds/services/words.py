"""The words of forms, by which a search finds their requests."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from helpdesk.core.text import fold
from helpdesk.infra.db import db
from helpdesk.kinds.labels.declared import Sort
from helpdesk.kinds.labels.steps import DECLARED
from helpdesk.kinds.models import RECORDS
from helpdesk.kinds.models.corrections import DataCorrection
from helpdesk.kinds.models.records import KindRecord
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.services import words_of

OF_CORRECTIONS = ("record_reference", "field_name", "value_before", "value_after", "reason")


def note_words(record: KindRecord) -> None:
    """Let a request be found by what its form says, and only by what it says now."""
    ticket = record.ticket
    said = " ".join(filter(None, _words(record)))
    ticket.search_text = f"{words_of(ticket)} {fold(said)}"


def _words(record: KindRecord) -> Iterator[str]:
    if isinstance(record, DataCorrection):
        yield from _names(record.system)
        yield from (getattr(record, name) for name in OF_CORRECTIONS)
        return
    for part in DECLARED[record.ticket.kind].parts.values():
        value = getattr(record, part.name)
        if part.sort is Sort.SYSTEM and value:
            yield from _names(db.session.get(System, value))
        elif part.sort in (Sort.LINE, Sort.TEXT):
            yield value or ""


def _names(system: System | None) -> Iterator[str]:
    if system is not None:
        yield from (system.acronym, system.full_name)


def note_words_of_old(council_id: int) -> None:
    """Let the forms from before their words were noted be found by them too."""
    for model in RECORDS.values():
        here = select(model).join(model.ticket).where(Ticket.council_id == council_id)
        for record in db.session.scalars(here.options(contains_eager(model.ticket))):
            note_words(record)
