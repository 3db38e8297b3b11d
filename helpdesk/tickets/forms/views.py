"""Naming a view of the queue."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import Length

from helpdesk.infra.fields import TOO_LONG, Text
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.tickets.rules import LONGEST_QUERY

NAME = _l("Name of the view")
NAMELESS = _l("Give the view a name.")
SHARED = _l("Share it with the whole unit")


class NewViewForm(Form):
    query = HiddenField(validators=[Length(max=LONGEST_QUERY, message=TOO_LONG)])
    name = Text(NAME, required=NAMELESS, most=40)
    is_shared = BooleanField(SHARED)


class ViewForm(EditForm):
    name = Text(NAME, required=NAMELESS, most=40)
    is_shared = BooleanField(SHARED)


class RemoveViewForm(ActionForm):
    """Take a view away."""


class Undo(ActionForm):
    """Take back the removal; its button stands in the notice of it."""
