"""The form over labels to print."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from helpdesk.equipment import labels
from helpdesk.equipment.rules.labels import PER_PAGE, Sheet
from helpdesk.infra.fields import NumberField, options
from helpdesk.infra.forms import Form


class LabelsForm(Form):
    sheet = RadioField(
        _l("Labels to print on"),
        [InputRequired(_l("Choose what the labels are printed on."))],
        choices=options(labels.SHEET),
        default=Sheet.A4_3X8,
    )
    first = NumberField(
        _l("Begin at label number"), required=_l("Say at which label to begin."), least=1, most=24
    )

    def validate_first(self, field: Any) -> None:
        most = PER_PAGE.get(self.sheet.data, 1)
        if field.data and field.data > most:
            raise ValidationError(
                _("This sheet has %(number)d labels. Begin at one of them.", number=most)
            )
