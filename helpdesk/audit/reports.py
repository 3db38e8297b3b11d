"""The log on paper and for spreadsheets."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from helpdesk.audit.labels import action_name, by_whom
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries import NOTHING, Named, changed_fields, names_in
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table


def log_report(
    entries: Sequence[AuditEntry],
    *,
    narrowed: Sequence[tuple[str, str]],
    actor: Actor,
    now: datetime,
) -> Report:
    """List acts as the page lists them."""
    columns = [
        Column(_("When"), share=2),
        Column(_("Who"), share=2),
        Column(_("Network address"), share=2),
        Column(_("What was done"), share=3),
        Column(_("To what"), share=3),
        Column(_("What changed"), share=5),
    ]
    table = Table(columns=columns, rows=list(_rows(entries, actor)))
    return list_report(table, title=_("Audit log"), narrowed=narrowed, actor=actor, now=now)


def _rows(entries: Sequence[AuditEntry], actor: Actor) -> Iterator[Sequence[Cell]]:
    names = names_in(entries, actor=actor)
    for entry in entries:
        name = names.get((entry.subject_type, entry.subject_id))
        yield (
            entry.at,
            by_whom(entry.actor_id, entry.actor_name),
            entry.origin or None,
            action_name(entry.action),
            name or _("No. %(number)s", number=entry.subject_id),
            "; ".join(_changes(entry, names)) or None,
        )


def _changes(entry: AuditEntry, names: Named) -> Iterator[str]:
    for field, old, new in changed_fields(entry, names):
        if old == NOTHING:
            yield f"{field}: {new}"
        else:
            yield _("%(field)s: from %(old)s to %(new)s", field=field, old=old, new=new)
