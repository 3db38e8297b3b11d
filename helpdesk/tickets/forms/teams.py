"""Teams, and giving tickets into their hands."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from helpdesk.accounts.models import User
from helpdesk.infra.fields import LongText, Text, options
from helpdesk.infra.forms import ActionForm, EditForm, Form
from helpdesk.tickets.services import TeamFacts


class AssignForm(EditForm):
    """To whom: the key of an officer, or of a team; see queries.Hands."""

    assignee_id = SelectField(
        _l("ICT officer or team"), [InputRequired(_l("Choose one of the listed options."))]
    )
    note = LongText(_l("Note to whoever takes it over"), most=2000)


class _TeamFields(Form):
    name_sw = Text(_l("Name in Swahili"), required=_l("Write the name in Swahili."), most=60)
    name_en = Text(_l("Name in English"), required=_l("Write the name in English."), most=60)
    member_ids = SelectMultipleField(
        _l("Members"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def offer(self, people: Sequence[User]) -> None:
        self.member_ids.choices = options((one.id, one.name) for one in people)

    def facts(self, people: Sequence[User]) -> TeamFacts:
        chosen = set(self.member_ids.data or ())
        return TeamFacts(
            name_sw=self.name_sw.data or "",
            name_en=self.name_en.data or "",
            members=[one for one in people if one.id in chosen],
        )


class NewTeamForm(_TeamFields):
    """A team that is not there yet."""


class TeamForm(_TeamFields, EditForm):
    """A team that others may change meanwhile."""


class CloseTeamForm(ActionForm):
    """Give it no more tickets."""


class ReopenTeamForm(ActionForm):
    """Give it tickets again."""


class Undo(ActionForm):
    """Take back its closing; its button stands in the notice of that."""
