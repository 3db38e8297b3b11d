"""What the study of the domain worked out by hand."""

import json
from datetime import date
from pathlib import Path

from helpdesk.core.working_time import WorkingCalendar

FOLDER = Path(__file__).parent
VECTORS = json.loads((FOLDER / "maintenance.json").read_text("utf-8"))
HOLIDAYS = frozenset(
    map(date.fromisoformat, json.loads((FOLDER / "sla.json").read_text("utf-8"))["holidays"])
)
NATIONAL = WorkingCalendar(holidays=HOLIDAYS)
