"""Asking the requester how content he is."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from helpdesk.infra.fields import LongText, options
from helpdesk.infra.forms import EditForm
from helpdesk.tickets.labels import SCORE


class RateForm(EditForm):
    score = RadioField(
        _l("How content are you with the service?"),
        [InputRequired(_l("Choose how content you are."))],
        choices=options((int(score), words) for score, words in SCORE.items()),
        coerce=int,
    )
    remark = LongText(_l("Would you like to add something?"), most=1000)
