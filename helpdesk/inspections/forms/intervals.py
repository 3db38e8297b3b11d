"""The form of the months between inspections."""

from flask_babel import lazy_gettext as _l

from helpdesk.infra.fields import NumberField
from helpdesk.infra.forms import EditForm
from helpdesk.inspections.models import InspectionIntervals
from helpdesk.inspections.rules import LONGEST_INTERVAL

NEEDED = _l("Say after how many months.")


class IntervalsForm(EditForm):
    subject: InspectionIntervals
    service = NumberField(
        _l("What a service depends on, in months"),
        required=NEEDED,
        least=1,
        most=LONGEST_INTERVAL,
    )
    department = NumberField(
        _l("What a department depends on, in months"),
        required=NEEDED,
        least=1,
        most=LONGEST_INTERVAL,
    )
    person = NumberField(
        _l("What one person uses, in months"),
        required=NEEDED,
        least=1,
        most=LONGEST_INTERVAL,
    )

    @property
    def months(self) -> dict[str, int]:
        """Return the months by the names of the record."""
        return {name: int(self[name].data or 0) for name in ("service", "department", "person")}
