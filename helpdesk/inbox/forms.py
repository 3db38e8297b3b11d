"""What an officer says about a mail that waits."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from helpdesk.accounts.models import User
from helpdesk.infra.fields import Text
from helpdesk.infra.forms import ActionForm, EditForm


class AcceptForm(ActionForm):
    """The button that makes it a request of a guest."""


class DiscardForm(ActionForm):
    """The button that puts it away."""


class Undo(ActionForm):
    """Bring back what was discarded; the same button stands in the notice of that."""


class JoinForm(EditForm):
    """Whose request it is; `found` are the people whom the name may mean."""

    person = Text(
        _l("Whose request is it?"), required=_l("Write the name of the person, or the user name.")
    )
    found: Sequence[User] = ()

    def validate_person(self, _field: Text) -> None:
        if not self.found:
            raise ValidationError(_("Nobody here is called so. Write the name as it is in People."))
        if len(self.found) > 1:
            raise ValidationError(
                _("More than one person is called so. Write the user name instead.")
            )
