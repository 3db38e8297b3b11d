"""Names of acts and of what they changed, for whoever reads the log."""

from collections.abc import Mapping
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from helpdesk.audit.labels.acts import ACTIONS as ACTIONS
from helpdesk.audit.labels.acts import MOVES as MOVES
from helpdesk.audit.labels.areas import AREAS as AREAS
from helpdesk.audit.labels.fields import FIELDS as FIELDS
from helpdesk.infra.access import GUEST

Value = TypeVar("Value", bound=str)

_values: dict[tuple[str, str], dict[str, LazyString | str]] = {}
_tables: dict[tuple[str, str], str] = {}


def name_acts(acts: Mapping[str, LazyString], fields: Mapping[str, LazyString]) -> None:
    """Declare what a feature calls its acts, and the fields that they change."""
    ACTIONS.update(acts)
    FIELDS.update(fields)


def by_whom(actor_id: int | None, name: str) -> str:
    """Name whoever acted: a person, a guest without an account, or a job."""
    if actor_id:
        return name
    return str(_("A guest") if name == GUEST else _("The system itself"))


def name_values(subject_type: str, field: str, words: Mapping[Value, LazyString | str]) -> None:
    """Declare the words for what may stand in a field of a table, such as a status."""
    _values[subject_type, field] = {str(value): word for value, word in words.items()}


def value_name(subject_type: str, field: str, value: str) -> str | None:
    word = _values.get((subject_type, field), {}).get(value)
    return None if word is None else str(word)


def points_at(subject_type: str, **tables: str) -> None:
    """Declare by field in which ones the number of a record stands, and of which table."""
    _tables.update({(subject_type, field): table for field, table in tables.items()})


def table_of(subject_type: str, field: str) -> str | None:
    return _tables.get((subject_type, field))


def action_name(action: str) -> str:
    area = action.partition(".")[0]
    return str(ACTIONS.get(action) or MOVES.get(area) or AREAS.get(area, action))
