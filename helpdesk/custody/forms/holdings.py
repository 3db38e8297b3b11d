"""What a receiver or a holder says, and the button of the certificate."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from helpdesk.infra.fields import LongText
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.infra.keys import LARGEST_KEY


class AcceptForm(ActionForm):
    """The receiver has it all."""


class DifferForm(EditForm):
    note = LongText(
        _l("What is not as the paper says?"),
        required=_l("Say what you did not receive, or what differs."),
        most=1000,
    )


class ConfirmForm(Form):
    """The holder has what the page showed him, and nothing that came to it meanwhile."""

    assets = HiddenField()

    @property
    def ids(self) -> frozenset[int]:
        said = [one for one in (self.assets.data or "").split() if one.isdecimal()]
        return frozenset(int(one) for one in said if len(one) <= len(str(LARGEST_KEY)))


class DenyForm(EditForm):
    note = LongText(
        _l("What do you know of it?"),
        required=_l("Say what you know of the device: who has it, or when you gave it back."),
        most=1000,
    )


class ClearForm(ActionForm):
    """The button that writes the certificate of a person."""
