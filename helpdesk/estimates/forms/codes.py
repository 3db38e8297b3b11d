"""Forms of the lines of the budget."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from helpdesk.estimates.models import BudgetCode
from helpdesk.infra.fields import Text
from helpdesk.infra.forms import EditForm, Form

DIGITS = (4, 12)


class NamesFields(Form):
    name_sw = Text(_l("Name in Swahili"), required=_l("Type the name."))
    name_en = Text(_l("Name in English"), required=_l("Type the name."))


class AddCodeForm(NamesFields):
    code = Text(_l("Number of the budget line"), required=_l("Type the number."), most=12)

    def validate_code(self, field: Text) -> None:
        said, (least, most) = field.data or "", DIGITS
        if said and not (said.isascii() and said.isdigit() and least <= len(said) <= most):
            raise ValidationError(_("Type the digits of the number, for example 22001102."))


class ChangeCodeForm(NamesFields, EditForm):
    subject: BudgetCode
    is_active = BooleanField(_l("In use"))


class UsualCodesForm(Form):
    """Take in the usual numbers at once."""
