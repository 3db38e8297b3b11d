"""Forms of the parts that are kept for a job."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import Field

from helpdesk.infra.fields import Text
from helpdesk.infra.forms import ActionForm, EditForm
from helpdesk.stock.forms import LEAST, find_part, quantity_field, whole_pieces
from helpdesk.stock.models import Part
from helpdesk.workorders.models import WorkOrder


class KeepPartForm(EditForm):
    """A part that an open job will need."""

    subject: WorkOrder
    part = Text(_l("Part (code or name)"), required=_l("Enter the code or the name of the part."))
    quantity = quantity_field(_l("Quantity"), required=_l("Enter the quantity."), least=LEAST)

    def offer(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def validate_part(self, field: Field) -> None:
        if field.data and not field.errors:
            self.chosen_part = find_part(field.data, self._parts)

    def validate_quantity(self, field: Field) -> None:
        if not (field.errors or self.part.errors):
            whole_pieces(field.data, self.chosen_part)


class FreePartForm(ActionForm):
    """Set free what was kept for a job."""
