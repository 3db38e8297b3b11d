"""What an act changed, in words."""

import json
import re
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from helpdesk.audit.labels import FIELDS, table_of, value_name
from helpdesk.audit.models import AuditEntry
from helpdesk.audit.queries.names import SECRET, Named, pair_of
from helpdesk.infra.i18n import day, moment

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S*[+-]\d\d:\d\d")
NOTHING = "–"


class Change(NamedTuple):
    """One field that an act changed, in words."""

    field: str
    old: str
    new: str


def changed_fields(entry: AuditEntry, names: Named) -> list[Change]:
    """Return each field that an act changed, with what stood there before and after.

    `names` are those of names_in(); what led to something secret is left out.
    """
    changes = json.loads(entry.changes)
    said = [_change(entry.subject_type, field, value, names) for field, value in changes.items()]
    return [one for one in said if one.old != one.new and SECRET not in one]


def _change(subject_type: str, field: str, value: object, names: Named) -> Change:
    old, new = (_said(subject_type, field, one, names) for one in pair_of(value))
    return Change(str(FIELDS.get(field, field.replace("_", " "))), old, new)


def _said(subject_type: str, field: str, value: object, names: Named) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    table = table_of(subject_type, field)
    if table and isinstance(value, int):
        return names.get((table, value), str(_("No. %(number)s", number=value)))
    return _in_words(subject_type, field, str(value))


def _in_words(subject_type: str, field: str, said: str) -> str:
    if ISO_DATE.fullmatch(said):
        return day(date.fromisoformat(said))
    if ISO_MOMENT.fullmatch(said):
        return moment(datetime.fromisoformat(said))
    return value_name(subject_type, field, said) or said
