"""The list of imports on paper and for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from helpdesk.equipment import labels
from helpdesk.equipment.models import AssetImport
from helpdesk.equipment.rules.imports import ImportState
from helpdesk.infra.access import Actor
from helpdesk.infra.documents.lists import list_report
from helpdesk.infra.documents.model import Cell, Column, Report, Table


def imports_report(batches: Sequence[AssetImport], *, actor: Actor, now: datetime) -> Report:
    columns = [
        Column(_("File"), share=3),
        Column(_("When"), share=2),
        Column(_("Who"), share=2),
        Column(_("Status"), share=2),
        Column(pgettext("devices", "New"), numeric=True),
        Column(pgettext("devices", "Changed"), numeric=True),
        Column(_("Left out"), numeric=True),
    ]
    table = Table(columns=columns, rows=[_row(batch) for batch in batches])
    return list_report(table, title=_("Imports of equipment"), narrowed=(), actor=actor, now=now)


def _row(batch: AssetImport) -> Sequence[Cell]:
    counts = (batch.new_count, batch.changed_count, batch.wrong_count)
    return (
        batch.file_name,
        batch.done_at or batch.uploaded_at,
        batch.by_name,
        str(labels.IMPORT_STATE[batch.state]),
        *(counts if batch.state is not ImportState.WAITING else (None, None, None)),
    )
