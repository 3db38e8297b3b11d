"""What is done about an outage: joining it, marking it, telling everybody."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import LongText, Text
from helpdesk.infra.forms import ActionForm, EditForm, Form


class JoinForm(Form):
    """One tap that says "me too"; which outage comes in a hidden box."""

    outage_id = HiddenField()


class ProposalForm(Form):
    """Make one outage of like tickets, as far as they stay ticked; `about` says what they are."""

    about = HiddenField()


class MarkForm(EditForm):
    words = Text(_l("What everybody will read"), required=_l("Say what does not work."))


class UnmarkForm(ActionForm):
    """Say that a ticket is no outage after all."""


class PutUnderForm(EditForm):
    outage_id = RadioField(
        _l("Which outage is it part of?"),
        [InputRequired(_l("Choose one of the listed options."))],
        coerce=int,
    )


class TakeOutForm(ActionForm):
    """Say that a ticket is not part of the outage."""


class TellForm(EditForm):
    text = LongText(
        _l("News for everybody affected"), required=_l("Write what everybody shall know.")
    )
