"""Forms of the sources of funds."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField

from helpdesk.estimates.forms.codes import NamesFields
from helpdesk.estimates.models import FundSource
from helpdesk.infra.fields import Text
from helpdesk.infra.forms import EditForm


class AddFundForm(NamesFields):
    code = Text(_l("Code of the source"), required=_l("Type the code."), most=20)


class ChangeFundForm(NamesFields, EditForm):
    subject: FundSource
    is_active = BooleanField(lazy_pgettext("rate", "In use"))
